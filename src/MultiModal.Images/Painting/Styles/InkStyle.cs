using System.Numerics;
using MultiModal.Images.Painting.Composing;
using MultiModal.Images.Raster;

namespace MultiModal.Images.Painting.Styles;

/// <summary>
/// Chinese ink wash: rice paper, washes in five tones, brush lines that swell and dry, texture strokes on rock, colour only where
/// it speaks, empty paper for mist and water, a seal.
/// </summary>
internal sealed class InkStyle : IPaintingStyle
{
    private static readonly Vector3 Paper = LinearColor.Rgb(0xF1E9D8);
    private static readonly Vector3 InkTone = LinearColor.Rgb(0x16181C);

    /// <inheritdoc/>
    public string Name => "ink";

    /// <inheritdoc/>
    public Picture Paint(Composition composition, StyleSettings settings)
    {
        float unit = settings.Unit;
        GuideOptions options = new() { LineWidth = MathF.Max(0.7f, unit * 0.0026f), LineUneven = 0.75f };
        Guide guide = Guide.Render(composition, settings.Width, settings.Height, options, settings.Threads, settings.CancellationToken);
        settings.Report(0.35);
        int w = settings.Width;
        int h = settings.Height;

        // X: wash density, Y: line density, Z: how much colour shows, W: unused.
        Vector4[] wash = new Vector4[w * h];
        uint seed = settings.Seed;
        bool night = composition.Light.Night > 0.4f;
        Bands.Run(h, settings.Threads, settings.CancellationToken, (from, to) =>
        {
            for (int y = from; y < to; y++)
            {
                for (int x = 0; x < w; x++)
                {
                    wash[(y * w) + x] = Density(guide, composition, x, y, unit, seed, night);
                }
            }
        });
        settings.Report(0.6);
        Vector4[] wet = (Vector4[])wash.Clone();
        Blur.Apply(wet, w, h, unit * 0.005f, settings.Threads, settings.CancellationToken);
        settings.Report(0.8);
        Seal seal = Seal.Place(composition, settings);
        return Finish.ToPicture(settings, (x, y) => Pixel(guide, wash, wet, x, y, unit, seed, w, h, seal));
    }

    private static Vector4 Density(Guide guide, Composition composition, int x, int y, float unit, uint seed, bool night)
    {
        int i = (y * guide.Width) + x;
        Mark mark = guide.MarkAt(i);
        Vector4 c = guide.Color[i];
        Vector3 rgb = new(c.X, c.Y, c.Z);
        float lightness = LinearColor.ToOklab(rgb).X;
        float dark = 1 - lightness;
        float u = x / unit;
        float v = y / unit;

        // Night is told by a pale wash that the moon is left out of, not by blackness.
        if (composition.Light.Night > 0.4f && mark.Material is not (Material.Sky or Material.Light))
        {
            dark = Math.Clamp((dark - 0.32f) * 1.35f, 0, 1);
        }

        float density = mark.Material switch
        {
            Material.Sky => night ? 0.24f * Finish.Step(0.5f, 0.95f, dark) : 0.1f * dark,
            Material.Cloud => 0.12f * dark,
            Material.Vapour => mark.Depth > 0.4f ? 0.15f * dark : 0.04f,
            Material.Light => 0.02f,
            Material.Water => 0.06f + (0.3f * dark * dark),
            Material.Snow => 0.2f * dark,
            Material.Grass => (0.1f + (0.5f * dark * dark)) * (0.35f + (0.65f * mark.Depth)),
            Material.Earth => 0.3f * dark,
            Material.Stone => 1.25f * dark * dark * (0.55f + (0.9f * mark.Depth)) * 1.15f,
            Material.Petal => 0.25f * dark,
            Material.Body => 0.9f * dark * dark,
            _ => 1.05f * dark * dark * (0.55f + (0.45f * mark.Depth)),
        };

        // Texture strokes: streaks along the rock's own fall, dry in the light.
        if (mark.Material is Material.Stone or Material.Wood or Material.Foliage && mark.Depth > 0.01f)
        {
            (float sin, float cos) = MathF.SinCos(mark.Flow + (0.5f * Noise.Fbm(u * 6, v * 6, 2, seed + 3)));
            float along = (u * cos) + (v * sin);
            float across = (v * cos) - (u * sin);
            float streak = Noise.Value(along * 26, across * 150, seed + 5);
            float dry = Finish.Step(0.52f, 0.78f, streak) * Finish.Step(0.2f, 0.6f, dark);
            density += dry * (mark.Material == Material.Stone ? 0.4f : 0.18f) * (0.35f + mark.Depth);
        }

        // Tones gather into five.
        float five = MathF.Round(density * 5) / 5;
        density += (five - density) * 0.4f;
        float brush = 0.55f + (0.75f * Noise.Value(u * 40, v * 40, seed + 9));
        float flying = Finish.Step(0.16f, 0.42f, Noise.Value(u * 90, v * 260, seed + 11));
        float line = guide.Line[i] * brush * (0.35f + (0.65f * flying));
        line *= mark.Material is Material.Sky or Material.Cloud or Material.Water ? 0.9f : 1;
        float accent = mark.Material switch
        {
            Material.Petal => 0.9f,
            Material.Light => 0.7f,
            Material.Cloth => 0.62f,
            Material.Wall => 0.42f,
            Material.Body => 0.4f,
            Material.Foliage => 0.3f,
            Material.Roof => 0.2f,
            Material.Sky or Material.Cloud => 0.12f,
            Material.Stone => 0.14f,
            _ => 0.18f,
        };
        return new Vector4(density, line, accent, 0);
    }

