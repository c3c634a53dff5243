using System.Globalization;

namespace MultiModal.Page;

/// <summary>A colour by lightness, chroma and hue in the Oklab space (Ottosson, 2020), where equal steps look equal.</summary>
/// <param name="Lightness">0 (black) to 1 (white).</param>
/// <param name="Chroma">0 (grey) to about 0.32.</param>
/// <param name="Hue">Degrees.</param>
internal readonly record struct Oklch(double Lightness, double Chroma, double Hue)
{
    /// <summary>Reads <c>#rrggbb</c>; null when it is something else.</summary>
    public static Oklch? FromHex(string? hex)
    {
        if (hex is not { Length: 7 } || hex[0] != '#' || !int.TryParse(hex.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int rgb))
        {
            return null;
        }

        (double r, double g, double b) = (Linear(rgb >> 16), Linear((rgb >> 8) & 255), Linear(rgb & 255));
        double l = Math.Cbrt((0.4122214708 * r) + (0.5363325363 * g) + (0.0514459929 * b));
        double m = Math.Cbrt((0.2119034982 * r) + (0.6806995451 * g) + (0.1073969566 * b));
        double s = Math.Cbrt((0.0883024619 * r) + (0.2817188376 * g) + (0.6299787005 * b));
        double lightness = (0.2104542553 * l) + (0.7936177850 * m) - (0.0040720468 * s);
        double green = (1.9779984951 * l) - (2.4285922050 * m) + (0.4505937099 * s);
        double blue = (0.0259040371 * l) + (0.7827717662 * m) - (0.8086757660 * s);
        return new Oklch(lightness, Math.Sqrt((green * green) + (blue * blue)), Math.Atan2(blue, green) * 180 / Math.PI);
    }

    /// <summary>Returns the WCAG 2 contrast of two colours given as <c>#rrggbb</c>, 1 to 21.</summary>
    public static double Contrast(string first, string second)
    {
        (double one, double two) = (Luminance(first), Luminance(second));
        return (Math.Max(one, two) + 0.05) / (Math.Min(one, two) + 0.05);
    }

    /// <summary>Returns this colour made lighter or darker until it stands out from <paramref name="ground"/> at least so much.</summary>
    /// <param name="ground">The ground as <c>#rrggbb</c>.</param>
    /// <param name="contrast">The WCAG 2 contrast wanted.</param>
    public string AgainstAtLeast(string ground, double contrast)
    {
        double step = Luminance(ground) > 0.18 ? -0.01 : 0.01;
        Oklch colour = this;
        while (Contrast(colour.ToHex(), ground) < contrast && colour.Lightness is > 0 and < 1)
        {
            colour = colour with { Lightness = Math.Clamp(colour.Lightness + step, 0, 1) };
        }

        return colour.ToHex();
    }

    /// <summary>Returns <c>#rrggbb</c>; colours that screens cannot show lose chroma until they can.</summary>
    public string ToHex()
    {
        for (double chroma = Chroma; ; chroma = Math.Max(0, chroma - 0.004))
        {
            (double r, double g, double b) = ToLinear(chroma);
            bool isShown = Math.Min(r, Math.Min(g, b)) > -0.002 && Math.Max(r, Math.Max(g, b)) < 1.002;
            if (isShown || chroma <= 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $"#{Channel(r):x2}{Channel(g):x2}{Channel(b):x2}");
            }
        }
    }

    private static double Linear(int channel)
    {
        double value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }

    private static int Channel(double linear)
    {
        double clamped = Math.Clamp(linear, 0, 1);
        double value = clamped <= 0.0031308 ? clamped * 12.92 : (1.055 * Math.Pow(clamped, 1 / 2.4)) - 0.055;
        return (int)Math.Floor((value * 255) + 0.5);
    }

    private static double Luminance(string hex)
    {
        int rgb = int.Parse(hex.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return (0.2126 * Linear(rgb >> 16)) + (0.7152 * Linear((rgb >> 8) & 255)) + (0.0722 * Linear(rgb & 255));
    }

    private (double R, double G, double B) ToLinear(double chroma)
    {
        double angle = Hue * Math.PI / 180;
        (double a, double b) = (chroma * Math.Cos(angle), chroma * Math.Sin(angle));
        double l = Math.Pow(Lightness + (0.3963377774 * a) + (0.2158037573 * b), 3);
        double m = Math.Pow(Lightness - (0.1055613458 * a) - (0.0638541728 * b), 3);
        double s = Math.Pow(Lightness - (0.0894841775 * a) - (1.2914855480 * b), 3);
        return (
            (4.0767416621 * l) - (3.3077115913 * m) + (0.2309699292 * s),
            (-1.2684380046 * l) + (2.6097574011 * m) - (0.3413193965 * s),
            (-0.0041960863 * l) - (0.7034186147 * m) + (1.7076147010 * s));
    }
}
