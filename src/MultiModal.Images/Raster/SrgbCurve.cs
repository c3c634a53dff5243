namespace MultiModal.Images;

/// <summary>The transfer curve of sRGB (IEC 61966-2-1): between stored values and amounts of light, both 0 to 1.</summary>
public static class SrgbCurve
{
    /// <summary>Gets the amount of light of each 8-bit value.</summary>
    public static ReadOnlySpan<float> Light => LightOfByte;

    private static readonly float[] LightOfByte = [.. Enumerable.Range(0, 256).Select(value => (float)Decode(value / 255.0))];

    /// <summary>Returns the amount of light of a stored value.</summary>
    public static double Decode(double stored) => stored <= 0.04045 ? stored / 12.92 : Math.Pow((stored + 0.055) / 1.055, 2.4);

    /// <summary>Returns the stored value of an amount of light.</summary>
    public static double Encode(double light) => light <= 0.0031308 ? light * 12.92 : (1.055 * Math.Pow(light, 1 / 2.4)) - 0.055;
}
