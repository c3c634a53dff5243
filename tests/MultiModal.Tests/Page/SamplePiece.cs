using System.Text;
using System.Text.Json.Nodes;
using MultiModal.Images;
using MultiModal.Images.Codecs;
using MultiModal.Page;
using MultiModal.Text;
using MultiModal.Tools;

namespace MultiModal.Tests.Page;

/// <summary>Pieces as the page gets them: every part with its provenance.</summary>
internal static class SamplePiece
{
    public const string RiverPoem = "The river keeps the evening light\na while when it is gone,\n\nand carries it along the night\nto hand it to the dawn.\n";

    public const string QuietNightPoem = "床前明月光，\n疑是地上霜。\n举头望明月，\n低头思故乡。\n";

    public static PageRequest River { get; } = new()
    {
        Text = RiverPoem,
        Title = "What the River Keeps",
        Author = "Anonymous",
        Reading = ReadingOf("What the River Keeps", Language.En, TimeOfDay.Dusk, "A river in the evening light.", ["#3b4a6b", "#8c7a9e", "#e0a878", "#27313f", "#d9763d"]),
        Parts = PartsOf(SampleSong.River, Language.En, "What the River Keeps", 384, 384),
    };

    public static PageRequest QuietNight { get; } = new()
    {
        Text = QuietNightPoem,
        Title = "静夜思",
        Author = "李白",
        Reading = ReadingOf("静夜思", Language.Zh, TimeOfDay.Night, "月光照在床前。", ["#1b2740", "#5b6d8c", "#c9d4e4", "#e8d9a8"]),
        Parts = PartsOf(SampleSong.QuietNight, Language.Zh, "静夜思", 384, 384),
    };

    /// <summary>Returns the page of a request as text.</summary>
    public static async Task<string> BindAsync(PageRequest request, PageOptions? options = null) =>
        Encoding.UTF8.GetString((await new HtmlPieceBinder().BindAsync(request, options)).Html.Span);

    /// <summary>Makes an artifact as a step's output.</summary>
    public static ArtifactContent Part(string from, ArtifactKind kind, string mediaType, string? fileName, byte[] bytes, Provenance? provenance) => new(
        new Artifact { Sha256 = StableHash.Sha256Hex(bytes), Kind = kind, MediaType = mediaType, Length = bytes.Length, FileName = fileName, Provenance = provenance },
        bytes)
    { From = from };

    private static Reading ReadingOf(string title, Language language, TimeOfDay time, string caption, string[] palette) => new()
    {
        Language = language,
        Title = title,
        Mood = Mood.Named("nostalgic"),
        Scene = new Scene { Caption = caption, Time = time, Palette = palette },
        Prosody = new Prosody { Language = language, Lines = [] },
    };

    private static ArtifactContent[] PartsOf(SampleSong song, Language language, string title, int width, int height)
    {
        Provenance painter = new() { Tool = "paint_image", Provider = "painter", Seed = 11_400_714_819_323_198_485, Options = new JsonObject { ["style"] = "watercolor", ["width"] = width, ["height"] = height } };
        Provenance melody = new()
        {
            Tool = "compose_melody",
            Provider = "melody-lstm",
            Seed = 7,
            Model = new ModelInfo("melody-lstm-1", "3f9a0c5de1b24776a0b1c2d3e4f5061728394a5b6c7d8e9fa0b1c2d3e4f50617", "MIT"),
            Options = new JsonObject { ["qpm"] = 96, ["temperature"] = 0.8, ["key"] = new JsonObject { ["tonic"] = "g", ["mode"] = "major" } },
        };
        Provenance sound = new() { Tool = "render_audio", Provider = "synth", Seed = 3, Options = new JsonObject { ["sampleRateHz"] = 16_000, ["reverb"] = 0.2 } };
        return
        [
            Part("picture.image", ArtifactKind.Image, MediaTypes.Png, "picture.png", PngWriter.Write(Landscape(width, height)), painter),
            Part("melody.score", ArtifactKind.Score, MediaTypes.Score, null, ArtifactJson.Write(song.ToScore(language)), melody),
            Part("melody.abc", ArtifactKind.Score, MediaTypes.Abc, "melody.abc", Encoding.UTF8.GetBytes(song.ToAbc(title)), melody),
            Part("audio.sound", ArtifactKind.Audio, MediaTypes.Wav, "song.wav", song.ToWav(), sound),
        ];
    }

    // A moon over hills, just enough of a picture to judge the page by.
    private static Picture Landscape(int width, int height)
    {
        byte[] rgba = new byte[4 * width * height];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                (double u, double v) = ((double)x / width, (double)y / height);
                double red = 30 + (190 * v * v), green = 42 + (90 * v), blue = 84 + (30 * v);
                double moon = Math.Sqrt(Math.Pow((u - 0.66) * width / height, 2) + Math.Pow(v - 0.3, 2));
                double glow = moon < 0.075 ? 1 : Math.Exp(-(moon - 0.075) * 9) * 0.45;
                (red, green, blue) = (red + ((250 - red) * glow), green + ((240 - green) * glow), blue + ((205 - blue) * glow));
                for (int hill = 0; hill < 4; hill++)
                {
                    double ridge = 0.55 + (0.1 * hill) + (0.05 * Math.Sin((u * (5 + (2 * hill))) + hill)) + (0.018 * Math.Sin(u * 23 * (hill + 1)));
                    if (v > ridge)
                    {
                        (red, green, blue) = (70 - (15 * hill), 72 - (14 * hill), 98 - (19 * hill));
                    }
                }

                int at = 4 * ((y * width) + x);
                (rgba[at], rgba[at + 1], rgba[at + 2], rgba[at + 3]) = ((byte)red, (byte)green, (byte)blue, 255);
            }
        }

        return new Picture(width, height, rgba);
    }
}
