using MultiModal.Images.Raster;

namespace MultiModal.Images.Diffusion.Pipelines;

/// <summary>Mixes two pictures by a mask, in linear light.</summary>
internal static class MaskedMix
{
    /// <summary>Returns a picture that is the first where the weight is 0, byte for byte, and the second where it is 1.</summary>
    /// <param name="kept">The first picture; its alpha is kept with it.</param>
    /// <param name="painted">The second, of the same size.</param>
    /// <param name="weights">One for each pixel.</param>
    public static Picture Mix(Picture kept, Picture painted, ReadOnlySpan<float> weights)
    {
        byte[] rgba = new byte[painted.Rgba.Length];
        ReadOnlySpan<float> light = SrgbCurve.Light;
        for (int i = 0; i < weights.Length; i++)
        {
            float weight = weights[i];
            Picture source = weight < 0.5f ? kept : painted;
            if (weight is <= 0 or >= 1)
            {
                source.Rgba.AsSpan(4 * i, 4).CopyTo(rgba.AsSpan(4 * i));
                continue;
            }

            for (int c = 4 * i; c < (4 * i) + 3; c++)
            {
                rgba[c] = SrgbCurve.ToByte(((1 - weight) * light[kept.Rgba[c]]) + (weight * light[painted.Rgba[c]]));
            }

            rgba[(4 * i) + 3] = (byte)Math.Round(((1 - weight) * kept.Rgba[(4 * i) + 3]) + (weight * painted.Rgba[(4 * i) + 3]));
        }

        return new Picture(painted.Width, painted.Height, rgba);
    }
}
