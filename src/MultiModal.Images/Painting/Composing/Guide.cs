using System.Numerics;
using MultiModal.Images.Raster;

namespace MultiModal.Images.Painting.Composing;

/// <summary>
/// A composition blocked in at a resolution: flat or lit colour, key line, and for each pixel the mark on top. Every style starts
/// from it and makes its own marks.
/// </summary>
internal sealed class Guide
{
    private readonly Composition _composition;
    private readonly GuideOptions _options;
    private readonly float _scale;
    private readonly float _scaleX;
    private readonly float _scaleY;
    private readonly Prepared[] _prepared;

    private Guide(Composition composition, int width, int height, GuideOptions options)
    {
        _composition = composition;
        _options = options;
        Width = width;
        Height = height;
        _scale = MathF.Sqrt((float)width * height);
        _scaleX = width / composition.Width;
        _scaleY = height / composition.Height;
        Color = new Vector4[width * height];
        Line = new float[width * height];
        Id = new ushort[width * height];
        LineOwner = options.LineOwners ? new ushort[width * height] : [];
        _prepared = new Prepared[composition.Marks.Count];
    }

    /// <summary>Gets the pixels across.</summary>
    public int Width { get; }

    /// <summary>Gets the pixels down.</summary>
    public int Height { get; }

    /// <summary>Gets linear RGB; W is the light given off, 0 to 1.</summary>
    public Vector4[] Color { get; }

    /// <summary>Gets the key line, 0 to 1.</summary>
    public float[] Line { get; }

    /// <summary>Gets the index of the mark on top.</summary>
    public ushort[] Id { get; }

    /// <summary>Gets the index of the mark that drew the key line of a pixel; empty unless asked for.</summary>
    public ushort[] LineOwner { get; }

    /// <summary>Gets the marks.</summary>
    public IReadOnlyList<Mark> Marks => _composition.Marks;

    /// <summary>Blocks a composition in.</summary>
    public static Guide Render(Composition composition, int width, int height, GuideOptions options, int threads, CancellationToken cancellationToken)
    {
        Guide guide = new(composition, width, height, options);
        guide.Prepare(cancellationToken);
        int start = 0;
        for (int i = 0; i < guide._prepared.Length; i++)
        {
            if (composition.Marks[i].Mirror > 0)
            {
                guide.Draw(start, i + 1, threads, cancellationToken);
                guide.Reflect(i, threads, cancellationToken);
                start = i + 1;
            }
        }

        guide.Draw(start, guide._prepared.Length, threads, cancellationToken);
        return guide;
    }

    /// <summary>Returns the mark on top of a pixel.</summary>
    public Mark MarkAt(int index) => _composition.Marks[Id[index]];

    /// <summary>Returns the colour at a place between pixels.</summary>
    public Vector4 Sample(float x, float y)
    {
        x = Math.Clamp(x - 0.5f, 0, Width - 1.001f);
        y = Math.Clamp(y - 0.5f, 0, Height - 1.001f);
        int ix = (int)x;
        int iy = (int)y;
        int i = (iy * Width) + ix;
        int right = ix + 1 < Width ? 1 : 0;
        int down = iy + 1 < Height ? Width : 0;
        return Vector4.Lerp(Vector4.Lerp(Color[i], Color[i + right], x - ix), Vector4.Lerp(Color[i + down], Color[i + down + right], x - ix), y - iy);
    }