    private static Vector3 Pixel(Guide guide, Vector4[] wash, Vector4[] wet, int x, int y, float unit, uint seed, int w, int h, Seal seal)
    {
        float u = x / unit;
        float v = y / unit;

        // The paper drinks: washes wander at their edges, more where it is wet.
        float dx = 0.004f * Noise.Fbm(u * 22, v * 22, 2, seed + 21) * unit;
        float dy = 0.004f * Noise.Fbm(u * 22, v * 22, 2, seed + 22) * unit;
        int sx = Math.Clamp((int)(x + dx), 0, w - 1);
        int sy = Math.Clamp((int)(y + dy), 0, h - 1);
        int i = (sy * w) + sx;
        Mark mark = guide.MarkAt(i);
        float soft = mark.Material is Material.Sky or Material.Water or Material.Vapour or Material.Cloud or Material.Grass ? 0.85f : 0.25f + (0.4f * (1 - mark.Depth));
        float density = wash[i].X + ((wet[i].X - wash[i].X) * soft);
        float pool = wash[i].X - wet[i].X;
        density += MathF.Max(0, pool) * 0.3f;
        density *= 1 + (0.3f * Noise.Fbm(u * 5, v * 5, 3, seed + 31));
        float fibre = Noise.Value(u * 60, v * 520, seed + 41) + Noise.Value(u * 520, v * 60, seed + 42) - 1;
        density *= 1 + (0.12f * fibre);
        float line = wash[(y * w) + x].Y;
        density = MathF.Max(density, 0) + (line * 1.25f);
        Vector3 paper = Paper * (1 + (0.022f * fibre) + (0.02f * Noise.Fbm(u * 3, v * 3, 3, seed + 51)));
        float ink = 1 - MathF.Exp(-density * 1.9f);
        Vector4 g = guide.Color[i];
        Vector3 lab = LinearColor.ToOklab(new Vector3(g.X, g.Y, g.Z));
        float accent = wash[i].Z;
        Vector3 tone = LinearColor.ToOklab(Vector3.Lerp(paper, InkTone, ink));
        float chroma = MathF.Sqrt((lab.Y * lab.Y) + (lab.Z * lab.Z));
        float gate = accent * (0.4f + (0.6f * Finish.Step(0.05f, 0.13f, chroma)));
        float warm = lab.Y > 0.03f ? 1.35f : 1f;
        Vector3 mixed = new(tone.X - (gate * 0.05f * Finish.Step(0.06f, 0.16f, chroma)), tone.Y + (lab.Y * gate * warm), tone.Z + ((lab.Z - 0.012f) * gate * warm));
        return seal.Over(LinearColor.FromOklab(mixed), x, y);
    }
}
