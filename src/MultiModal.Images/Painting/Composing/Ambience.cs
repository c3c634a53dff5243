using System.Numerics;
using MultiModal.Images.Raster;

namespace MultiModal.Images.Painting.Composing;

/// <summary>Light, air and season: the colours everything in a picture is seen through.</summary>
internal sealed class Ambience
{
    /// <summary>Gets the hour.</summary>
    public TimeOfDay Time { get; private init; }

    /// <summary>Gets the season.</summary>
    public Season Season { get; private init; }

    /// <summary>Gets the weather.</summary>
    public Weather Weather { get; private init; }

    /// <summary>Gets a value indicating whether snow lies.</summary>
    public bool Snowy { get; private init; }

    /// <summary>Gets the sky overhead.</summary>
    public Vector3 SkyTop { get; private set; }

    /// <summary>Gets the sky half way down.</summary>
    public Vector3 SkyMiddle { get; private set; }

    /// <summary>Gets the sky at the horizon.</summary>
    public Vector3 SkyLow { get; private set; }

    /// <summary>Gets what lit surfaces are multiplied by.</summary>
    public Vector3 Light { get; private set; }

    /// <summary>Gets what surfaces in shadow are multiplied by.</summary>
    public Vector3 Shadow { get; private set; }

    /// <summary>Gets the colour of distance.</summary>
    public Vector3 Haze { get; private set; }

    /// <summary>Gets how much distance hides, 0 to 1.</summary>
    public float HazeAmount { get; private set; }

    /// <summary>Gets the side the light comes from: -1 left, 1 right.</summary>
    public float Side { get; private init; }

    /// <summary>Gets how dark the hour is, 0 day to 1 night.</summary>
    public float Night { get; private set; }

    /// <summary>Gets how hard the wind blows, 0 to 1.</summary>
    public float Wind { get; private init; }

    /// <summary>Gets the accent colour, unlit.</summary>
    public Vector3 Accent { get; private set; }

    /// <summary>Gets the colour of grass, unlit.</summary>
    public Vector3 Grass { get; private set; }

    /// <summary>Gets the colour of leaves, unlit; autumn leaves vary about it.</summary>
    public Vector3 Foliage { get; private set; }

    /// <summary>Gets the colour of soil, unlit.</summary>
    public Vector3 Earth { get; private set; }

    /// <summary>Gets the colour of rock, unlit.</summary>
    public Vector3 Stone { get; private set; }

    /// <summary>Gets the colour of deep water, lit.</summary>
    public Vector3 Water { get; private set; }

    /// <summary>Gets the colour of lamps and lit windows.</summary>
    public Vector3 Lamp { get; } = LinearColor.Rgb(0xFFC46B);

    /// <summary>Gets a value indicating whether houses and towns are built the Chinese way.</summary>
    public bool Eastern { get; private init; }

    /// <summary>Makes the ambience of a completed scene.</summary>
    /// <remarks><paramref name="eastern"/>: whether the picture is in a Chinese or Japanese manner or for Chinese words.</remarks>
    public static Ambience Of(CompletedScene scene, SeededRandom random, bool eastern = false)
    {
        Ambience a = new()
        {
            Eastern = eastern,
            Time = scene.Time,
            Season = scene.Season,
            Weather = scene.Weather,
            Snowy = scene.Snowy,
            Side = random.NextDouble() < 0.5 ? -1 : 1,
            Wind = scene.Has("wind") || scene.Weather == Weather.Wind ? 0.9f : scene.Weather == Weather.Storm ? 1f : 0.15f,
        };
        a.SetHour();
        a.SetSeason();
        a.SetWeather();
        a.SetMood((float)scene.Mood.Valence, (float)scene.Mood.Arousal);
        a.SetPalette(scene.Palette);
        a.Water = LinearColor.Mix(LinearColor.Mix(a.SkyTop, LinearColor.Rgb(0x1F5F73) * a.Light, 0.5f), a.SkyMiddle, 0.25f);
        return a;
    }

