namespace MultiModal.Images.Painting.Styles;

/// <summary>Size, seed and the rest that every style needs.</summary>
/// <param name="Width">Pixels across.</param>
/// <param name="Height">Pixels down.</param>
/// <param name="Seed">The seed of the marks.</param>
/// <param name="Threads">Threads that may be used.</param>
/// <param name="Report">Receives the fraction done, 0 to 1.</param>
/// <param name="CancellationToken">Stops the work.</param>
internal sealed record StyleSettings(int Width, int Height, uint Seed, int Threads, Action<double> Report, CancellationToken CancellationToken)
{
    /// <summary>Gets the square root of the pixel count: the pixels in one picture unit.</summary>
    public float Unit => MathF.Sqrt((float)Width * Height);
}
