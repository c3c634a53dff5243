using System.Numerics;
using MultiModal.Images.Painting.Composing;
using MultiModal.Images.Raster;

namespace MultiModal.Images.Painting.Styles;

/// <summary>Impressionist: short dabs of broken colour on a warm ground, violet in the shadows, yellow in the lights, no outlines.</summary>
internal sealed class ImpressionistStyle : IPaintingStyle
{
    /// <inheritdoc/>
    public string Name => "impressionist";

    /// <inheritdoc/>
    public Picture Paint(Composition composition, StyleSettings settings)
    {
        float unit = settings.Unit;
        int w = settings.Width;
        int h = settings.Height;
        Guide guide = Guide.Render(composition, w, h, new GuideOptions(), settings.Threads, settings.CancellationToken);
        settings.Report(0.2);
        Vector4[] canvas = new Vector4[w * h];
        Array.Fill(canvas, new Vector4(LinearColor.Rgb(0xD8BE92), 0.2f));
        (float Radius, StrokeHabits Habits)[] passes =
        [
            (unit * 0.017f, new StrokeHabits { Spacing = 1.3f, Length = 2, HueJitter = 0.02f, LightJitter = 0.03f, Chroma = 1.2f, Complement = 0.5f, Load = 0.8f }),
            (unit * 0.0085f, new StrokeHabits { Spacing = 1.5f, Length = 2, HueJitter = 0.036f, LightJitter = 0.05f, Chroma = 1.4f, Complement = 0.7f, Load = 0.9f }),
            (MathF.Max(1.1f, unit * 0.0042f), new StrokeHabits { Spacing = 1.5f, Length = 2, Threshold = 0.055f, HueJitter = 0.04f, LightJitter = 0.05f, Chroma = 1.45f, Complement = 0.6f, Load = 0.95f }),
        ];
        for (int pass = 0; pass < passes.Length; pass++)
        {
            (float r, StrokeHabits habits) = passes[pass];
            Vector4[] seen = (Vector4[])guide.Color.Clone();
            Blur.Apply(seen, w, h, r * 0.4f, settings.Threads, settings.CancellationToken);
            List<BrushStroke> strokes = StrokePlanner.Plan(guide, seen, pass == 0 ? null : canvas, r, habits, settings.Seed + (uint)(pass * 977), settings.CancellationToken);
            BrushWork.Paint(canvas, w, h, strokes, settings.Threads, settings.CancellationToken);
            settings.Report(0.35 + (0.2 * pass));
        }

        return OilStyle.Relief(canvas, composition, settings, 0.3f, weave: 0.05f);
    }
}
