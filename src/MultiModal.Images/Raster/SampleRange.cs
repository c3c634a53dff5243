namespace MultiModal.Images.Raster;

/// <summary>The numbers that a model takes for the stored values of a picture.</summary>
public enum SampleRange
{
    /// <summary>Black is −1, white is 1: diffusion models and most GANs.</summary>
    Signed,

    /// <summary>Black is 0, white is 1: most upscalers.</summary>
    Unit,

    /// <summary>Black is 0, white is 255.</summary>
    Bytes,
}
