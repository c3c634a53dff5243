using MultiModal.Images.Raster;

namespace MultiModal.Images.Diffusion.Pipelines;

/// <summary>Reads a mask: how much each pixel may change, 0 to 1.</summary>
internal static class MaskWeights
{
    /// <summary>
    /// Returns the weights of a mask drawn over a picture, cut and scaled as <see cref="PictureFit.Cover"/> does with that picture. A weight is the
    /// pixel's opacity when any of the mask is not opaque, else its lightness; scaled it is the mean over the area.
    /// </summary>
    /// <param name="mask">The mask; of another size than the picture it is stretched over it.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="width">Pixels across.</param>
    /// <param name="height">Pixels down.</param>
    public static float[] Fit(Picture mask, Picture picture, int width, int height)
    {
        (int across, int down) = PictureFit.MiddleOf(picture.Width, picture.Height, width, height);
        Picture middle = PictureFit.Cut(mask, Part(mask.Width, across, picture.Width), Part(mask.Height, down, picture.Height));
        return Scale(Read(middle), middle.Width, middle.Height, width, height);
    }

    /// <summary>Returns the weights with the outermost repeated on all sides up to a size, as <see cref="PictureFit.Pad"/> does.</summary>
    public static float[] Pad(float[] weights, int width, int height, int paddedWidth, int paddedHeight)
    {
        (int left, int top) = ((paddedWidth - width) / 2, (paddedHeight - height) / 2);
        float[] padded = new float[paddedWidth * paddedHeight];
        for (int y = 0; y < paddedHeight; y++)
        {
            int row = Math.Clamp(y - top, 0, height - 1) * width;
            for (int x = 0; x < paddedWidth; x++)
            {
                padded[(y * paddedWidth) + x] = weights[row + Math.Clamp(x - left, 0, width - 1)];
            }
        }

        return padded;
    }

    private static int Part(int side, int part, int whole) => Math.Clamp((int)Math.Round((double)side * part / whole), 1, side);

    private static float[] Read(Picture mask)
    {
        bool byAlpha = false;
        for (int i = 3; i < mask.Rgba.Length && !byAlpha; i += 4)
        {
            byAlpha = mask.Rgba[i] != 255;
        }

        float[] weights = new float[mask.Width * mask.Height];
        for (int i = 0; i < weights.Length; i++)
        {
            ReadOnlySpan<byte> pixel = mask.Rgba.AsSpan(4 * i, 4);

            // Lightness by the weights of Rec. 709, over stored values: masks are drawn in them. White comes out as exactly 1.
            weights[i] = byAlpha ? pixel[3] / 255f : ((2126 * pixel[0]) + (7152 * pixel[1]) + (722 * pixel[2])) / 2_550_000f;
        }

        return weights;
    }

    private static float[] Scale(float[] from, int width, int height, int targetWidth, int targetHeight)
    {
        if (width == targetWidth && height == targetHeight)
        {
            return from;
        }

        ResizeWeights across = ResizeWeights.Create(width, targetWidth, ResizeFilter.Area);
        ResizeWeights down = ResizeWeights.Create(height, targetHeight, ResizeFilter.Area);
        float[] rows = new float[height * targetWidth];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < targetWidth; x++)
            {
                rows[(y * targetWidth) + x] = Mean(from, (y * width) + across.First(x), 1, across.At(x));
            }
        }

        float[] scaled = new float[targetWidth * targetHeight];
        for (int y = 0; y < targetHeight; y++)
        {
            for (int x = 0; x < targetWidth; x++)
            {
                scaled[(y * targetWidth) + x] = Mean(rows, (down.First(y) * targetWidth) + x, targetWidth, down.At(y));
            }
        }

        return scaled;
    }

    // Where all that counts is the same, the mean is exactly that: 0 must stay 0 and 1 must stay 1.
    private static float Mean(float[] values, int first, int step, ReadOnlySpan<float> weights)
    {
        float sum = 0;
        bool isEven = true;
        for (int i = 0; i < weights.Length; i++)
        {
            float value = values[first + (i * step)];
            sum += weights[i] * value;
            isEven &= value == values[first];
        }

        return isEven ? values[first] : sum;
    }
}
