namespace MultiModal.Images.Tests.Painting;

/// <summary>Simple measures of pictures for rules about them.</summary>
internal static class PictureMeasures
{
    /// <summary>Returns luma, 0 to 1.</summary>
    public static double Luma(Picture p, int x, int y)
    {
        int i = 4 * ((y * p.Width) + x);
        return ((0.2126 * p.Rgba[i]) + (0.7152 * p.Rgba[i + 1]) + (0.0722 * p.Rgba[i + 2])) / 255;
    }

    /// <summary>Returns the share of pixels of a box where some channel differs by more than <paramref name="levels"/>.</summary>
    public static double Different(Picture a, Picture b, int levels, int x0 = 0, int y0 = 0, int x1 = int.MaxValue, int y1 = int.MaxValue)
    {
        int count = 0;
        int all = 0;
        for (int y = y0; y < Math.Min(y1, a.Height); y++)
        {
            for (int x = x0; x < Math.Min(x1, a.Width); x++)
            {
                int i = 4 * ((y * a.Width) + x);
                all++;
                if (Math.Abs(a.Rgba[i] - b.Rgba[i]) > levels || Math.Abs(a.Rgba[i + 1] - b.Rgba[i + 1]) > levels || Math.Abs(a.Rgba[i + 2] - b.Rgba[i + 2]) > levels)
                {
                    count++;
                }
            }
        }

        return all == 0 ? 0 : count / (double)all;
    }

    public static bool Opaque(Picture p)
    {
        for (int i = 3; i < p.Rgba.Length; i += 4)
        {
            if (p.Rgba[i] != 255)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Returns the standard deviation of luma.</summary>
    public static double Spread(Picture p)
    {
        double sum = 0;
        double squares = 0;
        for (int y = 0; y < p.Height; y++)
        {
            for (int x = 0; x < p.Width; x++)
            {
                double l = Luma(p, x, y);
                sum += l;
                squares += l * l;
            }
        }

        double n = p.Width * (double)p.Height;
        return Math.Sqrt(Math.Max(0, (squares / n) - (sum / n * (sum / n))));
    }

    /// <summary>Returns the mean absolute difference of luma between neighbours, right and below.</summary>
    public static double EdgeDensity(Picture p)
    {
        double sum = 0;
        for (int y = 0; y < p.Height - 1; y++)
        {
            for (int x = 0; x < p.Width - 1; x++)
            {
                double l = Luma(p, x, y);
                sum += Math.Abs(l - Luma(p, x + 1, y)) + Math.Abs(l - Luma(p, x, y + 1));
            }
        }

        return sum / (p.Width * (double)p.Height);
    }

    /// <summary>Returns the share of pixels that lie on a thin dark line: darker by a fifth than what is three pixels to both sides.</summary>
    public static double ThinDarkLines(Picture p)
    {
        int count = 0;
        for (int y = 3; y < p.Height - 3; y++)
        {
            for (int x = 3; x < p.Width - 3; x++)
            {
                double l = Luma(p, x, y) + 0.2;
                if ((Luma(p, x - 3, y) > l && Luma(p, x + 3, y) > l) || (Luma(p, x, y - 3) > l && Luma(p, x, y + 3) > l))
                {
                    count++;
                }
            }
        }

        return count / (p.Width * (double)p.Height);
    }

    /// <summary>Returns how many different colours there are.</summary>
    public static int Colours(Picture p)
    {
        HashSet<int> seen = [];
        for (int i = 0; i < p.Rgba.Length; i += 4)
        {
            seen.Add((p.Rgba[i] << 16) | (p.Rgba[i + 1] << 8) | p.Rgba[i + 2]);
        }

        return seen.Count;
    }

    /// <summary>Returns the mean of (largest channel − smallest channel), 0 to 1.</summary>
    public static double Chroma(Picture p)
    {
        double sum = 0;
        for (int i = 0; i < p.Rgba.Length; i += 4)
        {
            int high = Math.Max(p.Rgba[i], Math.Max(p.Rgba[i + 1], p.Rgba[i + 2]));
            int low = Math.Min(p.Rgba[i], Math.Min(p.Rgba[i + 1], p.Rgba[i + 2]));
            sum += high - low;
        }

        return sum / (p.Rgba.Length / 4.0) / 255;
    }

    /// <summary>Returns how luma of two pictures goes together, -1 to 1 (Pearson).</summary>
    public static double Correlation(Picture a, Picture b)
    {
        double meanA = Mean(a);
        double meanB = Mean(b);
        double product = 0;
        for (int y = 0; y < a.Height; y++)
        {
            for (int x = 0; x < a.Width; x++)
            {
                product += (Luma(a, x, y) - meanA) * (Luma(b, x, y) - meanB);
            }
        }

        return product / (a.Width * (double)a.Height) / (Spread(a) * Spread(b));
    }

    /// <summary>Returns the mean luma.</summary>
    public static double Mean(Picture p)
    {
        double sum = 0;
        for (int y = 0; y < p.Height; y++)
        {
            for (int x = 0; x < p.Width; x++)
            {
                sum += Luma(p, x, y);
            }
        }

        return sum / (p.Width * (double)p.Height);
    }
}
