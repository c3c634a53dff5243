using System.Numerics;

namespace MultiModal.Images.Raster;

/// <summary>
/// Exact-area polygon coverage: each edge adds its signed area to the cells it crosses, a running sum along the row gives the
/// coverage. Contours turned the same way unite; a contour turned the other way cuts a hole.
/// </summary>
internal sealed class CoverageBuffer
{
    private float[] _cells = [];
    private int _left;
    private int _top;
    private int _width;
    private int _bottom;
    private int _stride;

    /// <summary>Gets the first column.</summary>
    public int Left => _left;

    /// <summary>Gets the columns.</summary>
    public int Width => _width;

    /// <summary>Starts an empty window of pixels.</summary>
    public void Begin(int left, int top, int right, int bottom)
    {
        _left = left;
        _top = top;
        _width = right - left;
        _bottom = bottom;
        _stride = _width + 2;
        int need = _stride * (bottom - top);
        if (_cells.Length < need)
        {
            _cells = new float[Math.Max(need, _cells.Length * 2)];
        }
        else
        {
            Array.Clear(_cells, 0, need);
        }
    }

    /// <summary>Adds a closed contour, in pixels.</summary>
    public void Add(ReadOnlySpan<Vector2> contour)
    {
        if (contour.Length < 3)
        {
            return;
        }

        Vector2 previous = contour[^1];
        foreach (Vector2 point in contour)
        {
            AddEdge(previous, point);
            previous = point;
        }
    }

    /// <summary>Turns a row's cells into coverage, 0 to 1, and returns them.</summary>
    public ReadOnlySpan<float> Row(int y)
    {
        Span<float> cells = _cells.AsSpan((y - _top) * _stride, _width);
        float sum = 0;
        for (int i = 0; i < cells.Length; i++)
        {
            sum += cells[i];
            float cover = MathF.Abs(sum);
            cells[i] = cover > 1 ? 1 : cover;
        }

        return cells;
    }

    private void AddEdge(Vector2 p, Vector2 q)
    {
        if (p.Y == q.Y)
        {
            return;
        }

        float direction = 1;
        if (p.Y > q.Y)
        {
            (p, q) = (q, p);
            direction = -1;
        }

        if (q.Y <= _top || p.Y >= _bottom)
        {
            return;
        }

        float slope = (q.X - p.X) / (q.Y - p.Y);
        int first = Math.Max(_top, (int)MathF.Floor(p.Y));
        int last = Math.Min(_bottom, (int)MathF.Ceiling(q.Y));
        for (int y = first; y < last; y++)
        {
            float from = MathF.Max(y, p.Y);
            float to = MathF.Min(y + 1, q.Y);
            float xa = p.X + ((from - p.Y) * slope) - _left;
            float xb = p.X + ((to - p.Y) * slope) - _left;
            AddSlice((y - _top) * _stride, (to - from) * direction, MathF.Min(xa, xb), MathF.Max(xa, xb));
        }
    }

    private void AddSlice(int row, float d, float xl, float xr)
    {
        if (xl >= _width)
        {
            return;
        }

        xl = MathF.Max(0, xl);
        xr = Math.Clamp(xr, xl, _width);
        int i0 = (int)xl;
        int i1 = (int)MathF.Ceiling(xr);
        if (i1 <= i0 + 1)
        {
            float middle = (0.5f * (xl + xr)) - i0;
            _cells[row + i0] += d - (d * middle);
            _cells[row + i0 + 1] += d * middle;
            return;
        }

        float s = 1 / (xr - xl);
        float f0 = xl - i0;
        float a0 = 0.5f * s * (1 - f0) * (1 - f0);
        float f1 = xr - i1 + 1;
        float am = 0.5f * s * f1 * f1;
        _cells[row + i0] += d * a0;
        if (i1 == i0 + 2)
        {
            _cells[row + i0 + 1] += d * (1 - a0 - am);
        }
        else
        {
            float a1 = s * (1.5f - f0);
            _cells[row + i0 + 1] += d * (a1 - a0);
            for (int i = i0 + 2; i < i1 - 1; i++)
            {
                _cells[row + i] += d * s;
            }

            float a2 = a1 + ((i1 - i0 - 3) * s);
            _cells[row + i1 - 1] += d * (1 - a2 - am);
        }

        _cells[row + i1] += d * am;
    }
}
