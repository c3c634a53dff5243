using System.Numerics;
using MultiModal.Images.Painting.Composing;
using MultiModal.Images.Raster;

namespace MultiModal.Images.Painting.Styles;

/// <summary>Chooses few colours for many: k-means in OKLab over a fixed sample, so that small bright accents keep a colour of their own.</summary>
internal static class ColorReduction
{
    private const int Samples = 6000;

    /// <summary>Returns <paramref name="count"/> linear colours.</summary>
    public static Vector3[] Palette(Guide guide, int count, uint seed, CancellationToken cancellationToken)
    {
        Vector3[] points = new Vector3[Samples];
        float[] weight = new float[Samples];
        int pixels = guide.Color.Length;
        for (int i = 0; i < Samples; i++)
        {
            Vector4 c = guide.Color[(int)(Noise.Hash(i, 17, seed) % (uint)pixels)];
            points[i] = LinearColor.ToOklab(new Vector3(c.X, c.Y, c.Z));

            // Strong chroma counts more: the accent is a few pixels, but it is what one looks at.
            weight[i] = 1 + (60 * ((points[i].Y * points[i].Y) + (points[i].Z * points[i].Z)));
        }

        Vector3[] centers = Spread(points, count);
        int[] nearest = new int[Samples];
        for (int round = 0; round < 9; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Vector3[] sums = new Vector3[count];
            float[] totals = new float[count];
            for (int i = 0; i < Samples; i++)
            {
                nearest[i] = Nearest(centers, points[i]);
                sums[nearest[i]] += points[i] * weight[i];
                totals[nearest[i]] += weight[i];
            }

            for (int k = 0; k < count; k++)
            {
                if (totals[k] > 0)
                {
                    centers[k] = sums[k] / totals[k];
                }
            }
        }

        return [.. centers.Select(LinearColor.FromOklab)];
    }

    /// <summary>Returns for every pixel the index of the colour nearest to it.</summary>
    public static byte[] Assign(Guide guide, Vector3[] palette, StyleSettings settings)
    {
        Vector3[] labs = [.. palette.Select(LinearColor.ToOklab)];
        byte[] indices = new byte[guide.Color.Length];
        Bands.Run(guide.Height, settings.Threads, settings.CancellationToken, (from, to) =>
        {
            Vector4 last = new(-1);
            byte known = 0;
            for (int i = from * guide.Width; i < to * guide.Width; i++)
            {
                Vector4 c = guide.Color[i] with { W = 0 };
                if (c != last)
                {
                    last = c;
                    known = (byte)Nearest(labs, LinearColor.ToOklab(new Vector3(c.X, c.Y, c.Z)));
                }

                indices[i] = known;
            }
        });
        return indices;
    }

    /// <summary>Returns the index of the nearest colour, all in OKLab.</summary>
    public static int Nearest(Vector3[] labs, Vector3 lab)
    {
        int best = 0;
        float least = float.MaxValue;
        for (int k = 0; k < labs.Length; k++)
        {
            float d = Vector3.DistanceSquared(labs[k], lab);
            if (d < least)
            {
                least = d;
                best = k;
            }
        }

        return best;
    }

    private static Vector3[] Spread(Vector3[] points, int count)
    {
        Vector3[] centers = new Vector3[count];
        centers[0] = points[0];
        float[] far = new float[points.Length];
        Array.Fill(far, float.MaxValue);
        for (int k = 1; k < count; k++)
        {
            int pick = 0;
            for (int i = 0; i < points.Length; i++)
            {
                far[i] = MathF.Min(far[i], Vector3.DistanceSquared(points[i], centers[k - 1]));
                if (far[i] > far[pick])
                {
                    pick = i;
                }
            }

            centers[k] = points[pick];
        }

        return centers;
    }
}
