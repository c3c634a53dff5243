namespace MultiModal.Images.Codecs;

/// <summary>A pass over a picture: which pixels come in it. A picture that is not interlaced has one pass with all of them.</summary>
/// <param name="X">The first column.</param>
/// <param name="Y">The first row.</param>
/// <param name="StepX">Columns from one pixel to the next.</param>
/// <param name="StepY">Rows from one row to the next.</param>
internal readonly record struct PngPass(int X, int Y, int StepX, int StepY)
{
    private static readonly PngPass[] Whole = [new(0, 0, 1, 1)];

    // Section 8.2 of the specification.
    private static readonly PngPass[] Adam7 =
    [
        new(0, 0, 8, 8), new(4, 0, 8, 8), new(0, 4, 4, 8), new(2, 0, 4, 4), new(0, 2, 2, 4), new(1, 0, 2, 2), new(0, 1, 1, 2),
    ];

    /// <summary>Returns the passes in order.</summary>
    public static ReadOnlySpan<PngPass> Of(bool isInterlaced) => isInterlaced ? Adam7 : Whole;

    /// <summary>Returns how many pixels of a row of <paramref name="width"/> are in the pass.</summary>
    public int Columns(int width) => width <= X ? 0 : (width - X + StepX - 1) / StepX;

    /// <summary>Returns how many of <paramref name="height"/> rows are in the pass.</summary>
    public int Rows(int height) => height <= Y ? 0 : (height - Y + StepY - 1) / StepY;
}
