using System.Numerics;
using MultiModal.Images.Painting.Composing;
using MultiModal.Images.Raster;

namespace MultiModal.Images.Painting.Styles;

/// <summary>
/// Colour woodblock print: a key block in dark line, a dozen flat colour blocks a little out of register, graded bands (bokashi) in
/// sky and water, the grain of the wood in the flats, a margin of mulberry paper.
/// </summary>
internal sealed class WoodblockStyle : IPaintingStyle
{
    private static readonly Vector3 Paper = LinearColor.Rgb(0xF3E9D2);
    private static readonly Vector3 KeyInk = LinearColor.Rgb(0x1E2430);

    /// <inheritdoc/>
    public string Name => "woodblock";

    /// <inheritdoc/>
    public Picture Paint(Composition composition, StyleSettings settings)
    {
        float unit = settings.Unit;
        int w = settings.Width;
        int h = settings.Height;
        uint seed = settings.Seed;
        GuideOptions options = new() { LineWidth = MathF.Max(0.75f, unit * 0.0029f), LineUneven = 0.55f, Flat = true };
        Guide guide = Guide.Render(composition, w, h, options, settings.Threads, settings.CancellationToken);
        settings.Report(0.45);
        Vector3[] blocks = ColorReduction.Palette(guide, 13, settings.Seed, settings.CancellationToken);
        byte[] block = ColorReduction.Assign(guide, blocks, settings);
        Vector3[] inks = [.. blocks.Select(Pigment)];
        Vector3[] labs = [.. inks.Select(LinearColor.ToOklab)];
        settings.Report(0.7);
        float shiftX = unit * 0.0016f * ((2 * Noise.Unit(1, 2, seed)) - 1);
        float shiftY = unit * 0.0016f * ((2 * Noise.Unit(3, 4, seed)) - 1);
        float margin = MathF.Max(5, unit * 0.03f);
        float horizon = composition.Horizon * h / composition.Height;
        Vector3 deep = Pigment(composition.Light.Night > 0.5f ? LinearColor.Rgb(0x101C3C) : LinearColor.Mix(composition.Light.SkyTop, LinearColor.Rgb(0x1C3F78), 0.6f));
        Vector3 open = Pigment(composition.Light.SkyMiddle);
        Vector3 blush = Pigment(LinearColor.Mix(composition.Light.SkyLow, LinearColor.Rgb(composition.Light.Night > 0.5f ? 0x5A78A8 : 0xF0A878), 0.45f));
        return Finish.ToPicture(settings, (x, y) =>
        {
            float u = x / unit;
            float v = y / unit;
            float fibre = (Noise.Value(u * 70, v * 420, seed + 1) + Noise.Value(u * 420, v * 70, seed + 2)) - 1;
            Vector3 paper = Paper * (1 + (0.03f * fibre));
            float edge = MathF.Min(MathF.Min(x, w - 1 - x), MathF.Min(y, h - 1 - y)) - margin;
            float rough = 0.9f * Noise.Fbm(u * 60, v * 60, 2, seed + 5);
            if (edge + rough < 0)
            {
                return paper;
            }

            int sx = Math.Clamp((int)(x + shiftX + 0.5f), 0, w - 1);
            int sy = Math.Clamp((int)(y + shiftY + 0.5f), 0, h - 1);
            int i = (sy * w) + sx;
            Mark mark = guide.MarkAt(i);
            Vector3 ink = inks[block[i]];
            float wobble = 0.02f * Noise.Fbm(u * 3, 2, 2, seed + 6);
            if (mark.Material is Material.Sky)
            {
                float t = y / MathF.Max(1, horizon);
                ink = open;
                float top = Finish.Step(0.42f, 0.02f, t + wobble);
                float low = Finish.Step(0.66f, 1.0f, t + wobble);
                ink = LinearColor.Mix(ink, deep, top * 0.85f);
                ink = LinearColor.Mix(ink, blush, low * 0.7f);
            }
            else if (mark.Material is Material.Water && !mark.OnWater && mark.Mirror > 0)
            {
                float t = (y - horizon) / MathF.Max(1, h - horizon);
                ink = LinearColor.Mix(ink, deep, 0.75f * Finish.Step(0.45f, 1f, t + wobble));
                ink = LinearColor.Mix(ink, deep, 0.4f * Finish.Step(0.08f, 0f, t + wobble));
            }

            // The plank: rings drawn out along x, and the mottle of ink pressed by hand.
            float ring = Noise.Value((u * 3) + (0.6f * Noise.Value(u * 1.5f, v * 4, seed + 7)), v * 95, seed + 8);
            float knot = MathF.Abs((2 * ring) - 1);
            float mottle = Noise.Value(u * 120, v * 120, seed + 9);
            float lay = 0.975f - (0.075f * knot) - (0.05f * mottle);
            Vector3 color = Vector3.Lerp(paper, ink * Vector3.Lerp(Vector3.One, paper, 0.3f), lay);
            float key = guide.Line[(y * w) + x];
            key = Finish.Step(0.28f, 0.62f, key) * (0.9f + (0.1f * mottle));
            float border = Finish.Step(MathF.Max(1.2f, unit * 0.0025f), MathF.Max(0.4f, unit * 0.0014f), edge + (rough * 0.3f));
            return Vector3.Lerp(color, KeyInk, MathF.Max(key, border) * 0.94f);
        });
    }

    /// <summary>Bends a colour toward what the old pigments could do: indigo, madder, ochre, soft greens.</summary>
    private static Vector3 Pigment(Vector3 c)
    {
        Vector3 lab = LinearColor.ToOklab(c);
        float light = 0.12f + (lab.X * 0.86f);
        return LinearColor.FromOklab(new Vector3(light, (lab.Y * 1.35f) + 0.002f, (lab.Z * 1.35f) + 0.006f));
    }
}
