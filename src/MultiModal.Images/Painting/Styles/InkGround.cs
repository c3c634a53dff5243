using System.Numerics;
using MultiModal.Images.Painting.Composing;
using MultiModal.Images.Raster;

namespace MultiModal.Images.Painting.Styles;

/// <summary>
/// The open parts of an ink painting: a sky washed so that the moon is left as paper, ridges that sink into mist, ground that is
/// mostly bare.
/// </summary>
internal sealed class InkGround
{
    private readonly Composition _composition;
    private readonly List<InkRidge> _ridges = [];
    private readonly bool[] _ground;
    private readonly bool[] _moon;
    private readonly bool[] _tuft;
    private readonly bool[] _star;
    private readonly float[] _line;
    private readonly float _foot;
    private readonly Vector2 _light;
    private readonly float _radius;

    /// <summary>Initializes a new instance of the <see cref="InkGround"/> class.</summary>
    public InkGround(Guide guide, Composition composition, StyleSettings settings)
    {
        Guide = guide;
        _composition = composition;
        Unit = settings.Unit;
        Seed = settings.Seed ^ Noise.Hash(composition.Marks.Count, composition.Elements.Count, 5);
        Night = composition.Light.Night;
        _foot = composition.Horizon * settings.Height / composition.Height;
        int count = composition.Marks.Count;
        _ground = new bool[count];
        _moon = new bool[count];
        _tuft = new bool[count];
        _star = new bool[count];
        _line = new float[count];
        Vector2 scale = new(settings.Width / composition.Width, settings.Height / composition.Height);
        _light = new Vector2(settings.Width * 0.5f, -settings.Height);
        for (int i = 0; i < count; i++)
        {
            Mark mark = composition.Marks[i];
            string kind = mark.Element >= 0 ? composition.Elements[mark.Element].Kind : string.Empty;
            (Vector2 low, Vector2 high) = Extent(mark);
            bool wide = high.X - low.X > composition.Width * 0.6f;
            bool rock = kind == "mountains" && mark.Material == Material.Stone;
            if (wide && mark.Line >= 0.9f && (rock || kind == "hills"))
            {
                _ridges.Add(new InkRidge(i, mark, composition, settings.Width, settings.Height, rock));
            }

            _ground[i] = (high.X - low.X > composition.Width * 0.35f && high.Y - low.Y > 0.08f && high.Y >= composition.Height - 0.02f
                && mark.Material is Material.Grass or Material.Snow or Material.Earth && mark.Contours.Length == 1 && kind is not ("road" or "path")) || (mark.Element < 0 && mark.Material == Material.Petal);
            _star[i] = kind is "stars" or "milky-way";
            _tuft[i] = mark.Element < 0 && mark.Material == Material.Grass && !_ground[i] && mark.Line < 0.3f && mark.Contours.Length > 3;
            if (mark.Material == Material.Light && mark.Emit >= 1 && kind is "moon" or "crescent-moon" or "sun")
            {
                _moon[i] = kind != "sun";
                _light = (low + high) * 0.5f * scale;
                _radius = (high.X - low.X) * 0.5f * scale.X;
            }

            _line[i] = kind is "mountains" or "hills" or "moon" or "crescent-moon" or "sun" or "stars" || _ground[i] || _tuft[i] ? 0 : kind is "road" or "path" ? 0.15f : mark.Material switch
            {
                Material.Sky or Material.Cloud or Material.Vapour => 0,
                Material.Light => 0.4f,
                Material.Foliage => 0.2f,
                Material.Petal => 0.3f,
                Material.Water => wide ? 0.3f : 0.55f,
                Material.Cloth => 0.65f,
                Material.Grass => wide ? 0.2f : 0.35f,
                Material.Snow or Material.Earth => wide ? 0.25f : 0.7f,
                _ => 1,
            };
        }

        for (int i = 0; i < _ridges.Count; i++)
        {
            _ridges[i].Near = (i + 0.35f) / (_ridges.Count - 0.65f + 0.35f);
        }
    }

    /// <summary>Gets the blocking-in.</summary>
    public Guide Guide { get; }

    /// <summary>Gets the pixels in one picture unit.</summary>
    public float Unit { get; }

    /// <summary>Gets the seed of the marks.</summary>
    public uint Seed { get; }

    /// <summary>Gets how dark the hour is, 0 day to 1 night.</summary>
    public float Night { get; }

    /// <summary>Returns the weight of the contour of a mark: things have one, air and distance none.</summary>
    public float LineOf(int mark) => _line[mark];

    /// <summary>Returns the wash of a place that belongs to sky, distance or open ground; false for things.</summary>
    public bool TryAir(int id, int x, int y, float lightness, out InkTone tone)
    {
        Mark mark = Guide.Marks[id];
        if (_moon[id])
        {
            tone = new InkTone(0, 0, 0.05f);
            return true;
        }

        if (_star[id])
        {
            tone = new InkTone(Sky(x, y) * 0.45f, 0.4f * Night, 0.05f);
            return true;
        }

        if (mark.Material == Material.Vapour)
        {
            tone = Mist(mark, id, x, y, lightness);
            return true;
        }

        if (mark.Element >= 0 && mark.Material is Material.Stone or Material.Snow or Material.Grass or Material.Foliage && TryRidge(mark, id, x, y, lightness, out tone))
        {
            return true;
        }

        if (_ground[id])
        {
            tone = Land(mark, x, y, lightness);
            return true;
        }

        if (_tuft[id])
        {
            // Open ground is left to the paper; grass that the scene names has its own strokes.
            tone = Land(mark, x, y, 1);
            return true;
        }

        switch (mark.Material)
        {
            case Material.Sky:
                tone = new InkTone(Sky(x, y), 0.5f * Night, 0.14f * (1 - Night));
                return true;
            case Material.Cloud:
                tone = new InkTone((Sky(x, y) * 0.4f) + (0.1f * (1 - lightness)), 0.4f * Night, 0.1f);
                return true;
            default:
                tone = default;
                return false;
        }
    }

