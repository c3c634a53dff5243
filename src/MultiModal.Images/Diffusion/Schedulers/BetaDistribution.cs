namespace MultiModal.Images.Diffusion.Schedulers;

/// <summary>The beta distribution on 0…1, with density x^(α−1) (1 − x)^(β−1) / B(α, β).</summary>
internal static class BetaDistribution
{
    // Lanczos' approximation of ln Γ with g = 7 and nine terms (Godfrey 2001): 15 digits for positive arguments.
    private static readonly double[] Lanczos =
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
        12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    /// <summary>Returns the x below which a part <paramref name="probability"/> of the distribution lies.</summary>
    public static double Quantile(double probability, double alpha, double beta)
    {
        if (probability is <= 0 or >= 1)
        {
            return probability <= 0 ? 0 : 1;
        }

        // Bisection to the last bit: the distribution function is monotone, and a schedule asks a few dozen times.
        double low = 0;
        double high = 1;
        while (true)
        {
            double middle = low + ((high - low) / 2);
            if (middle <= low || middle >= high)
            {
                return middle;
            }

            (low, high) = Cumulative(middle, alpha, beta) < probability ? (middle, high) : (low, middle);
        }
    }

    /// <summary>Returns the part of the distribution below x: the regularised incomplete beta function (DLMF 8.17).</summary>
    public static double Cumulative(double x, double alpha, double beta)
    {
        if (x is <= 0 or >= 1)
        {
            return x <= 0 ? 0 : 1;
        }

        // The continued fraction converges fast below the mean; above it the tail is taken instead (DLMF 8.17.4).
        double front = Math.Exp((alpha * Math.Log(x)) + (beta * Math.Log(1 - x)) + LogGamma(alpha + beta) - LogGamma(alpha) - LogGamma(beta));
        return x < (alpha + 1) / (alpha + beta + 2)
            ? front * Fraction(x, alpha, beta) / alpha
            : 1 - (front * Fraction(1 - x, beta, alpha) / beta);
    }

    /// <summary>The continued fraction DLMF 8.17.22, evaluated from the front by Lentz's method.</summary>
    private static double Fraction(double x, double alpha, double beta)
    {
        const double Tiny = 1e-300;
        double c = 1;
        double d = 1 / Away(1 - ((alpha + beta) * x / (alpha + 1)));
        double value = d;
        for (int m = 1; m <= 500; m++)
        {
            double even = m * (beta - m) * x / ((alpha + (2 * m) - 1) * (alpha + (2 * m)));
            d = 1 / Away(1 + (even * d));
            c = Away(1 + (even / c));
            value *= d * c;
            double odd = -(alpha + m) * (alpha + beta + m) * x / ((alpha + (2 * m)) * (alpha + (2 * m) + 1));
            d = 1 / Away(1 + (odd * d));
            c = Away(1 + (odd / c));
            value *= d * c;
            if (Math.Abs((d * c) - 1) < 1e-16)
            {
                break;
            }
        }

        return value;

        static double Away(double number) => Math.Abs(number) < Tiny ? Tiny : number;
    }

    private static double LogGamma(double x)
    {
        double sum = Lanczos[0];
        for (int i = 1; i < Lanczos.Length; i++)
        {
            sum += Lanczos[i] / (x - 1 + i);
        }

        double t = x - 1 + 7.5;
        return (0.5 * Math.Log(2 * Math.PI)) + ((x - 0.5) * Math.Log(t)) - t + Math.Log(sum);
    }
}
