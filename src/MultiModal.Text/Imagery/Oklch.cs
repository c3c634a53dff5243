using System.Globalization;

namespace MultiModal.Text.Imagery;

/// <summary>A colour in OKLCH (Ottosson 2020): lightness 0 to 1, chroma 0 to about 0.37, hue in degrees.</summary>
internal readonly record struct Oklch(double Lightness, double Chroma, double Hue)
{
    /// <summary>Reads <c>#rrggbb</c>.</summary>
    public static Oklch FromHex(string hex)
    {
        double red = Linear(Part(hex, 1));
        double green = Linear(Part(hex, 3));
        double blue = Linear(Part(hex, 5));
        double l = Math.Cbrt((0.4122214708 * red) + (0.5363325363 * green) + (0.0514459929 * blue));
        double m = Math.Cbrt((0.2119034982 * red) + (0.6806995451 * green) + (0.1073969566 * blue));
        double s = Math.Cbrt((0.0883024619 * red) + (0.2817188376 * green) + (0.6299787005 * blue));
        double lightness = (0.2104542553 * l) + (0.7936177850 * m) - (0.0040720468 * s);
        double a = (1.9779984951 * l) - (2.4285922050 * m) + (0.4505937099 * s);
        double b = (0.0259040371 * l) + (0.7827717662 * m) - (0.8086757660 * s);
        double hue = Math.Atan2(b, a) * 180 / Math.PI;
        return new Oklch(lightness, Math.Sqrt((a * a) + (b * b)), hue < 0 ? hue + 360 : hue);
    }

    /// <summary>Returns <c>#rrggbb</c>; a colour outside sRGB loses chroma until it is inside.</summary>
    public string ToHex()
    {
        double chroma = Math.Max(0, Chroma);
        double lightness = Math.Clamp(Lightness, 0, 1);
        (double Red, double Green, double Blue) rgb = Rgb(lightness, chroma);
        while (chroma > 0.002 && !(Inside(rgb.Red) && Inside(rgb.Green) && Inside(rgb.Blue)))
        {
            chroma -= 0.002;
            rgb = Rgb(lightness, chroma);
        }

        return string.Create(CultureInfo.InvariantCulture, $"#{Byte(rgb.Red):x2}{Byte(rgb.Green):x2}{Byte(rgb.Blue):x2}");
    }

    /// <summary>Returns the colour a part of the way to another, around the hue circle the short way.</summary>
    public Oklch Toward(Oklch other, double part)
    {
        double turn = ((other.Hue - Hue + 540) % 360) - 180;
        return new Oklch(Lightness + ((other.Lightness - Lightness) * part), Chroma + ((other.Chroma - Chroma) * part), (Hue + (turn * part) + 360) % 360);
    }

    private (double Red, double Green, double Blue) Rgb(double lightness, double chroma)
    {
        double a = chroma * Math.Cos(Hue * Math.PI / 180);
        double b = chroma * Math.Sin(Hue * Math.PI / 180);
        double l = Math.Pow(lightness + (0.3963377774 * a) + (0.2158037573 * b), 3);
        double m = Math.Pow(lightness - (0.1055613458 * a) - (0.0638541728 * b), 3);
        double s = Math.Pow(lightness - (0.0894841775 * a) - (1.2914855480 * b), 3);
        return (
            (4.0767416621 * l) - (3.3077115913 * m) + (0.2309699292 * s),
            (-1.2684380046 * l) + (2.6097574011 * m) - (0.3413193965 * s),
            (-0.0041960863 * l) - (0.7034186147 * m) + (1.7076147010 * s));
    }

    private static bool Inside(double value) => value is >= -0.0005 and <= 1.0005;

    private static int Byte(double linear)
    {
        double value = Math.Clamp(linear, 0, 1);
        double encoded = value <= 0.0031308 ? 12.92 * value : (1.055 * Math.Pow(value, 1 / 2.4)) - 0.055;
        return (int)Math.Round(255 * encoded);
    }

    private static double Part(string hex, int at) => int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;

    private static double Linear(double value) => value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
}
