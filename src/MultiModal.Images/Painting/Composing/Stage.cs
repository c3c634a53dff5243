using System.Numerics;
using MultiModal.Images.Raster;

namespace MultiModal.Images.Painting.Composing;

/// <summary>The picture while it is being composed: its size, its lie of the land, and layers to put marks on.</summary>
internal sealed class Stage
{
    private readonly List<(float Order, List<Mark> Marks)> _layers = [];
    private readonly List<PlacedElement> _elements = [];

    /// <summary>Initializes a new instance of the <see cref="Stage"/> class.</summary>
    public Stage(CompletedScene scene, Ambience light, SeededRandom random, float aspect)
    {
        Scene = scene;
        Light = light;
        Random = random;
        Width = MathF.Sqrt(aspect);
        Height = 1 / Width;
    }

    /// <summary>Gets the scene.</summary>
    public CompletedScene Scene { get; }

    /// <summary>Gets light, air and season.</summary>
    public Ambience Light { get; }

    /// <summary>Gets the composition's own random stream.</summary>
    public SeededRandom Random { get; }

    /// <summary>Gets the width; width × height = 1.</summary>
    public float Width { get; }

    /// <summary>Gets the height.</summary>
    public float Height { get; }

    /// <summary>Gets or sets the height of the horizon, from the top.</summary>
    public float Horizon { get; set; }

    /// <summary>Gets or sets where the water is, or null.</summary>
    public WaterBody? Water { get; set; }

    /// <summary>Gets or sets the x of the focal point.</summary>
    public float FocalX { get; set; }

    /// <summary>Gets or sets the x and colour of the sun or moon that glitters on water, or null.</summary>
    public (float X, Vector3 Color)? Glitter { get; set; }

    /// <summary>Gets the elements so far.</summary>
    public IReadOnlyList<PlacedElement> Elements => _elements;

    /// <summary>Registers an element and returns its index.</summary>
    public int Add(Wanted wanted, float depth)
    {
        _elements.Add(new PlacedElement(wanted.Kind, wanted.Implied, depth));
        return _elements.Count - 1;
    }

    /// <summary>Returns a new layer; layers of lower order are painted first.</summary>
    public List<Mark> Layer(float order)
    {
        List<Mark> marks = [];
        _layers.Add((order, marks));
        return marks;
    }

    /// <summary>Returns all marks in painting order.</summary>
    public List<Mark> Flatten()
    {
        List<Mark> all = [];
        foreach ((float _, List<Mark> marks) in _layers.OrderBy(layer => layer.Order))
        {
            all.AddRange(marks);
        }

        return all;
    }

    /// <summary>Returns how near ground at a height is: 0 at the horizon, 1 at the bottom edge.</summary>
    public float DepthAt(float y) => Math.Clamp((y - Horizon) / (Height - Horizon), 0, 1);

    /// <summary>Returns a uniform number.</summary>
    public float Next(float low, float high) => Random.NextSingle(low, high);

    /// <summary>Makes a mark from contours in picture units.</summary>
    public static Mark Paint(List<Mark> layer, int element, Material material, Tint tint, float depth, Vector2[] contour, float line = 0, float flow = 0, float emit = 0)
    {
        if (Shapes.SignedArea(contour) < 0)
        {
            Array.Reverse(contour);
        }

        return Paint(layer, element, material, tint, depth, [contour], line, flow, emit);
    }

    /// <summary>Makes a mark from contours in picture units that are already turned the right way.</summary>
    public static Mark Paint(List<Mark> layer, int element, Material material, Tint tint, float depth, Vector2[][] contours, float line = 0, float flow = 0, float emit = 0)
    {
        Mark mark = new() { Contours = contours, Tint = tint, Material = material, Depth = depth, Line = line, Flow = flow, Emit = emit, Element = element };
        layer.Add(mark);
        return mark;
    }

    /// <summary>Returns contours turned so that they unite.</summary>
    public static Vector2[][] Union(IEnumerable<Vector2[]> contours)
    {
        Vector2[][] all = [.. contours];
        foreach (Vector2[] contour in all)
        {
            if (Shapes.SignedArea(contour) < 0)
            {
                Array.Reverse(contour);
            }
        }

        return all;
    }
}

/// <summary>Where the water is.</summary>
/// <param name="Kind">The word: sea, lake, river, stream, pond or ice.</param>
/// <param name="Outline">Its surface.</param>
/// <param name="Waterline">The height where its far edge lies.</param>
/// <param name="NearBank">Land before it, or null.</param>
internal sealed record WaterBody(string Kind, Vector2[] Outline, float Waterline, Vector2[]? NearBank)
{
    /// <summary>Whether a point is on open water.</summary>
    public bool Covers(Vector2 p) => Shapes.Contains(Outline, p) && (NearBank is null || !Shapes.Contains(NearBank, p));
}
