using System.Globalization;
using MultiModal.Images;
using MultiModal.Images.Codecs;
using MultiModal.Images.Painting;
using MultiModal.Text;

namespace MultiModal.Benchmarks;

/// <summary>Makes the contact sheets of <c>docs/images/</c> again: every word of the vocabulary, every style of the painter.</summary>
internal static class GalleryCommand
{
    private const int Thumb = 152;
    private const int Gap = 6;
    private const int Columns = 6;

    public static BenchmarkCommand Command { get; } = new("gallery", "Paints the contact sheets of docs/images (argument: the folder).", RunAsync);

    private static async Task<int> RunAsync(string[] args)
    {
        string folder = args.Length > 0 ? args[0] : Path.Combine("docs", "images");
        Directory.CreateDirectory(folder);
        foreach (IGrouping<SubjectRole, string> role in SceneVocabulary.Words.GroupBy(entry => entry.Value, entry => entry.Key))
        {
            List<Picture> thumbs = [];
            foreach (string word in role)
            {
                thumbs.Add(await PaintAsync(new Scene { Caption = word, Subjects = [new Subject { Kind = word }] }, "watercolor", 256, StableHash.Combine(7, word)).ConfigureAwait(false));
            }

            await SaveAsync(folder, $"vocabulary-{role.Key.ToString().ToLower(CultureInfo.InvariantCulture)}", thumbs, Columns, Thumb).ConfigureAwait(false);
        }

        foreach ((string name, Scene scene) in Scenes())
        {
            List<Picture> styles = [];
            foreach (string style in PictureStyles.Names)
            {
                styles.Add(await PaintAsync(scene, style, 512, 7).ConfigureAwait(false));
            }

            await SaveAsync(folder, $"styles-{name}", styles, 4, 228).ConfigureAwait(false);
        }

        return 0;
    }

    private static IEnumerable<(string Name, Scene Scene)> Scenes()
    {
        yield return ("river-night", new Scene { Caption = "A boat on the river under the moon.", Time = TimeOfDay.Night, Mood = Mood.Named("serene"), Subjects = [Of("boat"), Of("moon"), Of("river"), Of("mountains"), Of("reeds", 3)] });
        yield return ("pagoda", new Scene { Caption = "A pagoda by a misty lake, cranes, pines.", Time = TimeOfDay.Dawn, Weather = Weather.Mist, Mood = Mood.Named("calm"), Subjects = [Of("pagoda"), Of("mountains"), Of("pine", 2), Of("crane", 2), Of("lake")] });
        yield return ("storm", new Scene { Caption = "A lighthouse in the storm.", Time = TimeOfDay.Dusk, Weather = Weather.Storm, Mood = Mood.Named("stormy"), Subjects = [Of("lighthouse"), Of("waves"), Of("sea"), Of("ship"), Of("lightning")] });
        static Subject Of(string kind, int count = 1) => new() { Kind = kind, Count = count };
    }

    private static async Task<Picture> PaintAsync(Scene scene, string style, int side, ulong seed)
    {
        PictureOptions options = new() { Style = style, Width = side, Height = side, Seed = seed, Threads = Environment.ProcessorCount };
        return (await new ScenePainter().GenerateAsync(new PictureRequest { Scene = scene }, options).ConfigureAwait(false)).Picture;
    }

    private static async Task SaveAsync(string folder, string name, List<Picture> pictures, int columns, int side)
    {
        int rows = (pictures.Count + columns - 1) / columns;
        int width = Gap + (columns * (side + Gap));
        int height = Gap + (rows * (side + Gap));
        byte[] sheet = new byte[4 * width * height];
        Array.Fill(sheet, (byte)255);
        for (int n = 0; n < pictures.Count; n++)
        {
            Picture thumb = Images.Raster.Resizer.Resize(pictures[n], side, side);
            int left = Gap + (n % columns * (side + Gap));
            int top = Gap + (n / columns * (side + Gap));
            for (int y = 0; y < side; y++)
            {
                for (int x = 0; x < 4 * side; x++)
                {
                    // Five bits a channel are enough for a contact sheet and halve the file.
                    byte value = thumb.Rgba[(4 * y * side) + x];
                    sheet[(4 * (((top + y) * width) + left)) + x] = x % 4 == 3 ? value : (byte)(((value & 0xF8) * 255) / 0xF8);
                }
            }
        }

        string path = Path.Combine(folder, name + ".png");
        await File.WriteAllBytesAsync(path, PngWriter.Write(new Picture(width, height, sheet), new PngWriteOptions { CompressionLevel = 9 })).ConfigureAwait(false);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path} {width}x{height} {new FileInfo(path).Length / 1024} KiB"));
    }
}
