using System.Numerics;

namespace MultiModal.Images.Raster;

/// <summary>Coherent noise over the plane, a pure function of position and seed.</summary>
internal static class Noise
{
    /// <summary>Hashes a lattice point to 32 well-mixed bits.</summary>
    public static uint Hash(int x, int y, uint seed)
    {
        uint h = seed ^ ((uint)x * 0x9E3779B1u) ^ ((uint)y * 0x85EBCA77u);
        h ^= h >> 15;
        h *= 0x2C1B3C6Du;
        h ^= h >> 12;
        h *= 0x297A2D39u;
        h ^= h >> 15;
        return h;
    }

    /// <summary>Returns a hash as a uniform number in [0, 1).</summary>
    public static float Unit(int x, int y, uint seed) => (Hash(x, y, seed) >> 8) * (1f / (1 << 24));

    /// <summary>Value noise in 0 to 1, smooth, period free, features of about one unit.</summary>
    public static float Value(float x, float y, uint seed)
    {
        float fx = MathF.Floor(x);
        float fy = MathF.Floor(y);
        int ix = (int)fx;
        int iy = (int)fy;
        float u = x - fx;
        float v = y - fy;
        u = u * u * (3 - (2 * u));
        v = v * v * (3 - (2 * v));
        float a = Unit(ix, iy, seed);
        float b = Unit(ix + 1, iy, seed);
        float c = Unit(ix, iy + 1, seed);
        float d = Unit(ix + 1, iy + 1, seed);
        float top = a + ((b - a) * u);
        return top + (((c + ((d - c) * u)) - top) * v);
    }

    /// <summary>Fractal sum of value noise in -1 to 1.</summary>
    public static float Fbm(float x, float y, int octaves, uint seed)
    {
        float sum = 0;
        float amplitude = 0.5f;
        float total = 0;
        for (int i = 0; i < octaves; i++)
        {
            sum += amplitude * Value(x, y, seed + ((uint)i * 7919));
            total += amplitude;
            amplitude *= 0.5f;
            float rotated = (x * 1.6f) + (y * 1.2f) + 17.3f;
            y = (y * 1.6f) - (x * 1.2f) - 9.1f;
            x = rotated;
        }

        return (2 * sum / total) - 1;
    }

    /// <summary>A divergence-free direction field: the rotated gradient of <see cref="Fbm"/>.</summary>
    public static Vector2 Curl(float x, float y, uint seed)
    {
        const float Step = 0.05f;
        float dx = Value(x + Step, y, seed) - Value(x - Step, y, seed);
        float dy = Value(x, y + Step, seed) - Value(x, y - Step, seed);
        return new Vector2(dy, -dx) / (2 * Step);
    }
}
