using System.Numerics;
using MultiModal.Images.Painting.Composing;
using MultiModal.Images.Raster;

namespace MultiModal.Images.Painting.Styles;

/// <summary>
/// Watercolour: pigment densities over white paper. Washes bleed where wet, darken along their edges, gather in the grain, and
/// leave slivers of paper between shapes; the sheet keeps an unpainted margin.
/// </summary>
internal sealed class WatercolorStyle : IPaintingStyle
{
    private static readonly Vector3 Paper = LinearColor.Rgb(0xFBF8F0);

    /// <inheritdoc/>
    public string Name => "watercolor";

    /// <inheritdoc/>
    public Picture Paint(Composition composition, StyleSettings settings)
    {
        float unit = settings.Unit;
        int w = settings.Width;
        int h = settings.Height;
        uint seed = settings.Seed;
        GuideOptions options = new() { LineWidth = MathF.Max(0.6f, unit * 0.0022f), LineUneven = 0.8f };
        Guide guide = Guide.Render(composition, w, h, options, settings.Threads, settings.CancellationToken);
        settings.Report(0.3);

        // Pigment density per channel; W keeps how wet the place is.
        Vector4[] sharp = new Vector4[w * h];
        Bands.Run(h, settings.Threads, settings.CancellationToken, (from, to) =>
        {
            for (int y = from; y < to; y++)
            {
                for (int x = 0; x < w; x++)
                {
                    sharp[(y * w) + x] = Pigment(guide, x, y, unit, seed);
                }
            }
        });
        settings.Report(0.5);
        Vector4[] bled = (Vector4[])sharp.Clone();
        Blur.Apply(bled, w, h, unit * 0.014f, settings.Threads, settings.CancellationToken);
        Vector4[] near = (Vector4[])sharp.Clone();
        Blur.Apply(near, w, h, MathF.Max(1, unit * 0.0035f), settings.Threads, settings.CancellationToken);
        settings.Report(0.75);
        return Finish.ToPicture(settings, (x, y) =>
        {
            int i = (y * w) + x;
            Vector4 s = sharp[i];
            Vector4 d = Vector4.Lerp(s, bled[i], s.W);

            // Pigment is carried to the rim of each wash.
            Vector4 rim = Vector4.Max(s - near[i], Vector4.Zero);
            d += rim * 0.95f;
            float u = x / unit;
            float v = y / unit;
            float pool = Noise.Fbm(u * 4.5f, v * 4.5f, 4, seed + 7);
            float backrun = Noise.Fbm((u * 2.2f) + (0.3f * pool), v * 2.2f, 3, seed + 8);
            float bloom = Finish.Step(0.02f, 0.0f, MathF.Abs(backrun - 0.12f)) * 0.16f * s.W;
            float grain = Finish.Grain(x, y, MathF.Max(1.6f, unit * 0.0042f), seed + 9);
            float density = 1 + (0.3f * pool) + bloom + (0.17f * grain * (0.6f + s.W));
            Vector3 pigment = new Vector3(d.X, d.Y, d.Z) * MathF.Max(density, 0.1f);
            float gap = guide.Line[i] * Finish.Step(0.42f, 0.62f, Noise.Value(u * 16, v * 16, seed + 12));
            pigment *= 1 - (0.75f * gap);
            float inside = Finish.InsideFrame(settings, x, y, unit * 0.028f, unit * 0.012f);
            float sheet = Finish.Step(0, MathF.Max(1, unit * 0.003f), inside);
            float frameRim = 1 + (0.5f * Finish.Step(unit * 0.008f, 0, inside));
            pigment *= sheet * frameRim;
            Vector3 paper = Paper * (1 + (0.016f * grain));
            return new Vector3(paper.X * MathF.Exp(-pigment.X), paper.Y * MathF.Exp(-pigment.Y), paper.Z * MathF.Exp(-pigment.Z));
        });
    }

    private static Vector4 Pigment(Guide guide, int x, int y, float unit, uint seed)
    {
        float u = x / unit;
        float v = y / unit;
        float wx = unit * ((0.0055f * Noise.Fbm(u * 9, v * 9, 2, seed + 1)) + (0.0018f * Noise.Fbm(u * 45, v * 45, 1, seed + 2)));
        float wy = unit * ((0.0055f * Noise.Fbm(u * 9, v * 9, 2, seed + 3)) + (0.0018f * Noise.Fbm(u * 45, v * 45, 1, seed + 4)));
        Vector4 c = guide.Sample(x + wx, y + wy);
        int px = Math.Clamp((int)(x + wx), 0, guide.Width - 1);
        int py = Math.Clamp((int)(y + wy), 0, guide.Height - 1);
        Mark mark = guide.MarkAt((py * guide.Width) + px);
        Vector3 rgb = new(c.X, c.Y, c.Z);

        // High key: water lifts the darks, chroma a little up to make up for it.
        Vector3 lab = LinearColor.ToOklab(rgb);
        float lightness = 1 - ((1 - lab.X) * 0.86f);
        rgb = LinearColor.FromOklab(new Vector3(lightness, lab.Y * 1.15f, lab.Z * 1.15f));
        Vector3 d = new(-MathF.Log(MathF.Max(rgb.X, 0.012f)), -MathF.Log(MathF.Max(rgb.Y, 0.012f)), -MathF.Log(MathF.Max(rgb.Z, 0.012f)));
        float wet = mark.Material switch
        {
            Material.Sky or Material.Cloud or Material.Vapour => 0.9f,
            Material.Water => 0.6f,
            Material.Light => mark.Emit > 0.6f ? 0.1f : 0.7f,
            Material.Stone => 0.45f - (0.35f * mark.Depth),
            Material.Grass => 0.42f,
            Material.Foliage => 0.2f,
            _ => 0.06f,
        };
        return new Vector4(d, wet);
    }
}
