using System.Numerics;
using MultiModal.Images.Painting.Composing;
using MultiModal.Images.Raster;

namespace MultiModal.Images.Painting.Styles;

/// <summary>A red seal in a quiet corner: strokes cut in stone, no text in any script.</summary>
internal sealed class Seal
{
    private static readonly Vector3 Cinnabar = LinearColor.Rgb(0xB5281E);
    private readonly float _left;
    private readonly float _top;
    private readonly float _size;
    private readonly uint _seed;
    private readonly bool[] _cut = new bool[49];

    private Seal(float left, float top, float size, uint seed)
    {
        _left = left;
        _top = top;
        _size = size;
        _seed = seed;
        for (int y = 0; y < 7; y++)
        {
            for (int x = 0; x < 7; x++)
            {
                bool rim = x is 0 or 6 || y is 0 or 6;
                bool bar = y is 2 or 4 ? Noise.Unit(x / 3, y, seed) < 0.85f : x is 1 or 3 or 5 && Noise.Unit(x, y, seed) < 0.75f;
                _cut[(y * 7) + x] = !rim && bar;
            }
        }
    }

    /// <summary>Puts the seal low, away from the focal side.</summary>
    public static Seal Place(Composition composition, StyleSettings settings)
    {
        float size = MathF.Max(9, settings.Unit * 0.045f);
        bool right = composition.Light.Side < 0;
        float margin = settings.Unit * 0.045f;
        return new Seal(right ? settings.Width - margin - size : margin, settings.Height - margin - size, size, settings.Seed + 61);
    }

    /// <summary>Lays the seal over a colour.</summary>
    public Vector3 Over(Vector3 under, int x, int y)
    {
        float u = (x + 0.5f - _left) / _size;
        float v = (y + 0.5f - _top) / _size;
        if (u is < -0.03f or > 1.03f || v is < -0.03f or > 1.03f)
        {
            return under;
        }

        float rough = 0.03f * Noise.Fbm(u * 9, v * 9, 2, _seed);
        float edge = MathF.Min(MathF.Min(u, 1 - u), MathF.Min(v, 1 - v)) + rough;
        float cover = Finish.Step(-0.01f, 0.03f, edge) * (0.72f + (0.28f * Finish.Step(0.2f, 0.5f, Noise.Value(u * 24, v * 24, _seed + 2))));
        int cx = Math.Clamp((int)(u * 7), 0, 6);
        int cy = Math.Clamp((int)(v * 7), 0, 6);
        if (_cut[(cy * 7) + cx])
        {
            cover *= 0.08f;
        }

        return Vector3.Lerp(under, Cinnabar, cover * 0.92f);
    }
}
