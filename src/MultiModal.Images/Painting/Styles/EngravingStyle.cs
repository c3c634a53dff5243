using System.Numerics;
using MultiModal.Images.Painting.Composing;
using MultiModal.Images.Raster;

namespace MultiModal.Images.Painting.Styles;

/// <summary>Copper engraving: nothing but lines. They follow the form, swell with the tone, and cross where it is dark.</summary>
internal sealed class EngravingStyle : IPaintingStyle
{
    private static readonly Vector3 Paper = LinearColor.Rgb(0xF2EAD6);
    private static readonly Vector3 PlateInk = LinearColor.Rgb(0x221C18);

    /// <inheritdoc/>
    public string Name => "engraving";

    /// <inheritdoc/>
    public Picture Paint(Composition composition, StyleSettings settings)
    {
        float unit = settings.Unit;
        int w = settings.Width;
        int h = settings.Height;
        uint seed = settings.Seed;
        GuideOptions options = new() { LineWidth = MathF.Max(0.6f, unit * 0.0021f), LineUneven = 0.5f };
        Guide guide = Guide.Render(composition, w, h, options, settings.Threads, settings.CancellationToken);
        settings.Report(0.5);
        float pitch = MathF.Max(3.1f, unit / 210f);
        float lift = composition.Light.Night > 0.4f ? 0.3f : 0.06f;
        float margin = MathF.Max(4, unit * 0.026f);
        return Finish.ToPicture(settings, (x, y) =>
        {
            float u = x / unit;
            float v = y / unit;
            Vector3 paper = Paper * (1 + (0.025f * Noise.Fbm(u * 40, v * 40, 2, seed + 1)));
            float edge = MathF.Min(MathF.Min(x, w - 1 - x), MathF.Min(y, h - 1 - y)) - margin;
            if (edge < 0)
            {
                float plate = Finish.Step(MathF.Max(1.5f, margin * 0.22f), 0, MathF.Abs(edge + (margin * 0.45f)));
                return paper * (1 - (0.05f * plate));
            }

            int i = (y * w) + x;
            Mark mark = guide.MarkAt(i);
            Vector4 c = guide.Color[i];
            float lightness = LinearColor.ToOklab(new Vector3(c.X, c.Y, c.Z)).X;
            float tone = Math.Clamp(1.04f - lightness - lift, 0, 1) / (1 - lift);
            tone = Tone(mark, tone);
            float ink = Hatch(mark, x, y, u, v, pitch, tone, seed);
            float line = Finish.Step(0.3f, 0.75f, guide.Line[i]);
            float border = Finish.Step(MathF.Max(1.2f, unit * 0.0018f), MathF.Max(0.5f, unit * 0.0008f), edge);
            ink = MathF.Max(MathF.Max(ink, line * 0.95f), border);
            return Vector3.Lerp(paper, PlateInk, ink * 0.93f);
        });
    }

    private static float Tone(Mark mark, float tone) => mark.Material switch
    {
        Material.Sky => tone * 0.62f,
        Material.Cloud => tone * 0.4f,
        Material.Light => mark.Emit > 0.5f ? 0 : tone * 0.55f,
        Material.Snow => tone * 0.55f,
        Material.Vapour => tone * 0.3f,
        Material.Grass or Material.Earth or Material.Water => tone * 0.82f,
        Material.Stone => (tone * (0.8f + (0.6f * mark.Depth))) + 0.02f,
        _ => (tone * (0.95f + (0.55f * mark.Depth))) + 0.05f,
    };

    private static float Hatch(Mark mark, int x, int y, float u, float v, float pitch, float tone, uint seed)
    {
        (float angle, float bend, float spacing) = mark.Material switch
        {
            Material.Sky => (0f, 0.05f, 1.25f),
            Material.Cloud => (0.12f, 0.5f, 1.2f),
            Material.Water => (0f, 0.28f, 1f),
            Material.Vapour => (0f, 0.3f, 1.4f),
            Material.Light => (0f, 0.05f, 1.25f),
            Material.Grass or Material.Earth => (0.1f, 0.35f, 1.05f),
            Material.Snow => (0.35f, 0.25f, 1.3f),
            Material.Foliage or Material.Petal => (mark.Flow + 0.7f, 0.9f, 0.85f),
            Material.Wood => (mark.Flow, 0.25f, 0.8f),
            Material.Stone => (mark.Flow, 0.6f, 0.95f),
            Material.Wall or Material.Roof => (mark.Flow, 0.04f, 0.82f),
            _ => (mark.Flow + 0.5f, 0.4f, 0.8f),
        };
        float p = pitch * spacing;
        float wave = bend * 7 * Noise.Fbm(u * 3.4f, v * 3.4f, 2, seed + (uint)(17 * (mark.Element + 2)));
        float ink = Ruling(x, y, angle, p, Math.Clamp(tone * 1.15f, 0, 0.82f), wave, u, v, seed);
        if (tone > 0.42f)
        {
            ink = MathF.Max(ink, Ruling(x, y, angle + 1.05f, p, Math.Clamp((tone - 0.42f) * 1.5f, 0, 0.7f), wave, u, v, seed + 50));
        }

        if (tone > 0.7f)
        {
            ink = MathF.Max(ink, Ruling(x, y, angle - 0.75f, p, Math.Clamp((tone - 0.7f) * 2f, 0, 0.65f), wave, u, v, seed + 90));
        }

        return ink;
    }

    /// <summary>One set of parallel lines; width by tone, breaking into dashes where it is lightest.</summary>
    private static float Ruling(int x, int y, float angle, float pitch, float width, float wave, float u, float v, uint seed)
    {
        if (width < 0.045f)
        {
            return 0;
        }

        (float sin, float cos) = MathF.SinCos(angle);
        float across = ((y * cos) - (x * sin)) / pitch;
        float along = ((x * cos) + (y * sin)) / pitch;
        across += wave + (0.22f * Noise.Fbm(u * 12, v * 12, 1, seed + 7));
        float row = MathF.Floor(across);
        float dash = Noise.Value(along * 0.11f, row * 3.7f, seed + 11);
        width *= 0.82f + (0.36f * dash);
        if (width < 0.2f && dash < 0.45f - width)
        {
            return 0;
        }

        float distance = MathF.Abs(across - row - 0.5f) * 2 * pitch * 0.5f;
        float half = width * pitch * 0.5f;
        return Math.Clamp(half - distance + 0.5f, 0, 1);
    }
}
