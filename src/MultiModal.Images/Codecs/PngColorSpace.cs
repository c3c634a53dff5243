using System.Buffers.Binary;
using MultiModal.Images.Raster;

namespace MultiModal.Images.Codecs;

/// <summary>What a PNG says about its colours, and how its samples become 8-bit sRGB.</summary>
/// <remarks>
/// sRGB, ICC profiles and CICP are all taken as sRGB, the last two with a note. A gAMA chunk counts only when none of
/// those is there and it differs from sRGB's own 1/2.2 by more than 5 %, the threshold below which libpng too does nothing.
/// Primaries (cHRM) other than sRGB's are noted and left alone.
/// </remarks>
internal sealed class PngColorSpace
{
    private const double SrgbGamma = 1 / 2.2;

    // White, red, green, blue as (x, y) × 100,000: ITU-R BT.709 with D65, as the specification lists them for sRGB.
    private static readonly int[] SrgbPrimaries = [31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000];

    private bool _isDeclared;
    private bool _hasOtherPrimaries;
    private double? _gamma;

    /// <summary>Takes in gAMA, cHRM, sRGB, iCCP or cICP.</summary>
    /// <param name="chunk">The chunk, found before the palette and the image data.</param>
    /// <param name="notes">Where what is ignored is said.</param>
    public void Add(PngChunk chunk, List<string> notes)
    {
        ReadOnlySpan<byte> data = chunk.Data.Span;
        switch (chunk.Type)
        {
            case PngFormat.Srgb:
                _isDeclared = true;
                break;
            case PngFormat.Iccp:
                _isDeclared = true;
                notes.Add("The ICC profile is ignored; colours are taken as sRGB.");
                break;
            case PngFormat.Cicp:
                _isDeclared = true;
                notes.Add("The CICP colour space is ignored; colours are taken as sRGB.");
                break;
            case PngFormat.Gama when data.Length == 4 && BinaryPrimitives.ReadUInt32BigEndian(data) is > 0 and uint gamma:
                _gamma = gamma / 100_000.0;
                break;
            case PngFormat.Chrm when data.Length == 32:
                _hasOtherPrimaries = !IsNearSrgb(data);
                break;
            default:
                notes.Add($"The damaged chunk {chunk.Name} is ignored.");
                break;
        }
    }

    /// <summary>Returns the 8-bit sRGB value of every sample value.</summary>
    /// <param name="bitDepth">The samples' bits: 1, 2, 4, 8 or 16; the table has as many entries as there are values.</param>
    /// <param name="appliesGamma">False takes every sample as sRGB.</param>
    /// <param name="notes">Where what is done and what is ignored is said.</param>
    public byte[] BuildTones(int bitDepth, bool appliesGamma, List<string> notes)
    {
        if (_hasOtherPrimaries && !_isDeclared)
        {
            notes.Add("The primaries in the cHRM chunk are ignored; colours are taken as sRGB's.");
        }

        double? gamma = appliesGamma && !_isDeclared && _gamma is { } given && Math.Abs((given / SrgbGamma) - 1) > 0.05 ? given : null;
        if (gamma is not null)
        {
            notes.Add(FormattableString.Invariant($"Samples were brought from gamma {gamma:0.#####} to sRGB."));
        }

        int top = (1 << bitDepth) - 1;
        byte[] tones = new byte[top + 1];
        for (int value = 0; value <= top; value++)
        {
            tones[value] = gamma is null
                ? (byte)(((value * 255L) + (top / 2)) / top)
                : (byte)Math.Round(255 * SrgbCurve.Encode(Math.Pow((double)value / top, 1 / gamma.Value)));
        }

        return tones;
    }

    private static bool IsNearSrgb(ReadOnlySpan<byte> chrm)
    {
        for (int i = 0; i < SrgbPrimaries.Length; i++)
        {
            if (Math.Abs(BinaryPrimitives.ReadUInt32BigEndian(chrm[(4 * i)..]) - (long)SrgbPrimaries[i]) > 1_000)
            {
                return false;
            }
        }

        return true;
    }
}
