using MultiModal.Images.Raster;

namespace MultiModal.Images.Upscaling;

/// <summary>Gives the clear pixels of a picture the colours of what is near, so that a model does not draw the colour that happens to be stored in them into the edges.</summary>
internal static class ClearPixels
{
    /// <summary>Returns whether any pixel is not opaque.</summary>
    public static bool Any(Picture picture)
    {
        for (int i = 3; i < picture.Rgba.Length; i += 4)
        {
            if (picture.Rgba[i] != 255)
                return true;
        }

        return false;
    }

    /// <summary>Returns the colours as an opaque picture: a clear pixel takes that of the same place in the picture at half the size, which is the mean of the pixels that are not clear, and so on.</summary>
    public static Picture Fill(Picture picture, CancellationToken cancellationToken)
    {
        byte[] rgba = [.. picture.Rgba];
        bool anyClear = false;
        for (int i = 3; i < rgba.Length && !anyClear; i += 4)
            anyClear = rgba[i] == 0;
        if (anyClear && (picture.Width > 1 || picture.Height > 1))
        {
            ResizeOptions mean = new() { Filter = ResizeFilter.Area };
            Picture half = Fill(Resizer.Resize(picture, (picture.Width + 1) / 2, (picture.Height + 1) / 2, mean, cancellationToken), cancellationToken);
            for (int i = 0; i < rgba.Length; i += 4)
            {
                int pixel = i / 4;
                if (rgba[i + 3] == 0)
                    half.Rgba.AsSpan(4 * ((pixel / picture.Width / 2 * half.Width) + (pixel % picture.Width / 2)), 3).CopyTo(rgba.AsSpan(i));
            }
        }

        for (int i = 3; i < rgba.Length; i += 4)
            rgba[i] = 255;
        return new Picture(picture.Width, picture.Height, rgba);
    }
}
