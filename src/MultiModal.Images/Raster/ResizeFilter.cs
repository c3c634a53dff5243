namespace MultiModal.Images.Raster;

/// <summary>How the pixels of a resized picture are weighed from those of the original.</summary>
public enum ResizeFilter
{
    /// <summary>Three-lobed Lanczos: the sharpest; overshoots a little beside hard edges.</summary>
    Lanczos3,

    /// <summary>The cubic of Mitchell and Netravali (1988) with B = C = 1/3: softer, hardly overshoots.</summary>
    Mitchell,

    /// <summary>The exact mean over the area a pixel covers: never overshoots; made for shrinking.</summary>
    Area,
}
