using System.Globalization;
using System.Numerics;

namespace MultiModal.Images.Raster;

/// <summary>Colours as linear-light RGB in a <see cref="Vector3"/>, and the ways to and from sRGB bytes and OKLab (Ottosson, 2020).</summary>
internal static class LinearColor
{
    private const int TableSize = 1 << 14;
    private static readonly byte[] ToByte = BuildByteTable();
    private static readonly float[] FromByte = BuildLinearTable();

    /// <summary>Luminance of linear RGB (Rec. 709 weights).</summary>
    public static float Luminance(Vector3 c) => (0.2126f * c.X) + (0.7152f * c.Y) + (0.0722f * c.Z);

    /// <summary>Returns the sRGB byte of a linear value; values outside 0 to 1 are clamped.</summary>
    public static byte ToSrgb8(float linear)
    {
        int index = (int)((linear * (TableSize - 1)) + 0.5f);
        return ToByte[Math.Clamp(index, 0, TableSize - 1)];
    }

    /// <summary>Reads <c>0xRRGGBB</c>.</summary>
    public static Vector3 Rgb(int hex) => new(FromByte[(hex >> 16) & 255], FromByte[(hex >> 8) & 255], FromByte[hex & 255]);

    /// <summary>Reads <c>#rrggbb</c>.</summary>
    public static bool TryParse(string? text, out Vector3 color)
    {
        color = default;
        if (text is not { Length: 7 } || text[0] != '#' || !int.TryParse(text.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int hex))
        {
            return false;
        }

        color = Rgb(hex);
        return true;
    }

    /// <summary>Returns OKLab (L 0 to 1, a, b) of linear RGB.</summary>
    public static Vector3 ToOklab(Vector3 c)
    {
        c = Vector3.Max(c, Vector3.Zero);
        float l = MathF.Cbrt((0.4122214708f * c.X) + (0.5363325363f * c.Y) + (0.0514459929f * c.Z));
        float m = MathF.Cbrt((0.2119034982f * c.X) + (0.6806995451f * c.Y) + (0.1073969566f * c.Z));
        float s = MathF.Cbrt((0.0883024619f * c.X) + (0.2817188376f * c.Y) + (0.6299787005f * c.Z));
        return new Vector3(
            (0.2104542553f * l) + (0.7936177850f * m) - (0.0040720468f * s),
            (1.9779984951f * l) - (2.4285922050f * m) + (0.4505937099f * s),
            (0.0259040371f * l) + (0.7827717662f * m) - (0.8086757660f * s));
    }

    /// <summary>Returns linear RGB of OKLab, clamped to the gamut.</summary>
    public static Vector3 FromOklab(Vector3 lab)
    {
        float l = lab.X + (0.3963377774f * lab.Y) + (0.2158037573f * lab.Z);
        float m = lab.X - (0.1055613458f * lab.Y) - (0.0638541728f * lab.Z);
        float s = lab.X - (0.0894841775f * lab.Y) - (1.2914855480f * lab.Z);
        l = l * l * l;
        m = m * m * m;
        s = s * s * s;
        return Vector3.Clamp(
            new Vector3(
                (4.0767416621f * l) - (3.3077115913f * m) + (0.2309699292f * s),
                (-1.2684380046f * l) + (2.6097574011f * m) - (0.3413193965f * s),
                (-0.0041960863f * l) - (0.7034186147f * m) + (1.7076147010f * s)),
            Vector3.Zero,
            Vector3.One);
    }

    /// <summary>Mixes two linear colours in OKLab, which keeps the middle clean.</summary>
    public static Vector3 Mix(Vector3 a, Vector3 b, float t) => FromOklab(Vector3.Lerp(ToOklab(a), ToOklab(b), t));

    /// <summary>Scales chroma and shifts lightness in OKLab.</summary>
    public static Vector3 Adjust(Vector3 c, float lightness = 0, float chroma = 1)
    {
        Vector3 lab = ToOklab(c);
        return FromOklab(new Vector3(Math.Clamp(lab.X + lightness, 0, 1), lab.Y * chroma, lab.Z * chroma));
    }

    private static byte[] BuildByteTable()
    {
        byte[] table = new byte[TableSize];
        for (int i = 0; i < TableSize; i++)
        {
            double linear = i / (double)(TableSize - 1);
            double srgb = linear <= 0.0031308 ? 12.92 * linear : (1.055 * Math.Pow(linear, 1 / 2.4)) - 0.055;
            table[i] = (byte)Math.Round(srgb * 255);
        }

        return table;
    }

    private static float[] BuildLinearTable()
    {
        float[] table = new float[256];
        for (int i = 0; i < 256; i++)
        {
            double srgb = i / 255.0;
            table[i] = (float)(srgb <= 0.04045 ? srgb / 12.92 : Math.Pow((srgb + 0.055) / 1.055, 2.4));
        }

        return table;
    }
}
