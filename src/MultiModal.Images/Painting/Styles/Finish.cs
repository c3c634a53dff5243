using System.Numerics;
using MultiModal.Images.Raster;

namespace MultiModal.Images.Painting.Styles;

/// <summary>Last steps that styles share: bytes, papers, borders.</summary>
internal static class Finish
{
    /// <summary>Turns linear colours into a picture.</summary>
    public static Picture ToPicture(StyleSettings settings, Func<int, int, Vector3> pixel)
    {
        byte[] rgba = new byte[4 * settings.Width * settings.Height];
        Bands.Run(settings.Height, settings.Threads, settings.CancellationToken, (from, to) =>
        {
            for (int y = from; y < to; y++)
            {
                int at = 4 * y * settings.Width;
                for (int x = 0; x < settings.Width; x++)
                {
                    Vector3 c = pixel(x, y);
                    rgba[at++] = LinearColor.ToSrgb8(c.X);
                    rgba[at++] = LinearColor.ToSrgb8(c.Y);
                    rgba[at++] = LinearColor.ToSrgb8(c.Z);
                    rgba[at++] = 255;
                }
            }
        });
        return new Picture(settings.Width, settings.Height, rgba);
    }

    /// <summary>Paper relief in -1 to 1: cold-pressed grain of two sizes.</summary>
    public static float Grain(float x, float y, float size, uint seed) =>
        ((Noise.Value(x / size, y / size, seed) + (0.6f * Noise.Value(x / (size * 0.45f), y / (size * 0.45f), seed + 1))) / 0.8f) - 1;

    /// <summary>Smooth step from 0 at <paramref name="a"/> to 1 at <paramref name="b"/>.</summary>
    public static float Step(float a, float b, float x)
    {
        float t = Math.Clamp((x - a) / (b - a), 0, 1);
        return t * t * (3 - (2 * t));
    }

    /// <summary>Distance inside a ragged frame, in pixels: negative outside.</summary>
    public static float InsideFrame(StyleSettings s, int x, int y, float margin, float rough)
    {
        float wobble = rough * Noise.Fbm(x * 22 / s.Unit, y * 22 / s.Unit, 3, s.Seed + 404);
        float edge = MathF.Min(MathF.Min(x, s.Width - 1 - x), MathF.Min(y, s.Height - 1 - y));
        return edge - margin + wobble;
    }
}
