using System.Numerics;
using MultiModal.Images.Raster;

namespace MultiModal.Images.Painting.Composing;

/// <summary>
/// Where an element draws itself: local coordinates with the origin at its foot, y upward and its height as the unit, in the light
/// and air of the place where it stands.
/// </summary>
internal sealed class Sketch
{
    private readonly List<Mark> _marks;
    private readonly Vector2 _origin;
    private readonly float _size;
    private readonly float _flip;

    /// <summary>Initializes a new instance of the <see cref="Sketch"/> class.</summary>
    /// <param name="marks">Where the marks go.</param>
    /// <param name="light">The light.</param>
    /// <param name="random">The element's own stream.</param>
    /// <param name="origin">The foot, in picture units.</param>
    /// <param name="size">The height of the local unit in picture units.</param>
    /// <param name="flip">1, or -1 to face the other way.</param>
    /// <param name="depth">0 far to 1 near.</param>
    /// <param name="element">The index of the element.</param>
    public Sketch(List<Mark> marks, Ambience light, SeededRandom random, Vector2 origin, float size, float flip, float depth, int element)
    {
        _marks = marks;
        Light = light;
        Random = random;
        _origin = origin;
        _size = size;
        _flip = flip;
        Depth = depth;
        Element = element;
    }

    /// <summary>Gets the light and air.</summary>
    public Ambience Light { get; }

    /// <summary>Gets the element's random stream.</summary>
    public SeededRandom Random { get; }

    /// <summary>Gets the distance, 0 far to 1 near.</summary>
    public float Depth { get; }

    /// <summary>Gets the index of the element the marks belong to.</summary>
    public int Element { get; }

    /// <summary>Gets the colour asked for, or null.</summary>
    public Vector3? Color { get; init; }

    /// <summary>Gets how many are asked for, where one drawing shows several.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Gets the side of the light in local coordinates: -1 or 1.</summary>
    public float LightSide => Light.Side * _flip;

    /// <summary>Gets the height of the local unit in picture units.</summary>
    public float Size => _size;

    /// <summary>Returns a colour of <c>0xRRGGBB</c>.</summary>
    public static Vector3 Rgb(int hex) => LinearColor.Rgb(hex);

    /// <summary>Returns one of some colours of <c>0xRRGGBB</c>.</summary>
    public Vector3 Pick(params ReadOnlySpan<int> colors) => LinearColor.Rgb(colors[Random.Next(colors.Length)]);

    /// <summary>Returns a uniform number.</summary>
    public float Next(float low, float high) => Random.NextSingle(low, high);

    /// <summary>Returns a sketch inside this one.</summary>
    public Sketch Inside(float x, float y, float scale, bool flip = false) =>
        new(_marks, Light, Random, World(new Vector2(x, y)), _size * scale, flip ? -_flip : _flip, Depth, Element) { Color = Color, Count = Count };

    /// <summary>Returns a local point in picture units.</summary>
    public Vector2 World(Vector2 p) => _origin + new Vector2(p.X * _size * _flip, -p.Y * _size);

    /// <summary>Fills a contour with a lit colour that turns from light to shade across it.</summary>
    public void Fill(Material material, Vector3 local, float lit, Vector2[] contour, float line = 1, float flow = 0, float alpha = 1, float form = 0.15f) =>
        Fill(material, local, lit, [contour], line, flow, alpha, form);

    /// <summary>Fills the union of contours with a lit colour that turns from light to shade across it.</summary>
    public void Fill(Material material, Vector3 local, float lit, IReadOnlyList<Vector2[]> contours, float line = 1, float flow = 0, float alpha = 1, float form = 0.15f)
    {
        if (contours.Count == 0)
        {
            return;
        }

        Vector2[][] world = ToWorld(contours, out Vector2 low, out Vector2 high);
        Vector4 a = new(Light.Shade(local, lit + form, Depth), alpha);
        Vector4 b = new(Light.Shade(local, lit - (form * 1.2f), Depth), alpha);
        Vector2 from = new(Light.Side < 0 ? low.X : high.X, low.Y);
        Vector2 to = new(Light.Side < 0 ? high.X : low.X, low.Y + ((high.Y - low.Y) * 0.8f));
        Tint tint = form == 0 ? Tint.Flat(new Vector3(a.X, a.Y, a.Z), alpha) : Tint.Linear(from, to, a, b);
        Add(material, tint, world, line, flow, 0);
    }

    /// <summary>Fills contours with a colour that fades along the local y axis from one height to another.</summary>
    public void Fade(Material material, Vector3 local, float lit, IReadOnlyList<Vector2[]> contours, float yFrom, float yTo, float alphaFrom, float alphaTo, float line = 0, float flow = 0)
    {
        Vector3 c = Light.Shade(local, lit, Depth);
        Tint tint = Tint.Linear(World(new Vector2(0, yFrom)), World(new Vector2(0, yTo)), new Vector4(c, alphaFrom), new Vector4(c, alphaTo));
        Add(material, tint, ToWorld(contours, out _, out _), line, flow, 0);
    }

    /// <summary>Fills a contour with light itself.</summary>
    public void Shine(Vector3 color, Vector2[] contour, float emit = 1, float line = 0.5f, float alpha = 1) =>
        Add(Material.Light, Tint.Flat(Light.Glow(color, Depth), alpha), ToWorld([contour], out _, out _), line, 0, emit);

    /// <summary>Spreads a soft round light.</summary>
    public void Halo(Vector3 color, float x, float y, float radius, float alpha, float emit = 0.4f)
    {
        Vector4 core = new(color, alpha);
        Tint tint = Tint.Radial(World(new Vector2(x, y)), radius * _size, core, core with { W = alpha * 0.3f }, core with { W = 0 });
        Add(Material.Light, tint, ToWorld([Shapes.Ellipse(x, y, radius, radius, 0, 32)], out _, out _), 0, 0, emit);
    }

    /// <summary>Adds a mark whose contours are already in picture units.</summary>
    public void Add(Material material, Tint tint, Vector2[][] world, float line, float flow, float emit) => _marks.Add(new Mark
    {
        Contours = world,
        Tint = tint,
        Material = material,
        Depth = Depth,
        Line = line,
        Flow = _flip < 0 ? MathF.PI - flow : flow,
        Emit = emit,
        Element = Element,
    });

    private Vector2[][] ToWorld(IReadOnlyList<Vector2[]> contours, out Vector2 low, out Vector2 high)
    {
        low = new Vector2(float.MaxValue);
        high = new Vector2(float.MinValue);
        Vector2[][] world = new Vector2[contours.Count][];
        for (int i = 0; i < world.Length; i++)
        {
            Vector2[] points = new Vector2[contours[i].Length];
            for (int k = 0; k < points.Length; k++)
            {
                points[k] = World(contours[i][k]);
                low = Vector2.Min(low, points[k]);
                high = Vector2.Max(high, points[k]);
            }

            // One turning sense for all, so that overlapping contours unite.
            if (points.Length > 2 && Shapes.SignedArea(points) < 0)
            {
                Array.Reverse(points);
            }

            world[i] = points;
        }

        return world;
    }
}
