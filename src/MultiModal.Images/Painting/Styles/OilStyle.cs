using System.Numerics;
using MultiModal.Images.Painting.Composing;
using MultiModal.Images.Raster;

namespace MultiModal.Images.Painting.Styles;

/// <summary>
/// Oil: a toned ground, then passes of bristle strokes from wide to fine that follow the form (after Hertzmann 1998, curved strokes of
/// several sizes), and light raking over the relief of the paint.
/// </summary>
internal sealed class OilStyle : IPaintingStyle
{
    /// <inheritdoc/>
    public string Name => "oil";

    /// <inheritdoc/>
    public Picture Paint(Composition composition, StyleSettings settings)
    {
        float unit = settings.Unit;
        int w = settings.Width;
        int h = settings.Height;
        Guide guide = Guide.Render(composition, w, h, new GuideOptions(), settings.Threads, settings.CancellationToken);
        settings.Report(0.2);
        Vector4[] canvas = new Vector4[w * h];
        Array.Fill(canvas, new Vector4(LinearColor.Rgb(0x7A5A40), 0.2f));
        float[] radii = [unit * 0.026f, unit * 0.013f, unit * 0.0062f, MathF.Max(0.9f, unit * 0.003f)];
        for (int pass = 0; pass < radii.Length; pass++)
        {
            float r = radii[pass];
            Vector4[] seen = (Vector4[])guide.Color.Clone();
            Blur.Apply(seen, w, h, r * 0.45f, settings.Threads, settings.CancellationToken);
            List<BrushStroke> strokes = StrokePlanner.Plan(guide, seen, pass == 0 ? null : canvas, r, new StrokeHabits
            {
                Spacing = pass == 0 ? 1.1f : 1.25f,
                Length = pass == 0 ? 6 : 5,
                Threshold = pass switch { 0 => 0, 1 => 0.02f, 2 => 0.045f, _ => 0.075f },
                HueJitter = 0.016f,
                LightJitter = pass < 2 ? 0.035f : 0.02f,
                Chroma = 1.1f,
                Load = 0.95f,
            }, settings.Seed + (uint)(pass * 1000), settings.CancellationToken);
            BrushWork.Paint(canvas, w, h, strokes, settings.Threads, settings.CancellationToken);
            settings.Report(0.3 + (0.15 * pass));
        }

        return Relief(canvas, composition, settings, MathF.Min(0.6f, 0.34f + (unit / 5000)), weave: 0.02f);
    }

    /// <summary>Lights the relief of the paint from the picture's own side.</summary>
    public static Picture Relief(Vector4[] canvas, Composition composition, StyleSettings settings, float strength, float weave)
    {
        int w = settings.Width;
        int h = settings.Height;
        float side = composition.Light.Side;
        float thread = MathF.Max(2.2f, settings.Unit * 0.0032f);
        return Finish.ToPicture(settings, (x, y) =>
        {
            int i = (y * w) + x;
            Vector4 c = canvas[i];
            float dx = canvas[x + 1 < w ? i + 1 : i].W - canvas[x > 0 ? i - 1 : i].W;
            float dy = canvas[y + 1 < h ? i + w : i].W - canvas[y > 0 ? i - w : i].W;
            float light = ((dx * -side * 0.7f) + (dy * -0.7f)) * -strength;
            float cloth = weave * MathF.Sin(x * MathF.PI / thread) * MathF.Sin(y * MathF.PI / thread) * (1 - c.W);
            Vector3 rgb = new(c.X, c.Y, c.Z);
            return Vector3.Clamp((rgb * (1 + light + cloth)) + new Vector3(MathF.Max(0, light) * 0.06f), Vector3.Zero, Vector3.One);
        });
    }
}