    /// <summary>Returns a surface colour in this light and air.</summary>
    /// <param name="local">The colour of the thing itself.</param>
    /// <param name="lit">0 in shadow to 1 in full light.</param>
    /// <param name="depth">0 far to 1 near.</param>
    public Vector3 Shade(Vector3 local, float lit, float depth)
    {
        Vector3 c = local * Vector3.Lerp(Shadow, Light, Math.Clamp(lit, 0, 1.2f));
        float away = 1 - Math.Clamp(depth, 0, 1);
        return Vector3.Clamp(Vector3.Lerp(c, Haze, HazeAmount * away * MathF.Sqrt(away)), Vector3.Zero, Vector3.One);
    }

    /// <summary>Returns light itself (windows, moons) seen through the air.</summary>
    public Vector3 Glow(Vector3 color, float depth) => Vector3.Lerp(color, Haze, HazeAmount * 0.4f * (1 - Math.Clamp(depth, 0, 1)));

    /// <summary>Returns a leaf colour for one plant; autumn draws from red to gold.</summary>
    public Vector3 Leaf(SeededRandom random)
    {
        if (Season == Season.Autumn)
        {
            int[] hues = [0xC8552B, 0xD98A2B, 0xA83C24, 0xE0A83A, 0x9A7A34];
            return LinearColor.Rgb(hues[random.Next(hues.Length)]);
        }

        Vector3 lab = LinearColor.ToOklab(Foliage);
        return LinearColor.FromOklab(lab + new Vector3(random.NextSingle(-0.05f, 0.05f), random.NextSingle(-0.015f, 0.02f), random.NextSingle(-0.02f, 0.02f)));
    }

    private void SetHour()
    {
        (int top, int middle, int low, int light, int shadow, float night, float haze) = Time switch
        {
            TimeOfDay.Dawn => (0x6C86B6, 0xC9B3C0, 0xFBD2A6, 0xFFE0C4, 0x7F83A8, 0.25f, 0.8f),
            TimeOfDay.Morning => (0x6AA6D6, 0xA9CFE2, 0xF2EEDB, 0xFFF3DC, 0x9AA3BC, 0f, 0.72f),
            TimeOfDay.Noon => (0x4690D0, 0x86BEE4, 0xD6EBF1, 0xFFFBF0, 0x8E9CBC, 0f, 0.62f),
            TimeOfDay.Afternoon => (0x5B98C8, 0xA9C8D2, 0xF6E2B4, 0xFFEAC4, 0x8C8FAE, 0f, 0.7f),
            TimeOfDay.Dusk => (0x39437A, 0xA65F83, 0xF9A35A, 0xD8A48C, 0x514C7C, 0.55f, 0.62f),
            _ => (0x0D1733, 0x1E3258, 0x3F5A82, 0x7E97C4, 0x2C3A62, 1f, 0.62f),
        };
        SkyTop = LinearColor.Rgb(top);
        SkyMiddle = LinearColor.Rgb(middle);
        SkyLow = LinearColor.Rgb(low);
        Light = LinearColor.Rgb(light) * (Time is TimeOfDay.Noon or TimeOfDay.Morning ? 1.08f : 1f);
        Shadow = LinearColor.Rgb(shadow);
        Night = night;
        HazeAmount = haze;
    }

    private void SetSeason()
    {
        (int grass, int foliage, int earth) = Season switch
        {
            Season.Spring => (0x9DBB62, 0x86AE55, 0xA88B62),
            Season.Summer => (0x7BA24B, 0x47803F, 0xA58A5E),
            Season.Autumn => (0xC2A35A, 0xC06A2E, 0x9A7350),
            _ => (0xA8A58A, 0x6C7A5C, 0x8F8070),
        };
        Grass = LinearColor.Rgb(grass);
        Foliage = LinearColor.Rgb(foliage);
        Earth = LinearColor.Rgb(earth);
        Stone = LinearColor.Rgb(0x8C8A8C);
        if (Snowy)
        {
            Grass = LinearColor.Rgb(0xEEF3F8);
            Earth = LinearColor.Rgb(0xD9DEE4);
        }
    }