    private void Prepare(CancellationToken cancellationToken)
    {
        for (int i = 0; i < _prepared.Length; i++)
        {
            if ((i & 255) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            Mark mark = _composition.Marks[i];
            Vector2[][] pixels = new Vector2[mark.Contours.Length][];
            Vector2 low = new(float.MaxValue);
            Vector2 high = new(float.MinValue);
            for (int c = 0; c < pixels.Length; c++)
            {
                Vector2[] source = mark.Contours[c];
                Vector2[] target = new Vector2[source.Length];
                for (int k = 0; k < target.Length; k++)
                {
                    target[k] = new Vector2(source[k].X * _scaleX, source[k].Y * _scaleY);
                    low = Vector2.Min(low, target[k]);
                    high = Vector2.Max(high, target[k]);
                }

                pixels[c] = target;
            }

            float line = mark.Depth >= _options.LineFromDepth && mark.Line >= _options.LineFromWeight ? (_options.Hard ? 1 : mark.Line) * _options.LineWidth : 0;
            Vector2[][]? outer = line > 0.15f ? [.. pixels.Select(contour => Widen(contour, line, (uint)i))] : null;
            float grow = outer is null ? 1 : line + 2;
            _prepared[i] = new Prepared(pixels, outer, Bound(low.X - grow, Width), Bound(low.Y - grow, Height), Bound(high.X + grow + 1, Width), Bound(high.Y + grow + 1, Height));
        }

        static int Bound(float value, int size) => float.IsFinite(value) ? (int)Math.Clamp(value, 0, size) : 0;
    }

    /// <summary>Moves each corner outward by a brush line's uneven half width.</summary>
    private Vector2[] Widen(Vector2[] contour, float width, uint seed)
    {
        contour = _options.LineStep > 0 ? Subdivide(contour, _options.LineStep) : contour;
        int n = contour.Length;
        Vector2[] wide = new Vector2[n];
        float grain = 9 / _scale;
        for (int i = 0; i < n; i++)
        {
            Vector2 p = contour[i];
            Vector2 a = Normal(contour[(i + n - 1) % n], p);
            Vector2 b = Normal(p, contour[(i + 1) % n]);
            Vector2 m = a + b;
            float length = m.LengthSquared();
            Vector2 way = length > 0.2f ? m * (2 / length) : b;
            float uneven = 1 + (_options.LineUneven * ((2 * Noise.Value(p.X * grain * 2, p.Y * grain * 2, seed)) - 1));

            // Weight falls on the side away from the light, as a brush or a knife would put it.
            float weight = 1 + (_options.LineUneven * 0.5f * Vector2.Dot(Vector2.Normalize(way + new Vector2(1e-4f, 0)), new Vector2(-_composition.Light.Side * 0.6f, 0.8f)));
            wide[i] = p + (way * width * uneven * weight);
        }

        return wide;

        static Vector2 Normal(Vector2 from, Vector2 to)
        {
            Vector2 d = to - from;
            float length = d.Length();
            return length > 1e-6f ? new Vector2(d.Y, -d.X) / length : Vector2.Zero;
        }
    }

    /// <summary>Sets corners along straight edges, so that the brush can press and lift there too.</summary>
    private static Vector2[] Subdivide(Vector2[] contour, float step)
    {
        List<Vector2> fine = [];
        for (int i = 0; i < contour.Length; i++)
        {
            Vector2 a = contour[i];
            Vector2 b = contour[(i + 1) % contour.Length];
            float length = (b - a).Length();
            int parts = float.IsFinite(length) ? Math.Clamp((int)(length / step), 1, 64) : 1;
            for (int k = 0; k < parts; k++)
            {
                fine.Add(a + ((b - a) * (k / (float)parts)));
            }
        }

        return [.. fine];
    }

    private void Draw(int from, int to, int threads, CancellationToken cancellationToken) => Bands.Run(Height, threads, cancellationToken, (top, bottom) =>
    {
        CoverageBuffer coverage = new();
        for (int i = from; i < to; i++)
        {
            ref readonly Prepared prepared = ref _prepared[i];
            int y0 = Math.Max(top, prepared.Top);
            int y1 = Math.Min(bottom, prepared.Bottom);
            if (y0 >= y1 || prepared.Left >= prepared.Right)
            {
                continue;
            }

            if (prepared.Outer is { } outer)
            {
                Cover(coverage, outer, prepared, y0, y1);
                DrawLine(coverage, i, y0, y1);
            }

            Cover(coverage, prepared.Contours, prepared, y0, y1);
            Fill(coverage, i, y0, y1);
        }
    });

    private static void Cover(CoverageBuffer coverage, Vector2[][] contours, in Prepared prepared, int y0, int y1)
    {
        coverage.Begin(prepared.Left, y0, prepared.Right, y1);
        foreach (Vector2[] contour in contours)
        {
            coverage.Add(contour);
        }
    }

    private void DrawLine(CoverageBuffer coverage, int mark, int y0, int y1)
    {
        bool onWater = _composition.Marks[mark].OnWater;
        if (onWater)
        {
            return;
        }

        float strength = MathF.Min(1, 0.35f + (0.75f * _composition.Marks[mark].Depth) + 0.25f);
        for (int y = y0; y < y1; y++)
        {
            ReadOnlySpan<float> row = coverage.Row(y);
            int at = (y * Width) + coverage.Left;
            for (int x = 0; x < row.Length; x++)
            {
                float c = row[x];
                if (c > 0.003f)
                {
                    c = _options.Hard ? (c >= 0.5f ? 1 : 0) : c;
                    if (LineOwner.Length > 0 && c * strength >= Line[at + x])
                    {
                        LineOwner[at + x] = (ushort)Math.Min(mark, ushort.MaxValue);
                    }

                    Line[at + x] = MathF.Max(Line[at + x], c * strength);
                }
            }
        }
    }

    private void Fill(CoverageBuffer coverage, int index, int y0, int y1)
    {
        Mark mark = _composition.Marks[index];
        bool ownLine = _prepared[index].Outer is not null;
        bool halo = _options.HalosAreAir && mark.Material == Material.Light && mark.Line == 0 && mark.Emit < 0.5f;
        float inverseX = 1 / _scaleX;
        float inverseY = 1 / _scaleY;
        for (int y = y0; y < y1; y++)
        {
            ReadOnlySpan<float> row = coverage.Row(y);
            int at = (y * Width) + coverage.Left;
            for (int x = 0; x < row.Length; x++)
            {
                float c = row[x];
                if (c <= 0.003f)
                {
                    continue;
                }

                if (_options.Hard)
                {
                    if (c < 0.5f)
                    {
                        continue;
                    }

                    c = 1;
                }

                if (mark.OnWater && !IsWater(at + x))
                {
                    continue;
                }

                Vector2 place = new((coverage.Left + x + 0.5f) * inverseX, (y + 0.5f) * inverseY);
                Vector4 tint = _options.Flat ? mark.Tint.FlatAt(place) : mark.Tint.At(place);
                float a = c * tint.W;
                Vector4 under = Color[at + x];
                tint.W = MathF.Max(mark.Emit, under.W * (1 - a));
                Vector4 over = under + ((tint - under) * a);
                over.W = tint.W * (mark.Emit > 0 ? MathF.Max(a, under.W) : 1);
                Color[at + x] = over;

                // A shape with its own line keeps it outside only, even where its colour fades.
                Line[at + x] *= 1 - (ownLine ? c : a);
                if (a > (_options.Flat ? 0.49f : 0.5f) && !mark.OnWater && !halo)
                {
                    Id[at + x] = (ushort)Math.Min(index, ushort.MaxValue);
                }
            }
        }
    }

    private bool IsWater(int pixel)
    {
        Mark under = _composition.Marks[Id[pixel]];
        return under.Mirror > 0 || under.Material == Material.Water;
    }

    private void Reflect(int index, int threads, CancellationToken cancellationToken)
    {
        Mark mark = _composition.Marks[index];
        float line = mark.MirrorY * _scaleY;
        uint seed = 77;
        float fine = 1 / _scale;
        Bands.Run(Height, threads, cancellationToken, (top, bottom) =>
        {
            for (int y = Math.Max(top, (int)MathF.Ceiling(line)); y < bottom; y++)
            {
                float below = (y + 0.5f - line) * fine;
                float near = MathF.Min(1, below * 2.2f);
                for (int x = 0; x < Width; x++)
                {
                    int i = (y * Width) + x;
                    if (Id[i] != index)
                    {
                        continue;
                    }

                    float u = x * fine;
                    float wave = (Noise.Value(u * (14 - (7 * near)), (y * fine * (190 - (120 * near))), seed) - 0.5f) * mark.Ripple;
                    float sx = x + (wave * _scale * (0.012f + (0.05f * near)));
                    float sy = line - ((below * 1.05f) + (wave * 0.05f * near)) / fine;
                    if (sy < 1)
                    {
                        sy = 1 + MathF.Abs(sy * 0.2f);
                    }

                    int px = Math.Clamp((int)sx, 0, Width - 1);
                    int py = Math.Clamp((int)sy, 0, Math.Max(0, (int)line - 1));
                    Vector4 seen = Color[(py * Width) + px];
                    float strength = mark.Mirror * (1 - (0.25f * near));
                    Vector4 self = Color[i];
                    Vector4 mixed = Vector4.Lerp(self, seen * 0.92f, strength);
                    mixed.W = seen.W * strength * 0.6f;
                    Color[i] = mixed;
                }
            }
        });
    }

    private readonly record struct Prepared(Vector2[][] Contours, Vector2[][]? Outer, int Left, int Top, int Right, int Bottom);
}

/// <summary>How a guide is blocked in.</summary>
internal sealed record GuideOptions
{
    /// <summary>Gets the width of a usual key line in pixels.</summary>
    public float LineWidth { get; init; }

    /// <summary>Gets how much a line swells and thins, 0 to 1.</summary>
    public float LineUneven { get; init; }

    /// <summary>Gets the pixels between the corners of a line along a straight edge; 0 for none.</summary>
    public float LineStep { get; init; }

    /// <summary>Gets a value indicating whether the glow round a light leaves the pixel to what is behind it.</summary>
    public bool HalosAreAir { get; init; }

    /// <summary>Gets a value indicating whether the guide says which mark drew each line.</summary>
    public bool LineOwners { get; init; }

    /// <summary>Gets the depth below which marks get no line.</summary>
    public float LineFromDepth { get; init; }

    /// <summary>Gets the weight below which marks get no line.</summary>
    public float LineFromWeight { get; init; }

    /// <summary>Gets a value indicating whether every shape has one colour.</summary>
    public bool Flat { get; init; }

    /// <summary>Gets a value indicating whether pixels are covered wholly or not at all.</summary>
    public bool Hard { get; init; }
}
