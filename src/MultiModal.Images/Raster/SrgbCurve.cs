namespace MultiModal.Images.Raster;

/// <summary>The transfer curve of sRGB (IEC 61966-2-1): between stored values and amounts of light, both 0 to 1.</summary>
public static class SrgbCurve
{
    private const int Cells = 1 << 12;

    private static readonly float[] LightOfByte = [.. Enumerable.Range(0, 256).Select(value => (float)Decode(value / 255.0))];

    // The least light that is rounded to each byte, and a light above all others at the end.
    private static readonly float[] Thresholds = [.. Enumerable.Range(0, 256).Select(value => (float)Decode((value - 0.5) / 255)), float.PositiveInfinity];

    private static readonly byte[] FirstOfCell = BuildCells();

    /// <summary>Gets the amount of light of each 8-bit value.</summary>
    public static ReadOnlySpan<float> Light => LightOfByte;

    /// <summary>Returns the amount of light of a stored value.</summary>
    public static double Decode(double stored) => stored <= 0.04045 ? stored / 12.92 : Math.Pow((stored + 0.055) / 1.055, 2.4);

    /// <summary>Returns the stored value of an amount of light.</summary>
    public static double Encode(double light) => light <= 0.0031308 ? light * 12.92 : (1.055 * Math.Pow(light, 1 / 2.4)) - 0.055;

    /// <summary>Returns the 8-bit value nearest to an amount of light; what is below 0 or above 1 is clamped.</summary>
    public static byte ToByte(float light)
    {
        float clamped = light > 0 ? Math.Min(light, 1) : 0; // NaN too becomes 0
        int value = FirstOfCell[(int)(clamped * Cells)];
        while (clamped >= Thresholds[value + 1])
        {
            value++;
        }

        return (byte)value;
    }

    private static byte[] BuildCells()
    {
        byte[] first = new byte[Cells + 1];
        for (int cell = 0, value = 0; cell <= Cells; cell++)
        {
            while ((float)cell / Cells >= Thresholds[value + 1])
            {
                value++;
            }

            first[cell] = (byte)value;
        }

        return first;
    }
}
