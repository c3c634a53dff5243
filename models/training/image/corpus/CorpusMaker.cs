using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MultiModal.Images;
using MultiModal.Images.Painting;
using MultiModal.Text;

namespace MultiModal.Training;

/// <summary>Paints the pictures of the corpus and writes down what each shows.</summary>
internal sealed class CorpusMaker(string folder)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly ScenePainter _painter = new();
    private readonly LexiconTextReader _reader = new();
    private readonly WordMaker _words = new(Path.Combine(Repository(), "assets", "lexicons"));

    /// <summary>Makes the pictures FIRST to FIRST + COUNT - 1 of one size; a finished range is left alone.</summary>
    public async Task MakeAsync(int first, int count, int width, int height)
    {
        Directory.CreateDirectory(folder);
        string stem = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{first:D6}-{width}x{height}"));
        if (File.Exists(stem + ".jsonl"))
        {
            return;
        }

        using (FileStream pictures = File.Create(stem + ".picture.rgb"))
        using (FileStream layouts = File.Create(stem + ".layout.rgb"))
        using (StreamWriter lines = new(stem + ".part"))
        {
            for (int n = first; n < first + count; n++)
            {
                (Picture picture, Picture layout, JsonObject facts) = await PaintAsync(n, width, height).ConfigureAwait(false);
                Write(pictures, picture);
                Write(layouts, layout);
                await lines.WriteLineAsync(facts.ToJsonString(Json)).ConfigureAwait(false);
            }
        }

        File.Move(stem + ".part", stem + ".jsonl");
    }

    private static void Write(FileStream file, Picture picture)
    {
        byte[] rgb = new byte[3 * picture.Width * picture.Height];
        for (int i = 0, o = 0; o < rgb.Length; i += 4)
        {
            rgb[o++] = picture.Rgba[i];
            rgb[o++] = picture.Rgba[i + 1];
            rgb[o++] = picture.Rgba[i + 2];
        }

        file.Write(rgb);
    }

    private static string Repository()
    {
        DirectoryInfo? here = new(AppContext.BaseDirectory);
        while (here is not null && !File.Exists(Path.Combine(here.FullName, "MultiModal.sln")))
        {
            here = here.Parent;
        }

        return here?.FullName ?? throw new InvalidOperationException("The corpus maker runs inside the repository.");
    }

    private async Task<(Picture Picture, Picture Layout, JsonObject Facts)> PaintAsync(int n, int width, int height)
    {
        SeededRandom random = new SeededRandom(StableHash.Combine(20_261_122, n.ToString(CultureInfo.InvariantCulture))).Fork("corpus");
        bool chinese = random.NextDouble() < 0.5;
        string style = PictureStyles.Names[random.Next(PictureStyles.Names.Count)];
        string words = _words.Make(random, chinese);
        string? mood = random.NextDouble() < 0.5 ? Mood.Names[random.Next(Mood.Names.Count)].Name : null;
        Reading reading = await _reader.ReadAsync(words, new ReadingOptions { Language = chinese ? Language.Zh : Language.En, Mood = mood }).ConfigureAwait(false);
        Scene scene = reading.Scene;
        PictureOptions options = new() { Style = style, Width = width, Height = height, Seed = random.NextUInt64(), Threads = 1 };
        PictureResponse painted = await _painter.GenerateAsync(new PictureRequest { Scene = scene }, options).ConfigureAwait(false);
        Picture layout = _painter.BlockIn(scene, options);
        SceneLayout seen = _painter.Layout(scene, options);
        return (painted.Picture, layout, new JsonObject
        {
            ["n"] = n,
            ["lang"] = chinese ? "zh" : "en",
            ["words"] = words,
            ["prompt"] = ScenePrompt.Write(scene, style),
            ["style"] = style,
            ["mood"] = scene.Mood.Name,
            ["says"] = new JsonObject { ["time"] = scene.Time?.ToString(), ["season"] = scene.Season?.ToString(), ["weather"] = scene.Weather?.ToString() },
            ["time"] = (string?)painted.Details!["time"],
            ["season"] = (string?)painted.Details["season"],
            ["weather"] = (string?)painted.Details["weather"],
            ["subjects"] = new JsonArray([.. scene.Subjects.Select(subject => (JsonNode)subject.Kind)]),
            ["elements"] = new JsonArray([.. seen.Elements.Select(element => (JsonNode)new JsonArray(
                element.Kind, element.Implied, Math.Round(element.Left, 3), Math.Round(element.Top, 3), Math.Round(element.Right, 3), Math.Round(element.Bottom, 3), Math.Round(element.Area, 4)))]),
        });
    }
}
