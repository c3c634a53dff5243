using System.Numerics;
using MultiModal.Images.Painting.Composing;
using MultiModal.Images.Raster;

namespace MultiModal.Images.Painting.Styles;

/// <summary>Pixel art: drawn on a small grid without smoothing, few colours, ordered dither in the gradients, dark outlines near.</summary>
internal sealed class PixelStyle : IPaintingStyle
{
    private static readonly float[] Bayer = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5];

    /// <inheritdoc/>
    public string Name => "pixel";

    /// <inheritdoc/>
    public Picture Paint(Composition composition, StyleSettings settings)
    {
        int cell = Math.Max(2, (int)MathF.Round(settings.Unit / 148));
        int w = Math.Max(1, (settings.Width + cell - 1) / cell);
        int h = Math.Max(1, (settings.Height + cell - 1) / cell);
        GuideOptions options = new() { LineWidth = 1.05f, LineFromDepth = 0.3f, LineFromWeight = 0.6f, Hard = true };
        Guide guide = Guide.Render(composition, w, h, options, settings.Threads, settings.CancellationToken);
        settings.Report(0.5);
        Vector3[] palette = ColorReduction.Palette(guide, 28, settings.Seed, settings.CancellationToken);
        Vector3[] labs = [.. palette.Select(c => Punch(LinearColor.ToOklab(c)))];
        byte[] grid = new byte[w * h];
        bool[] outline = new bool[w * h];
        for (int y = 0; y < h; y++)
        {
            settings.CancellationToken.ThrowIfCancellationRequested();
            for (int x = 0; x < w; x++)
            {
                int i = (y * w) + x;
                Vector4 c = guide.Color[i];
                Mark mark = guide.MarkAt(i);
                Vector3 lab = Punch(LinearColor.ToOklab(new Vector3(c.X, c.Y, c.Z)));
                float dither = (Bayer[((y & 3) * 4) + (x & 3)] / 16f) - 0.47f;
                float amount = mark.Material switch { Material.Sky => 0.055f, Material.Water => 0.045f, Material.Vapour or Material.Cloud => 0.04f, Material.Grass or Material.Stone or Material.Earth => 0.035f, Material.Light when mark.Emit < 0.5f => 0.06f, _ => 0.012f };
                grid[i] = (byte)ColorReduction.Nearest(labs, lab + new Vector3(dither * amount, 0, 0));
                outline[i] = guide.Line[i] > 0.5f;
            }
        }

        Vector3[] dark = [.. labs.Select(lab => LinearColor.FromOklab(new Vector3(lab.X * 0.52f, lab.Y * 0.9f, (lab.Z * 0.9f) - 0.012f)))];
        Vector3[] light = [.. labs.Select(LinearColor.FromOklab)];
        return Finish.ToPicture(settings, (x, y) =>
        {
            int i = (y / cell * w) + (x / cell);
            return outline[i] ? dark[grid[i]] : light[grid[i]];
        });
    }

    private static Vector3 Punch(Vector3 lab) => new(Math.Clamp(((lab.X - 0.5f) * 1.08f) + 0.51f, 0, 1), lab.Y * 1.22f, lab.Z * 1.22f);
}