    private bool TryRidge(Mark mark, int id, int x, int y, float lightness, out InkTone tone)
    {
        for (int i = _ridges.Count - 1; i >= 0; i--)
        {
            InkRidge ridge = _ridges[i];
            if (ridge.Index <= id && (mark.Material == Material.Vapour || ridge.Mark.Element == mark.Element) && ridge.Top(x) <= y + 1)
            {
                float shade = mark.Material == Material.Vapour ? 0 : Math.Clamp((Body(ridge.Mark, x, y) - lightness) * 5, 0, 1);
                float density = (Sky(x, y) * (_composition.Light.Snowy ? 0.18f : 0.5f)) + (ridge.Density(x, y, Unit, _foot, shade, _composition.Light.Snowy, Seed) * (1 + (0.3f * Night)));
                tone = new InkTone(density, 0.55f * (1 - ridge.Near), ridge.Rock ? 0.1f : 0.25f);
                return true;
            }
        }

        tone = default;
        return false;
    }

    /// <summary>Mist takes ink away, little by little from where it begins.</summary>
    private InkTone Mist(Mark mark, int id, int x, int y, float lightness)
    {
        InkTone under;
        if (y > _foot)
        {
            under = Land(mark, x, y, lightness);
        }
        else if (!TryRidge(mark, id, x, y, lightness, out under))
        {
            under = new InkTone(Sky(x, y), 0.5f * Night, 0.1f);
        }

        float veil = Math.Clamp((mark.Tint.At(Place(x, y)).W - 0.5f) * 3, 0, 1);
        return under with { Density = under.Density + (((Sky(x, y) * 0.3f) - under.Density) * veil) };
    }

    /// <summary>The sky: wet washes laid round the moon, darker upward and to the corners, with soft cloudy fronts.</summary>
    private float Sky(int x, int y)
    {
        float u = x / Unit;
        float v = y / Unit;
        float high = Math.Clamp(1 - (y / MathF.Max(_foot, 1)), 0, 1);
        float warp = Noise.Fbm(u * 1.7f, v * 2.6f, 3, Seed + 61);
        float cloud = Noise.Fbm((u * 1.3f) + (0.5f * warp), (v * 4.4f) + warp, 4, Seed + 62);
        float front = Finish.Step(-0.05f, 0.13f, cloud);
        float pool = MathF.Exp(-MathF.Pow((cloud - 0.13f) / 0.035f, 2));
        float away = (new Vector2(x, y) - _light).Length() / Unit;
        float corner = Finish.Step(0.25f, 0.95f, away);
        float halo = 1;
        if (_radius > 0)
        {
            float r = _radius / Unit;
            halo = 0.1f + (0.9f * Finish.Step(r * 0.9f, r * 4.4f, away * (1 + (0.22f * warp))));
        }

        float dark = (0.34f + (0.72f * high) + (0.6f * corner)) * (0.62f + (0.5f * front) + (0.13f * pool)) * halo;
        float day = (0.012f + (0.05f * high * (0.3f + front))) * halo;
        Weather weather = _composition.Light.Weather;
        float gray = weather switch { Weather.Storm => 0.3f, Weather.Rain => 0.17f, Weather.Snow => 0.16f, Weather.Cloudy => 0.08f, Weather.Mist => 0.05f, _ => 0 };

        // Snow is told by the grey round it.
        gray = MathF.Max(gray, _composition.Light.Snowy ? 0.17f : 0);
        day += gray * (0.6f + (0.4f * front) + (0.25f * high));
        return day + ((dark - day) * MathF.Pow(Night, 1.2f));
    }

    /// <summary>Open ground: paper, with a soft band of wash here and there and a little more toward the viewer.</summary>
    private InkTone Land(Mark mark, int x, int y, float lightness)
    {
        float u = x / Unit;
        float v = y / Unit;
        float near = Math.Clamp((y - _foot) / MathF.Max(1, Guide.Height - _foot), 0, 1);
        float shade = mark.Material is Material.Petal or Material.Vapour ? 0 : Math.Clamp((Body(mark, x, y) - lightness) * 2.2f, 0, 1);
        float band = Finish.Step(0.02f, 0.3f, Noise.Fbm(u * 1.1f, v * 7.5f, 3, Seed + 71));
        bool snow = _composition.Light.Snowy;
        float wash = (0.015f + (0.1f * near * near) + (0.11f * band * Finish.Step(0.02f, 0.3f, near))) * (snow ? 0.35f : 1);
        wash += (0.06f + (0.4f * near * (0.5f + near) * (0.6f + (0.5f * band)))) * Night;
        return new InkTone(wash + (0.3f * shade), 0.3f * Night, snow ? 0.04f : 0.16f);
    }

    private float Body(Mark mark, int x, int y)
    {
        Vector4 c = mark.Tint.At(Place(x, y));
        return LinearColor.ToOklab(new Vector3(c.X, c.Y, c.Z)).X;
    }

    private Vector2 Place(int x, int y) => new((x + 0.5f) * _composition.Width / Guide.Width, (y + 0.5f) * _composition.Height / Guide.Height);

    private static (Vector2 Low, Vector2 High) Extent(Mark mark)
    {
        Vector2 low = new(float.MaxValue);
        Vector2 high = new(float.MinValue);
        foreach (Vector2[] contour in mark.Contours)
        {
            foreach (Vector2 p in contour)
            {
                low = Vector2.Min(low, p);
                high = Vector2.Max(high, p);
            }
        }

        return (low, high);
    }
}
