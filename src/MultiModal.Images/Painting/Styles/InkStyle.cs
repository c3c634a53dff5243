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
    private static readonly Vector3 Black = LinearColor.Rgb(0x121316);
    private static readonly Vector3 Indigo = LinearColor.Rgb(0x253244);

    /// <inheritdoc/>
    public string Name => "ink";

    /// <inheritdoc/>
    public Picture Paint(Composition composition, StyleSettings settings)
    {
        float unit = settings.Unit;
        GuideOptions options = new() { LineWidth = MathF.Max(0.7f, unit * 0.0034f), LineUneven = 1.12f, LineStep = MathF.Max(4, unit * 0.022f), LineOwners = true, HalosAreAir = true };
        Guide guide = Guide.Render(composition, settings.Width, settings.Height, options, settings.Threads, settings.CancellationToken);
        settings.Report(0.35);
        int w = settings.Width;
        int h = settings.Height;

        // X: wash density, Y: line density, Z: how much colour shows, W: how blue the ink is.
        Vector4[] wash = new Vector4[w * h];
        InkGround ground = new(guide, composition, settings);
        Bands.Run(h, settings.Threads, settings.CancellationToken, (from, to) =>
        {
            for (int y = from; y < to; y++)
            {
                for (int x = 0; x < w; x++)
                {
                    wash[(y * w) + x] = Density(ground, x, y);
                }
            }
        });
        settings.Report(0.6);
        Vector4[] wet = (Vector4[])wash.Clone();
        Blur.Apply(wet, w, h, unit * 0.005f, settings.Threads, settings.CancellationToken);
        settings.Report(0.8);
        Seal seal = Seal.Place(composition, settings);
        return Finish.ToPicture(settings, (x, y) => Pixel(guide, wash, wet, x, y, unit, settings.Seed, w, h, seal));
    }

    private static Vector4 Density(InkGround ground, int x, int y)
    {
        Guide guide = ground.Guide;
        float unit = ground.Unit;
        uint seed = ground.Seed;
        int i = (y * guide.Width) + x;
        Mark mark = guide.MarkAt(i);
        Vector4 c = guide.Color[i];
        float lightness = LinearColor.ToOklab(new Vector3(c.X, c.Y, c.Z)).X;
        float dark = 1 - lightness;
        float u = x / unit;
        float v = y / unit;
        float night = ground.Night;

        // Things keep their own values by night; it is the washes round them that tell the hour.
        if (night > 0.4f)
        {
            dark = Math.Clamp((dark - 0.3f) * 1.4f, 0, 1);
        }

        float density;
        float cool = 0;
        float accent = Accent(mark.Material);
        if (ground.TryAir(guide.Id[i], x, y, lightness, out InkTone open))
        {
            (density, cool, accent) = (open.Density, open.Cool, open.Accent);
        }
        else
        {
            density = mark.Material switch
            {
                Material.Light => mark.Emit > 0.5f ? 0.02f : 0.05f * dark,
                Material.Water => (0.05f + (0.12f * night)) + ((mark.Mirror > 0 ? 0.3f : 1.1f) * dark * dark),
                Material.Snow => 0.12f * dark,
                Material.Grass => (0.16f + (1.6f * dark * dark)) * (0.35f + (0.65f * mark.Depth)),
                Material.Earth => 0.3f * dark,
                Material.Stone => 1.5f * MathF.Pow(Math.Clamp((dark - 0.08f) * 1.7f, 0, 1), 1.5f) * (0.45f + (1.1f * mark.Depth)),
                Material.Petal => 0.25f * dark,
                Material.Body => 2.3f * dark * dark,
                Material.Wall => 1.4f * MathF.Pow(dark, 1.8f) * (0.4f + (0.6f * mark.Depth)),
                Material.Cloth => (0.12f + (1.7f * MathF.Pow(dark, 1.6f))) * (0.5f + (0.5f * mark.Depth)),
                Material.Roof => 0.24f + (3f * MathF.Pow(dark, 1.5f) * (0.4f + (0.6f * mark.Depth))),
                _ => 1.9f * MathF.Pow(dark, 1.8f) * (0.4f + (0.6f * mark.Depth)),
            };
            density += Texture(mark, x, y, u, v, unit, dark, seed);

            // Tones gather into five; the wash is fuller where the brush first touched.
            if (mark.Material is not (Material.Light or Material.Water))
            {
                float five = MathF.Round(density * 5) / 5;
                density += (five - density) * 0.35f;
                density *= 0.62f + (0.76f * Noise.Value(u * 10, v * 10, seed + 13));
            }
        }

        // Lamplight is warm colour on paper that the ink keeps off.
        float glow = mark.Material == Material.Light ? 0 : Math.Clamp(c.W * 1.6f, 0, 0.8f);
        density *= 1 - (0.75f * glow);
        accent = MathF.Max(accent, glow);

        Mark owner = guide.Marks[guide.LineOwner[i]];
        float brush = 0.35f + (1.25f * Noise.Value(u * 26, v * 26, seed + 9));
        float flying = Finish.Step(0.2f, 0.5f, (0.55f * Noise.Value(u * 90, v * 260, seed + 11)) + (0.45f * Noise.Value(u * 17, v * 17, seed + 12)));
        float line = guide.Line[i] * brush * (0.12f + (0.88f * flying)) * ground.LineOf(guide.LineOwner[i]);
        if (mark != owner && mark.Material is Material.Foliage or Material.Petal)
        {
            line *= 0.5f;
        }

        return new Vector4(density, line, accent, cool);
    }

    private static float Accent(Material material) => material switch
    {
        Material.Petal => 0.9f,
        Material.Light => 0.75f,
        Material.Cloth => 0.55f,
        Material.Wall => 0.34f,
        Material.Body => 0.36f,
        Material.Foliage => 0.3f,
        Material.Roof => 0.12f,
        Material.Stone => 0.1f,
        _ => 0.16f,
    };

    /// <summary>Texture strokes: dabs for leaves and petals, long dry strokes down the fall of rock, dots of moss on open ground.</summary>
    private static float Texture(Mark mark, int x, int y, float u, float v, float unit, float dark, uint seed)
    {
        float near = 0.35f + (0.65f * mark.Depth);
        switch (mark.Material)
        {
            case Material.Foliage:
                float leaf = Dabs(x, y, unit * (0.006f + (0.007f * near)), mark.Flow, 1.9f, seed + 5, out float tone);
                return leaf * (0.2f + (0.9f * tone * Finish.Step(0.1f, 0.7f, dark))) * near;
            case Material.Petal:
                float petal = Dabs(x, y, unit * 0.008f, mark.Flow, 1.4f, seed + 6, out float depth);
                return petal * depth * 0.16f;
            case Material.Stone:
                float angle = mark.Flow + (0.6f * Noise.Fbm(u * 5, v * 5, 2, seed + 3));
                float stroke = Dabs(x, y, unit * (0.009f + (0.006f * near)), angle, 3.6f, seed + 7, out float wet);
                float dry = 0.45f + (0.55f * Noise.Value(u * 210, v * 210, seed + 8));
                return stroke * dry * wet * Finish.Step(0.14f, 0.5f, dark) * 0.85f * near;
            case Material.Wood:
                float grain = Noise.Value((u * MathF.Cos(mark.Flow)) + (v * MathF.Sin(mark.Flow) * 30), (v * MathF.Cos(mark.Flow) * 160) - (u * MathF.Sin(mark.Flow) * 160), seed + 5);
                return 0.16f * Finish.Step(0.5f, 0.8f, grain) * near;
            default:
                return 0;
        }
    }

    /// <summary>Brush dabs on a jittered grid: how much of one covers this pixel.</summary>
    public static float Dabs(int x, int y, float cell, float angle, float aspect, uint seed, out float tone)
    {
        (float sin, float cos) = MathF.SinCos(angle);
        float gx = x / cell;
        float gy = y / cell;
        int cx = (int)MathF.Floor(gx);
        int cy = (int)MathF.Floor(gy);
        float best = 0;
        tone = 0;
        for (int j = -1; j <= 1; j++)
        {
            for (int i = -1; i <= 1; i++)
            {
                uint hash = Noise.Hash(cx + i, cy + j, seed);
                float px = cx + i + ((hash & 255) / 255f);
                float py = cy + j + (((hash >> 8) & 255) / 255f);
                float dx = gx - px;
                float dy = gy - py;
                float along = ((dx * cos) + (dy * sin)) / aspect;
                float across = ((dy * cos) - (dx * sin)) * 1.7f;
                float cover = Finish.Step(0.62f, 0.4f, MathF.Sqrt((along * along) + (across * across)));
                float own = ((hash >> 16) & 255) / 255f;
                if (cover * (0.3f + own) > best)
                {
                    best = cover * (0.3f + own);
                    tone = own;
                }
            }
        }

        return MathF.Min(1, best);
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
        density += Math.Clamp(pool, 0, 0.4f) * 0.55f;
        density *= 1 + (0.3f * Noise.Fbm(u * 5, v * 5, 3, seed + 31));
        float fibre = Noise.Value(u * 60, v * 520, seed + 41) + Noise.Value(u * 520, v * 60, seed + 42) - 1;
        density *= 1 + (0.07f * fibre);
        float line = wash[(y * w) + x].Y;
        density = MathF.Max(density, 0) + (line * 1.7f);
        Vector3 paper = Paper * (1 + (0.013f * fibre) + (0.02f * Noise.Fbm(u * 3, v * 3, 3, seed + 51)));
        float ink = 1 - MathF.Exp(-density * 2.3f);
        Vector4 g = guide.Color[i];
        Vector3 lab = LinearColor.ToOklab(new Vector3(g.X, g.Y, g.Z));
        float accent = wet[i].Z + ((wash[i].Z - wet[i].Z) * (1 - soft));
        Vector3 tone = LinearColor.ToOklab(Vector3.Lerp(paper, Vector3.Lerp(Black, Indigo, wet[i].W), ink));
        float chroma = MathF.Sqrt((lab.Y * lab.Y) + (lab.Z * lab.Z));
        float gate = accent * (0.4f + (0.6f * Finish.Step(0.05f, 0.13f, chroma)));
        float warm = lab.Y > 0.03f ? 1.35f : 1f;
        Vector3 mixed = new(tone.X - (gate * 0.05f * Finish.Step(0.06f, 0.16f, chroma)), tone.Y + (lab.Y * gate * warm), tone.Z + ((lab.Z - 0.012f) * gate * warm));
        return seal.Over(LinearColor.FromOklab(mixed), x, y);
    }
}
