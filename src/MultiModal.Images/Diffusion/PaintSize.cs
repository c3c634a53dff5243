using MultiModal.Images.Diffusion.Packs;

namespace MultiModal.Images.Diffusion;

/// <summary>Chooses the size that a model paints at for a size that is asked for: near the size it was trained on, in nearly the same proportions.</summary>
internal static class PaintSize
{
    // One per cent of a side cut off counts as much as two of area.
    private const double ProportionWeight = 2;

    /// <summary>Returns the size asked for when the model was trained on about as many pixels, else one of the same proportions that it was trained on.</summary>
    public static (int Width, int Height) Choose(DiffusionInspection pack, int width, int height)
    {
        if (pack.Denoiser is { FixedWidth: not null, FixedHeight: not null })
        {
            double scale = Math.Min((double)pack.NativeWidth / width, (double)pack.NativeHeight / height);
            return (Math.Clamp((int)Math.Round(width * scale), 1, pack.NativeWidth), Math.Clamp((int)Math.Round(height * scale), 1, pack.NativeHeight));
        }

        double native = (double)pack.NativeWidth * pack.NativeHeight;
        double asked = (double)width * height;
        return asked <= native && asked >= native / 2 ? (width, height) : Nearest(width, height, native, pack.SideMultiple);
    }

    private static (int Width, int Height) Nearest(int width, int height, double native, int multiple)
    {
        double scale = Math.Sqrt(native / ((double)width * height));
        (int Width, int Height) best = default;
        double least = double.PositiveInfinity;
        foreach (int across in Around(width * scale, multiple))
        {
            foreach (int down in Around(height * scale, multiple))
            {
                double cost = (ProportionWeight * Math.Abs(Math.Log((double)across * height / ((double)down * width)))) + Math.Abs(Math.Log(across * (double)down / native));
                if (cost < least)
                {
                    (best, least) = ((across, down), cost);
                }
            }
        }

        return best;
    }

    private static int[] Around(double side, int multiple)
    {
        int below = Math.Max(1, (int)(side / multiple)) * multiple;
        return [below, below + multiple];
    }
}
