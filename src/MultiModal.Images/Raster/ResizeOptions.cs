namespace MultiModal.Images.Raster;

/// <summary>How a picture is resized.</summary>
public sealed record ResizeOptions
{
    /// <summary>Gets the filter.</summary>
    public ResizeFilter Filter { get; init; } = ResizeFilter.Lanczos3;

    /// <summary>Gets how many threads may be used; the pixels do not depend on it.</summary>
    public int Threads { get; init; } = 1;
}
