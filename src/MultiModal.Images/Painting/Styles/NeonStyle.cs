using System.Numerics;
using MultiModal.Images.Painting.Composing;
using MultiModal.Images.Raster;

namespace MultiModal.Images.Painting.Styles;

/// <summary>Night neon: glowing outlines over near darkness, bloom, wet streaks below, a haze of scan lines.</summary>
internal sealed class NeonStyle : IPaintingStyle
{
    private static readonly int[] Tubes = [0x28E0FF, 0xFF3FB4, 0xFFB03A, 0x9A6BFF, 0x4BFFB0, 0xFF5A5A];

    /// <inheritdoc/>
    public string Name => "neon";

    /// <inheritdoc/>
    public Picture Paint(Composition composition, StyleSettings settings)
    {
        float unit = settings.Unit;
        int w = settings.Width;
        int h = settings.Height;
        uint seed = settings.Seed;
        GuideOptions options = new() { LineWidth = MathF.Max(0.8f, unit * 0.0027f), LineUneven = 0.12f };
        Guide guide = Guide.Render(composition, w, h, options, settings.Threads, settings.CancellationToken);
        settings.Report(0.35);
        Vector4[] tube = new Vector4[w * h];
        Vector4[] body = new Vector4[w * h];
        Vector3[] hues = [.. Tubes.Select(LinearColor.Rgb)];
        int step = Math.Max(1, (int)(unit * 0.004f));
        Bands.Run(h, settings.Threads, settings.CancellationToken, (from, to) =>
        {
            for (int y = from; y < to; y++)
            {
                for (int x = 0; x < w; x++)
                {
                    int i = (y * w) + x;
                    Vector4 c = guide.Color[i];
                    Vector3 rgb = new(c.X, c.Y, c.Z);
                    Vector3 lab = LinearColor.ToOklab(rgb);
                    Mark mark = guide.MarkAt(i);
                    body[i] = new Vector4(Dark(lab, mark, y / (float)h, composition.Horizon / composition.Height), 0);
                    Vector3 glow = Vector3.Zero;
                    float line = guide.Line[i];
                    if (line > 0.02f)
                    {
                        glow += Hue(guide, x, y, step, hues, seed) * line * (mark.Material is Material.Water or Material.Vapour ? 0.14f : mark.Material is Material.Stone or Material.Cloud ? 0.75f : 1.25f);
                    }

                    if (c.W > 0.02f)
                    {
                        Vector3 own = LinearColor.FromOklab(new Vector3(MathF.Min(1, lab.X * 1.05f), lab.Y * 1.6f, lab.Z * 1.6f));
                        glow += own * c.W * (mark.Material == Material.Light ? 1.1f : 0.35f);
                    }

                    tube[i] = new Vector4(glow, 0);
                }
            }
        });
        settings.Report(0.5);
        Wet(guide, tube, composition, settings);
        Vector4[] near = (Vector4[])tube.Clone();
        Blur.Apply(near, w, h, MathF.Max(1, unit * 0.005f), settings.Threads, settings.CancellationToken);
        settings.Report(0.65);
        Vector4[] far = (Vector4[])near.Clone();
        Blur.Apply(far, w, h, unit * 0.026f, settings.Threads, settings.CancellationToken);
        settings.Report(0.85);
        float period = MathF.Max(2, unit / 256f);
        return Finish.ToPicture(settings, (x, y) =>
        {
            int i = (y * w) + x;
            Vector4 light = (tube[i] * 1.1f) + (near[i] * 1.5f) + (far[i] * 2.1f);
            Vector4 sum = body[i] + light;
            float peak = MathF.Max(MathF.Max(sum.X, sum.Y), sum.Z);

            // Where the tube is brightest its core burns white.
            Vector3 color = new(sum.X, sum.Y, sum.Z);
            float hot = Finish.Step(0.7f, 2.2f, (tube[i].X + tube[i].Y + tube[i].Z) * 0.8f);
            color = Vector3.Lerp(color, new Vector3(peak), hot * 0.55f);
            color = new Vector3(Shoulder(color.X), Shoulder(color.Y), Shoulder(color.Z));
            float scan = 0.93f + (0.07f * MathF.Cos(MathF.Tau * y / period));
            float dx = (x / (float)w) - 0.5f;
            float dy = (y / (float)h) - 0.5f;
            float vignette = 1 - (0.75f * ((dx * dx) + (dy * dy)));
            float grain = 1 + (0.05f * ((2 * Noise.Unit(x, y, seed)) - 1));
            return color * scan * vignette * grain;
        });
    }

