using MultiModal.Images.Raster;

namespace MultiModal.Images.Diffusion.Pipelines;

/// <summary>Brings pictures of any size and alpha to the size that a model works at, and back.</summary>
internal static class PictureFit
{
    /// <summary>Returns a picture that covers a size: cut in the middle to its proportions and resized in linear light.</summary>
    public static Picture Cover(Picture picture, int width, int height, int threads, CancellationToken cancellationToken)
    {
        (int across, int down) = MiddleOf(picture.Width, picture.Height, width, height);
        Picture middle = Cut(picture, across, down);
        return middle.Width == width && middle.Height == height ? middle : Resizer.Resize(middle, width, height, new ResizeOptions { Threads = threads }, cancellationToken);
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

    /// <summary>Returns the size of the middle of a picture that has the proportions of another size.</summary>
    internal static (int Width, int Height) MiddleOf(int width, int height, int targetWidth, int targetHeight)
    {
        double scale = Math.Max((double)targetWidth / width, (double)targetHeight / height);
        return (Math.Clamp((int)Math.Round(targetWidth / scale), 1, width), Math.Clamp((int)Math.Round(targetHeight / scale), 1, height));
    }
}
