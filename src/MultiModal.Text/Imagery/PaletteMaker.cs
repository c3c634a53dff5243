using MultiModal.Images;

namespace MultiModal.Text.Imagery;

/// <summary>Makes a palette of five or six colours for a scene: sky, haze, ground, shadow, light, accent.</summary>
internal static class PaletteMaker
{
    /// <summary>Returns the colours as <c>#rrggbb</c>: first the sky tone, last the accent.</summary>
    public static IReadOnlyList<string> Make(Scene scene, IReadOnlyList<string> named)
    {
        Oklch[] colors = Base(scene.Time);
        if (scene.Season is { } season)
        {
            colors[2] = colors[2].Toward(Ground(season, scene.Time), 0.6);
            colors[1] = colors[1].Toward(Ground(season, scene.Time) with { Lightness = colors[1].Lightness }, 0.15);
            colors[5] = colors[5].Toward(Accent(season) with { Lightness = colors[5].Lightness }, scene.Time is TimeOfDay.Night ? 0.2 : 0.6);
        }

        (double chroma, double lift) = Air(scene.Weather);
        for (int index = 0; index < colors.Length; index++)
        {
            bool accent = index == 5;
            double liveliness = 1 + (0.25 * scene.Mood.Valence) + (0.1 * scene.Mood.Arousal);
            double contrast = 1 + (0.12 * scene.Mood.Arousal);
            Oklch color = colors[index];
            double lightness = 0.55 + ((color.Lightness - 0.55) * contrast) + (lift * (index is 0 or 1 ? 1 : 0.4)) + (0.03 * scene.Mood.Valence);
            colors[index] = color with
            {
                Lightness = Math.Clamp(lightness, 0.12, 0.97),
                Chroma = color.Chroma * (accent ? Math.Max(0.75, chroma) : chroma) * Math.Clamp(liveliness, 0.7, 1.3),
            };
        }

        bool dark = scene.Time is TimeOfDay.Night or TimeOfDay.Dusk;
        Paint(colors, named, scene.Time is TimeOfDay.Night, lit: dark && scene.Subjects.Any(subject => subject.Kind is "lantern" or "lamp" or "fire" or "candle" or "fireflies"));
        return [.. colors.Select(color => color.ToHex()).Distinct()];
    }

    // Named colours keep their hue: the first becomes the accent, the second the light. By lantern light the accent stays warm.
    private static void Paint(Oklch[] colors, IReadOnlyList<string> named, bool night, bool lit)
    {
        Oklch[] given = [.. named.Select(Oklch.FromHex)];
        Oklch[] vivid = [.. given.Where(color => color.Chroma > 0.04)];
        if (vivid.Length > 0 && lit)
        {
            colors[1] = (vivid[0] with { Lightness = colors[1].Lightness, Chroma = Math.Min(vivid[0].Chroma, 0.08) }).Toward(colors[1], 0.4);
        }
        else if (vivid.Length > 0)
        {
            colors[5] = vivid[0] with { Lightness = night ? Math.Max(vivid[0].Lightness, 0.6) : vivid[0].Lightness };
        }

        if (vivid.Length > 1)
        {
            colors[4] = vivid[1].Toward(colors[4], 0.35);
        }
        else if (given.Length > 0 && given[0].Chroma <= 0.04)
        {
            colors[4] = colors[4].Toward(given[0], 0.5);
        }
    }

    // Sky, haze, ground, shadow, light, accent.
    private static Oklch[] Base(TimeOfDay? time) => time switch
    {
        TimeOfDay.Dawn => [new(0.86, 0.055, 60), new(0.78, 0.06, 25), new(0.52, 0.05, 220), new(0.32, 0.05, 265), new(0.94, 0.05, 85), new(0.74, 0.13, 45)],
        TimeOfDay.Morning => [new(0.88, 0.045, 225), new(0.92, 0.03, 95), new(0.62, 0.08, 150), new(0.36, 0.05, 200), new(0.96, 0.03, 95), new(0.76, 0.12, 75)],
        TimeOfDay.Noon => [new(0.80, 0.08, 230), new(0.90, 0.03, 210), new(0.60, 0.10, 140), new(0.34, 0.06, 180), new(0.97, 0.02, 100), new(0.78, 0.15, 80)],
        TimeOfDay.Afternoon => [new(0.84, 0.06, 85), new(0.80, 0.06, 65), new(0.56, 0.08, 110), new(0.34, 0.05, 60), new(0.95, 0.05, 90), new(0.72, 0.14, 55)],
        TimeOfDay.Dusk => [new(0.62, 0.09, 35), new(0.50, 0.08, 340), new(0.36, 0.06, 290), new(0.22, 0.05, 275), new(0.84, 0.10, 70), new(0.70, 0.17, 45)],
        TimeOfDay.Night => [new(0.25, 0.055, 265), new(0.38, 0.055, 250), new(0.31, 0.04, 230), new(0.15, 0.03, 270), new(0.92, 0.03, 95), new(0.78, 0.12, 75)],
        _ => [new(0.85, 0.04, 215), new(0.90, 0.03, 85), new(0.60, 0.06, 150), new(0.34, 0.04, 230), new(0.95, 0.025, 90), new(0.68, 0.13, 45)],
    };

    private static Oklch Ground(Season season, TimeOfDay? time)
    {
        double night = time is TimeOfDay.Night ? 0.55 : time is TimeOfDay.Dusk ? 0.75 : 1;
        Oklch day = season switch
        {
            Season.Spring => new(0.70, 0.10, 135),
            Season.Summer => new(0.56, 0.12, 142),
            Season.Autumn => new(0.58, 0.11, 62),
            _ => new(0.80, 0.02, 240),
        };
        return day with { Lightness = day.Lightness * night, Chroma = day.Chroma * (night + 0.1) };
    }

    private static Oklch Accent(Season season) => season switch
    {
        Season.Spring => new(0.80, 0.11, 5),
        Season.Summer => new(0.75, 0.15, 85),
        Season.Autumn => new(0.62, 0.17, 40),
        _ => new(0.60, 0.16, 25),
    };

    private static (double Chroma, double Lift) Air(Weather? weather) => weather switch
    {
        Weather.Clear => (1.1, 0.02),
        Weather.Cloudy => (0.75, 0),
        Weather.Mist => (0.55, 0.07),
        Weather.Rain => (0.6, -0.04),
        Weather.Snow => (0.5, 0.06),
        Weather.Storm => (0.6, -0.1),
        _ => (1, 0),
    };
}
