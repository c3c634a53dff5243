using System.Globalization;
using MultiModal.Testing.Programs;

namespace MultiModal.Images.Tests.Codecs;

/// <summary>What other programs make of a PNG.</summary>
internal static class OtherReaders
{
    /// <summary>Reads a file with ImageMagick.</summary>
    public static async Task<Picture> ReadWithImageMagick(string path)
    {
        ProgramOutput size = await OtherProgram.RunAsync("identify", "-format", "%w %h\n", path);
        Assert.True(size.ExitCode == 0 && size.Errors.Length == 0, size.Errors);
        int[] sides = [.. size.Text.Split('\n')[0].Split(' ').Select(side => int.Parse(side, CultureInfo.InvariantCulture))];
        ProgramOutput pixels = await OtherProgram.RunAsync("convert", path, "-depth", "8", "rgba:-");
        Assert.True(pixels.ExitCode == 0 && pixels.Errors.Length == 0, pixels.Errors);
        return new Picture(sides[0], sides[1], pixels.Bytes);
    }

    /// <summary>Asserts that pngcheck finds nothing wrong.</summary>
    public static async Task AssertPngcheckIsContent(string path)
    {
        ProgramOutput check = await OtherProgram.RunAsync("pngcheck", "-v", path);
        string said = check.Text + check.Errors;
        Assert.True(check.ExitCode == 0, said);
        Assert.DoesNotContain("warning", said, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("No errors detected", said, StringComparison.Ordinal);
    }
}
