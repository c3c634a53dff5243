using MultiModal.Images.Codecs;

namespace MultiModal.Images.Measuring;

/// <summary>The PNG files of a folder and of the folders in it, such as pieces, in ordinal order of their paths. What is hidden or linked is left out.</summary>
public static class PictureFolder
{
    /// <summary>The most pictures that are measured at once.</summary>
    public const int MaxPictures = 20_000;

    private const int MaxDepth = 8;

    /// <summary>Lists the files.</summary>
    /// <exception cref="BadInputException">There is no such folder, it cannot be read, or it holds no pictures or too many.</exception>
    public static IReadOnlyList<string> List(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (!Directory.Exists(folder))
        {
            throw new BadInputException($"There is no folder '{folder}'; give one with PNG pictures, or a piece.");
        }

        EnumerationOptions options = new() { RecurseSubdirectories = true, MaxRecursionDepth = MaxDepth, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint, MatchCasing = MatchCasing.CaseInsensitive };
        List<string> files = [];
        try
        {
            files.AddRange(Directory.EnumerateFiles(folder, "*.png", options).Take(MaxPictures + 1));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"The folder '{folder}' cannot be read: {fault.Message.TrimEnd('.')}.", fault);
        }

        files.Sort(StringComparer.Ordinal);
        return files.Count switch
        {
            0 => throw new BadInputException($"The folder '{folder}' holds no PNG pictures."),
            > MaxPictures => throw new BadInputException($"The folder '{folder}' holds more than {MaxPictures} pictures; measure a part of them."),
            _ => files,
        };
    }

    /// <summary>Reads a picture and what it says of itself.</summary>
    /// <exception cref="BadInputException">It cannot be read; the sentence names the file.</exception>
    public static (Picture Picture, PictureWords? Words) Read(string file, PngReadOptions? limits = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        limits ??= new PngReadOptions();
        try
        {
            long length = new FileInfo(file).Length;
            if (length > limits.MaxBytes)
            {
                throw new BadInputException($"it has {length} bytes; at most {limits.MaxBytes} are read.");
            }

            PngImage image = PngReader.Read(RegularFile.ReadAllBytes(file), limits);
            return (image.Picture, PictureWords.Find(image.Texts));
        }
        catch (BadInputException fault)
        {
            throw new BadInputException($"'{file}': {fault.Message}", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"'{file}' cannot be read: {fault.Message.TrimEnd('.')}.", fault);
        }
    }
}
