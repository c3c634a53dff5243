using MultiModal.Images.Raster;

namespace MultiModal.Images.Diffusion.Pipelines;

/// <summary>Brings pictures of any size and alpha to the size that a model works at, and back.</summary>
internal static class PictureFit
{
    /// <summary>Returns a picture that covers a size: resized in linear light with its proportions kept, and cut in the middle.</summary>
    public static Picture Cover(Picture picture, int width, int height, int threads, CancellationToken cancellationToken)
    {
        double scale = Math.Max((double)width / picture.Width, (double)height / picture.Height);
        int across = Math.Max(width, (int)Math.Round(Math.Min(picture.Width * scale, Resizer.MaxSide)));
        int down = Math.Max(height, (int)Math.Round(Math.Min(picture.Height * scale, Resizer.MaxSide)));
        Picture from = picture;
        if ((long)across * down > 16L * width * height)
        {
            // A sliver: its far ends would be cut off again, so they are not enlarged first.
            from = Cut(picture, Math.Max(1, (int)Math.Round(Math.Min(picture.Width, width / scale))), Math.Max(1, (int)Math.Round(Math.Min(picture.Height, height / scale))));
            (across, down) = (width, height);
        }

        Picture resized = across == picture.Width && down == picture.Height
            ? from
            : Resizer.Resize(from, across, down, new ResizeOptions { Threads = threads }, cancellationToken);
        return Cut(resized, width, height);
    }

    /// <summary>Returns the middle of a picture, or the picture itself when it has that size.</summary>
    public static Picture Cut(Picture picture, int width, int height)
    {
        if (picture.Width == width && picture.Height == height)
        {
            return picture;
        }

        (int left, int top) = ((picture.Width - width) / 2, (picture.Height - height) / 2);
        byte[] rgba = new byte[4 * width * height];
        for (int y = 0; y < height; y++)
        {
            picture.Rgba.AsSpan(4 * (((top + y) * picture.Width) + left), 4 * width).CopyTo(rgba.AsSpan(4 * y * width));
        }

        return new Picture(width, height, rgba);
    }

    /// <summary>Returns a picture with its outermost pixels repeated on all sides up to a size; the inverse of <see cref="Cut"/>.</summary>
    public static Picture Pad(Picture picture, int width, int height)
    {
        if (picture.Width == width && picture.Height == height)
        {
            return picture;
        }

        (int left, int top) = ((width - picture.Width) / 2, (height - picture.Height) / 2);
        byte[] rgba = new byte[4 * width * height];
        for (int y = 0; y < height; y++)
        {
            int row = Math.Clamp(y - top, 0, picture.Height - 1) * picture.Width;
            for (int x = 0; x < width; x++)
            {
                int column = Math.Clamp(x - left, 0, picture.Width - 1);
                picture.Rgba.AsSpan(4 * (row + column), 4).CopyTo(rgba.AsSpan(4 * ((y * width) + x)));
            }
        }

        return new Picture(width, height, rgba);
    }

    /// <summary>
    /// Returns how much each pixel of a mask may change, 0 to 1: its opacity when any of it is not opaque, else its lightness (white changes, black stays).
    /// </summary>
    public static float[] Weights(Picture mask)
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
            weights[i] = byAlpha ? pixel[3] / 255f : ((0.2126f * pixel[0]) + (0.7152f * pixel[1]) + (0.0722f * pixel[2])) / 255f;
        }

        return weights;
    }
}
