using System.Numerics;
using MultiModal.Images.Raster;

namespace MultiModal.Images.Painting.Styles;

/// <summary>One pull of a loaded brush.</summary>
/// <param name="Spine">Where it goes, in pixels.</param>
/// <param name="Radius">Half its width, in pixels.</param>
/// <param name="Color">The colour it carries, linear.</param>
/// <param name="Load">How much paint it carries, 0 dry to 1 full.</param>
/// <param name="Seed">Its bristles.</param>
internal sealed record BrushStroke(Vector2[] Spine, float Radius, Vector3 Color, float Load, uint Seed);

/// <summary>Lays brush strokes with bristles onto a canvas with relief.</summary>
internal static class BrushWork
{
    /// <summary>Paints strokes in order.</summary>
    /// <remarks><paramref name="canvas"/>: linear RGB; W is the height of the paint.</remarks>
    public static void Paint(Vector4[] canvas, int width, int height, List<BrushStroke> strokes, int threads, CancellationToken cancellationToken)
    {
        int bands = (height + Bands.Rows - 1) / Bands.Rows;
        List<BrushStroke>[] byBand = new List<BrushStroke>[bands];
        for (int i = 0; i < bands; i++)
        {
            byBand[i] = [];
        }

        foreach (BrushStroke stroke in strokes)
        {
            float low = float.MaxValue;
            float high = float.MinValue;
            foreach (Vector2 p in stroke.Spine)
            {
                low = MathF.Min(low, p.Y);
                high = MathF.Max(high, p.Y);
            }

            int first = Math.Max(0, (int)((low - stroke.Radius) / Bands.Rows));
            int last = Math.Min(bands - 1, (int)((high + stroke.Radius) / Bands.Rows));
            for (int band = first; band <= last; band++)
            {
                byBand[band].Add(stroke);
            }
        }

        Bands.Run(height, threads, cancellationToken, (from, to) =>
        {
            int n = 0;
            foreach (BrushStroke stroke in byBand[from / Bands.Rows])
            {
                if ((++n & 63) == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }

                Lay(canvas, width, stroke, from, to);
            }
        });
    }

    private static void Lay(Vector4[] canvas, int width, BrushStroke stroke, int top, int bottom)
    {
        float total = 0;
        for (int k = 1; k < stroke.Spine.Length; k++)
        {
            total += (stroke.Spine[k] - stroke.Spine[k - 1]).Length();
        }

        float walked = 0;
        float r = stroke.Radius;
        for (int k = 1; k < stroke.Spine.Length; k++)
        {
            Vector2 a = stroke.Spine[k - 1];
            Vector2 b = stroke.Spine[k];
            Vector2 d = b - a;
            float length = d.Length();
            if (length < 1e-3f)
            {
                continue;
            }

            bool first = k == 1;
            bool last = k == stroke.Spine.Length - 1;
            Vector2 way = d / length;
            int y0 = Math.Max(top, (int)(MathF.Min(a.Y, b.Y) - r));
            int y1 = Math.Min(bottom, (int)(MathF.Max(a.Y, b.Y) + r) + 2);
            int x0 = Math.Max(0, (int)(MathF.Min(a.X, b.X) - r));
            int x1 = Math.Min(width, (int)(MathF.Max(a.X, b.X) + r) + 2);
            for (int y = y0; y < y1; y++)
            {
                for (int x = x0; x < x1; x++)
                {
                    Vector2 p = new Vector2(x + 0.5f, y + 0.5f) - a;
                    float along = Vector2.Dot(p, way);
                    if ((along < 0 && !first) || (along > length && !last))
                    {
                        // Joints belong to the round end of one neighbour only.
                        if (along < 0 ? p.LengthSquared() > r * r : (p - d).LengthSquared() > r * r)
                        {
                            continue;
                        }
                    }

                    float across = (p.X * -way.Y) + (p.Y * way.X);
                    float over = along < 0 ? -along : along > length ? along - length : 0;
                    float distance = MathF.Sqrt((across * across) + (over * over)) / r;
                    if (distance >= 1)
                    {
                        continue;
                    }

                    float travel = walked + along;
                    float bristle = Noise.Value((across / r * 4.2f) + 40, travel / (r * 7), stroke.Seed);
                    float fade = total > 0 ? travel / total : 0;
                    float dry = stroke.Load - (0.45f * fade * fade);
                    float ragged = distance + ((bristle - 0.5f) * 0.55f);
                    float alpha = Finish.Step(1f, 0.72f, ragged) * Finish.Step(0.05f, 0.32f, dry + bristle - 0.25f);
                    if (alpha <= 0.01f)
                    {
                        continue;
                    }

                    int i = (y * width) + x;
                    Vector4 under = canvas[i];
                    Vector3 color = stroke.Color * (0.93f + (0.14f * bristle));
                    float relief = (0.35f + (0.65f * bristle)) * (0.55f + (0.45f * distance));
                    canvas[i] = under + ((new Vector4(color, relief) - under) * alpha);
                }
            }

            walked += length;
        }
    }
}
