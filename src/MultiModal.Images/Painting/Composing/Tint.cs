using System.Numerics;

namespace MultiModal.Images.Painting.Composing;

/// <summary>A colour that may change along an axis or outward from a centre: three stops of linear RGB with alpha.</summary>
internal readonly struct Tint
{
    private readonly Vector4 _start;
    private readonly Vector4 _middle;
    private readonly Vector4 _end;
    private readonly Vector2 _from;
    private readonly Vector2 _axis;
    private readonly float _inverse;
    private readonly Kind _kind;

    private Tint(Kind kind, Vector4 start, Vector4 middle, Vector4 end, Vector2 from, Vector2 axis, float inverse)
    {
        _kind = kind;
        _start = start;
        _middle = middle;
        _end = end;
        _from = from;
        _axis = axis;
        _inverse = inverse;
    }

    private enum Kind
    {
        Flat,
        Linear,
        Radial,
    }

    /// <summary>Gets the middle colour, for styles that lay flat colour.</summary>
    public Vector4 Middle => _middle;

    /// <summary>Gets a value indicating whether the alpha changes over the shape.</summary>
    public bool Fades => _start.W != _middle.W || _end.W != _middle.W;

    /// <summary>One colour.</summary>
    public static Tint Flat(Vector3 color, float alpha = 1)
    {
        Vector4 c = new(color, alpha);
        return new Tint(Kind.Flat, c, c, c, default, default, 0);
    }

    /// <summary>Two colours along an axis.</summary>
    public static Tint Linear(Vector2 from, Vector2 to, Vector4 start, Vector4 end) => Linear(from, to, start, (start + end) / 2, end);

    /// <summary>Three colours along an axis.</summary>
    public static Tint Linear(Vector2 from, Vector2 to, Vector4 start, Vector4 middle, Vector4 end)
    {
        Vector2 axis = to - from;
        float length = axis.LengthSquared();
        return new Tint(Kind.Linear, start, middle, end, from, axis, length > 0 ? 1 / length : 0);
    }

    /// <summary>Three colours outward from a centre.</summary>
    public static Tint Radial(Vector2 center, float radius, Vector4 start, Vector4 middle, Vector4 end) =>
        new(Kind.Radial, start, middle, end, center, default, 1 / MathF.Max(radius, 1e-6f));

    /// <summary>The same colours, mapped.</summary>
    public Tint Map(Func<Vector4, Vector4> change) => new(_kind, change(_start), change(_middle), change(_end), _from, _axis, _inverse);

    /// <summary>Returns the colour at a point.</summary>
    public Vector4 At(Vector2 p)
    {
        if (_kind == Kind.Flat)
        {
            return _start;
        }

        float t = _kind == Kind.Linear ? Vector2.Dot(p - _from, _axis) * _inverse : (p - _from).Length() * _inverse;
        return t <= 0 ? _start
            : t >= 1 ? _end
            : t < 0.5f ? Vector4.Lerp(_start, _middle, t * 2)
            : Vector4.Lerp(_middle, _end, (t * 2) - 1);
    }

    /// <summary>Returns the nearest stop at a point: no blends, and an alpha that is there or not.</summary>
    public Vector4 FlatAt(Vector2 p)
    {
        if (_kind == Kind.Flat)
        {
            return _start with { W = FlatAlpha(_start.W) };
        }

        if (_kind == Kind.Radial && Fades)
        {
            return _end with { W = 0 };
        }

        if (!Fades && _start != _end && _kind == Kind.Linear && _axis.Y * _axis.Y * 1.01f < _axis.LengthSquared())
        {
            return _middle;
        }

        float t = _kind == Kind.Linear ? Vector2.Dot(p - _from, _axis) * _inverse : (p - _from).Length() * _inverse;
        Vector4 c = t < 0.34f ? _start : t < 0.67f ? _middle : _end;
        return c with { W = FlatAlpha(c.W) };
    }

    private static float FlatAlpha(float alpha) => alpha < 0.42f ? 0 : alpha < 0.65f ? 0.5f : 1;

    /// <summary>The same tint mirrored about a height and squeezed there.</summary>
    public Tint Mirrored(float y, float squeeze)
    {
        Vector2 Flip(Vector2 p) => new(p.X, y + ((y - p.Y) * squeeze));
        if (_kind != Kind.Linear)
        {
            return new Tint(_kind, _start, _middle, _end, Flip(_from), _axis, _inverse);
        }

        return Linear(Flip(_from), Flip(_from + _axis), _start, _middle, _end);
    }
}