    private static float Shoulder(float v) => v < 0.6f ? v : 0.6f + (0.4f * (1 - MathF.Exp(-(v - 0.6f) / 0.4f)));

    private static Vector3 Dark(Vector3 lab, Mark mark, float down, float horizon)
    {
        float keep = mark.Material switch { Material.Sky => 0.2f, Material.Cloud => 0.22f, Material.Vapour => 0.2f, Material.Light => 0.3f, Material.Water => 0.19f, _ => 0.21f };
        float light = 0.075f + (lab.X * keep) - (0.03f * mark.Depth);
        if (mark.Material == Material.Sky)
        {
            float low = Finish.Step(0.15f, 1, down / MathF.Max(0.2f, horizon));
            return LinearColor.FromOklab(new Vector3(0.12f + (0.2f * low * low), 0.02f + (0.1f * low * low), -0.07f - (0.02f * low)));
        }

        return LinearColor.FromOklab(new Vector3(light, (lab.Y * 0.35f) + 0.022f - (0.01f * down), (lab.Z * 0.35f) - 0.05f));
    }

    /// <summary>The tube's colour belongs to the shape that it outlines, so that a thing keeps one colour all round.</summary>
    private static Vector3 Hue(Guide guide, int x, int y, int step, Vector3[] hues, uint seed)
    {
        Mark front = guide.MarkAt((y * guide.Width) + x);
        foreach ((int dx, int dy) in new[] { (0, step), (step, 0), (-step, 0), (0, -step) })
        {
            Mark other = guide.MarkAt((Math.Clamp(y + dy, 0, guide.Height - 1) * guide.Width) + Math.Clamp(x + dx, 0, guide.Width - 1));
            if (other.Depth > front.Depth || (other.Depth == front.Depth && other.Line > front.Line))
            {
                front = other;
            }
        }

        int group = front.Material switch
        {
            Material.Foliage or Material.Grass => 4,
            Material.Petal or Material.Cloth => 1,
            Material.Wood or Material.Roof => 2,
            Material.Stone or Material.Snow => 3,
            Material.Water or Material.Sky or Material.Cloud or Material.Vapour => 0,
            Material.Light => 2,
            _ => (int)(Noise.Hash(front.Element, 5, seed) % 6),
        };
        Vector4 middle = front.Tint.Middle;
        Vector3 own = LinearColor.ToOklab(new Vector3(middle.X, middle.Y, middle.Z));
        Vector3 tube = LinearColor.ToOklab(hues[group]);
        Vector3 mixed = new(tube.X, tube.Y + (own.Y * 0.7f), tube.Z + (own.Z * 0.7f));
        return LinearColor.FromOklab(mixed) * (0.35f + (0.75f * MathF.Min(1, front.Depth + 0.15f)));
    }

    /// <summary>Light runs down over wet ground as streaks.</summary>
    private static void Wet(Guide guide, Vector4[] tube, Composition composition, StyleSettings settings)
    {
        int w = settings.Width;
        int h = settings.Height;
        float horizon = composition.Horizon * h / composition.Height;
        Vector4[] source = (Vector4[])tube.Clone();
        Bands.Run(h, settings.Threads, settings.CancellationToken, (from, to) =>
        {
            for (int y = Math.Max(from, (int)horizon + 1); y < to; y++)
            {
                for (int x = 0; x < w; x++)
                {
                    int i = (y * w) + x;
                    Material material = guide.MarkAt(i).Material;
                    if (material is not (Material.Water or Material.Grass or Material.Earth or Material.Snow))
                    {
                        continue;
                    }

                    Vector4 sum = Vector4.Zero;
                    float shake = (Noise.Value(x * 40f / settings.Unit, y * 160f / settings.Unit, settings.Seed + 3) - 0.5f) * settings.Unit * 0.02f;
                    int sx = Math.Clamp((int)(x + shake), 0, w - 1);
                    float below = y - horizon;
                    for (int k = 0; k < 6; k++)
                    {
                        int sy = (int)(horizon - (below * (0.35f + (0.22f * k))));
                        if (sy >= 0)
                        {
                            sum += source[(sy * w) + sx];
                        }
                    }

                    float near = 1 - (below / MathF.Max(1, h - horizon));
                    tube[i] += sum * (0.05f + (0.09f * near)) * (material == Material.Water ? 1.3f : 0.7f);
                }
            }
        });
    }
}