    private void SetWeather()
    {
        float gray = Weather switch
        {
            Weather.Cloudy => 0.35f,
            Weather.Mist => 0.5f,
            Weather.Rain => 0.6f,
            Weather.Snow => 0.6f,
            Weather.Storm => 0.75f,
            _ => 0f,
        };
        float day = 1 - Night;
        Vector3 flat = Weather switch
        {
            Weather.Storm => LinearColor.Mix(LinearColor.Rgb(0x1B2430), LinearColor.Rgb(0x4C5866), day),
            Weather.Rain => LinearColor.Mix(LinearColor.Rgb(0x222C3A), LinearColor.Rgb(0x8A98A4), day),
            Weather.Snow => LinearColor.Mix(LinearColor.Rgb(0x3A4658), LinearColor.Rgb(0xC3CBD4), day),
            _ => LinearColor.Mix(LinearColor.Rgb(0x2A3446), LinearColor.Rgb(0xB9C3C8), day),
        };
        SkyTop = LinearColor.Mix(SkyTop, flat * 0.8f, gray);
        SkyMiddle = LinearColor.Mix(SkyMiddle, flat, gray);
        SkyLow = LinearColor.Mix(SkyLow, Vector3.Min(flat * 1.35f, Vector3.One), gray * 0.9f);
        float even = gray * 0.6f;
        Light = Vector3.Lerp(Light, new Vector3(LinearColor.Luminance(Light)) * 0.85f, even);
        Shadow = Vector3.Lerp(Shadow, new Vector3(LinearColor.Luminance(Shadow)) * 1.1f, even);
        HazeAmount = Math.Clamp(HazeAmount + (Weather switch { Weather.Mist => 0.26f, Weather.Rain => 0.12f, Weather.Snow => 0.15f, Weather.Clear => -0.08f, _ => 0.02f }), 0, 0.97f);
    }

    private void SetMood(float valence, float arousal)
    {
        float chroma = 1 + (0.18f * valence) + (0.12f * MathF.Max(0, arousal));
        float warmth = 0.012f * valence;
        Vector3 Feel(Vector3 c)
        {
            Vector3 lab = LinearColor.ToOklab(c);
            return LinearColor.FromOklab(new Vector3(lab.X + (0.015f * valence), (lab.Y * chroma) + (warmth * 0.4f), (lab.Z * chroma) + warmth));
        }

        SkyTop = Feel(SkyTop);
        SkyMiddle = Feel(SkyMiddle);
        SkyLow = Feel(SkyLow);
        Grass = Feel(Grass);
        Foliage = Feel(Foliage);
        Earth = Feel(Earth);
    }

    private void SetPalette(IReadOnlyList<Vector3> palette)
    {
        Accent = palette.Count > 0 ? palette[^1] : LinearColor.Rgb(Season == Season.Winter ? 0xB8392E : 0xC8452F);
        if (palette.Count > 0)
        {
            // The palette steers hue and chroma, the hour keeps the values.
            SkyTop = Steer(SkyTop, palette[0], 0.5f);
            SkyMiddle = Steer(SkyMiddle, palette[Math.Min(1, palette.Count - 1)], 0.35f);
            SkyLow = Steer(SkyLow, palette[Math.Min(2, palette.Count - 1)], 0.3f);
            Vector3 middle = palette[palette.Count / 2];
            Grass = Steer(Grass, middle, 0.15f);
            Foliage = Steer(Foliage, middle, 0.12f);
            Stone = Steer(Stone, palette[0], 0.25f);
        }

        Haze = LinearColor.Mix(SkyLow, SkyMiddle, 0.45f);
    }

    private static Vector3 Steer(Vector3 color, Vector3 toward, float amount)
    {
        Vector3 a = LinearColor.ToOklab(color);
        Vector3 b = LinearColor.ToOklab(toward);
        return LinearColor.FromOklab(new Vector3(a.X + ((b.X - a.X) * amount * 0.25f), a.Y + ((b.Y - a.Y) * amount), a.Z + ((b.Z - a.Z) * amount)));
    }
}
