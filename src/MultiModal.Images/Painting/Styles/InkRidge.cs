using System.Numerics;
using MultiModal.Images.Painting.Composing;
using MultiModal.Images.Raster;

namespace MultiModal.Images.Painting.Styles;

/// <summary>One skyline of mountains or hills, column by column, for a wash that is dark at the ridge and sinks into mist.</summary>
internal sealed class InkRidge
{
    private readonly float[] _top;
    private readonly float[] _slope;

    /// <summary>Initializes a new instance of the <see cref="InkRidge"/> class.</summary>
    public InkRidge(int index, Mark mark, Composition composition, int width, int height, bool rock)
    {
        Index = index;
        Mark = mark;
        Rock = rock;
        _top = new float[width];
        _slope = new float[width];
        Array.Fill(_top, height);
        float sx = width / composition.Width;
        float sy = height / composition.Height;
        foreach (Vector2[] contour in mark.Contours)
        {
            for (int i = 0; i < contour.Length; i++)
            {
                Raise(contour[i] * new Vector2(sx, sy), contour[(i + 1) % contour.Length] * new Vector2(sx, sy));
            }
        }

        int reach = Math.Max(2, (int)(MathF.Sqrt((float)width * height) * 0.02f));
        for (int x = 0; x < width; x++)
        {
            int a = Math.Max(0, x - reach);
            int b = Math.Min(width - 1, x + reach);
            _slope[x] = (_top[b] - _top[a]) / Math.Max(1, b - a);
        }
    }

    /// <summary>Gets the index of the mark that is its body.</summary>
    public int Index { get; }

    /// <summary>Gets its body.</summary>
    public Mark Mark { get; }

    /// <summary>Gets a value indicating whether it is rock, else grass.</summary>
    public bool Rock { get; }

    /// <summary>Gets or sets how near it is among the ridges, 0 the farthest to 1 the nearest.</summary>
    public float Near { get; set; }

    /// <summary>Returns the height of the skyline in a column, in pixels from the top.</summary>
    public float Top(int x) => _top[x];

    /// <summary>Returns the wash, the contour, the texture strokes and the moss of one place below the skyline.</summary>
    /// <param name="x">Pixels from the left.</param>
    /// <param name="y">Pixels from the top.</param>
    /// <param name="unit">Pixels in one picture unit.</param>
    /// <param name="foot">Where the land begins, in pixels.</param>
    /// <param name="shade">How much darker the place is than the ridge's body, 0 to 1.</param>
    /// <param name="snowy">Whether snow lies: then the ridge is kept as paper.</param>
    /// <param name="seed">The seed of the marks.</param>
    public float Density(int x, int y, float unit, float foot, float shade, bool snowy, uint seed)
    {
        float u = x / unit;
        float v = y / unit;
        seed += (uint)Index * 31;
        float slope = _slope[x];
        float tall = MathF.Max(foot - _top[x], unit * 0.02f);
        float below = MathF.Max(0, y - _top[x]) / MathF.Sqrt(1 + (slope * slope));
        float down = (y - _top[x]) / tall;
        float drift = Noise.Fbm(u * 3.2f, v * 5, 3, seed + 1);
        float sink = 1 - Finish.Step(0.02f, (Rock ? 0.95f : 0.8f) + (0.45f * drift), down);
        float edge = MathF.Exp(-below / (unit * (0.012f + (0.012f * Near))));
        float peak = (Rock ? 0.2f : 0.13f) + ((Rock ? 0.4f : 0.25f) * Near);
        float wash = peak * sink * ((0.62f + (0.55f * edge)) * (0.85f + (0.5f * drift)) + (0.55f * shade));
        if (snowy)
        {
            wash = (0.26f * shade * sink) + (0.1f * peak * (1 - edge) * sink);
        }

        if (!Rock)
        {
            return MathF.Max(0, wash);
        }

        // Hemp-fibre strokes run down the fall of the slope; they thin out toward the mist.
        float bend = 0.05f * Noise.Fbm(u * 5, v * 5, 2, seed + 3);
        float lean = Math.Clamp(slope * 1.5f, -1, 1);
        float right = Fibre(u - (0.62f * v) + bend, v, seed + 7);
        float left = Fibre(u + (0.62f * v) + bend, v, seed + 8);
        float stroke = (left * Finish.Step(0.35f, -0.35f, lean)) + (right * Finish.Step(-0.35f, 0.35f, lean));
        float dry = 0.3f + (0.7f * Noise.Value(u * 190, v * 190, seed + 9));
        float where = Finish.Step(-0.18f, 0.3f, Noise.Fbm(u * 4.5f, v * 4.5f, 2, seed + 5) + (0.5f * shade) - (0.35f * down));
        wash += stroke * dry * where * sink * (snowy ? 0.2f : 0.5f) * (0.15f + (0.85f * Near));

        // The contour presses and lifts, and breaks where the brush runs dry.
        float press = Noise.Value(u * 13, 0.5f, seed + 11);
        float width = unit * (0.0008f + (0.0062f * press * press)) * (0.35f + (0.65f * Near)) * (slope * -1 > 0.05f ? 0.75f : 1.1f);
        float gap = Finish.Step(0.26f, 0.5f, (0.7f * Noise.Value(u * 9, 7.5f, seed + 12)) + (0.3f * Noise.Value(u * 160, v * 160, seed + 13)));
        float contour = Finish.Step(width + (unit * 0.0012f), width * 0.6f, below) * gap;
        wash += contour * (snowy ? 0.3f + (0.45f * Near) : 0.85f * Near);

        // Dots of moss gather on the shoulders.
        float moss = InkStyle.Dabs(x, y, unit * 0.0065f, 0.2f, 1.2f, seed + 17, out float dot);
        float shoulder = Finish.Step(0.55f, 0.66f, Noise.Value(u * 10, v * 10, seed + 18)) * MathF.Exp(-below / (unit * 0.03f));
        wash += dot > 0.86f ? moss * shoulder * (snowy ? 0.4f : 0.9f) * Near * Near : 0;
        return MathF.Max(0, wash);
    }

    /// <summary>Dry strokes along lines of one coordinate, broken along the other.</summary>
    private static float Fibre(float across, float along, uint seed)
    {
        float thick = Noise.Value(across * 105, along * 13, seed);
        float thin = Noise.Value(across * 230, along * 20, seed + 50);
        return (0.75f * Finish.Step(0.56f, 0.76f, thick)) + (0.45f * Finish.Step(0.62f, 0.8f, thin));
    }

    private void Raise(Vector2 a, Vector2 b)
    {
        if (!float.IsFinite(a.X + a.Y + b.X + b.Y))
        {
            return;
        }

        if (a.X > b.X)
        {
            (a, b) = (b, a);
        }

        int from = (int)Math.Clamp(MathF.Ceiling(a.X - 0.5f), 0, _top.Length);
        int to = (int)Math.Clamp(MathF.Floor(b.X - 0.5f) + 1, 0, _top.Length);
        for (int x = from; x < to; x++)
        {
            float t = b.X - a.X < 1e-4f ? 0 : (x + 0.5f - a.X) / (b.X - a.X);
            _top[x] = MathF.Min(_top[x], a.Y + ((b.Y - a.Y) * t));
        }
    }
}
