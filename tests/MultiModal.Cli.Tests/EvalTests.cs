using System.Text.Json;
using MultiModal.Images;
using MultiModal.Images.Codecs;

namespace MultiModal.Cli.Tests;

/// <summary>eval image with a model of agreement that has learned nothing: what is counted, not how good it is.</summary>
public sealed class EvalTests : IDisposable
{
    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task TheBundledModel_TellsWhichPictureShowsWhatWasAsked()
    {
        await Done("paint", "an ink painting of tall mountains in falling snow", "--model", "painter", "--size", "256x256", "--style", "ink", "--out", "set/snow");
        await Done("paint", "a neon city at night", "--model", "painter", "--size", "256x256", "--style", "neon", "--out", "set/city");

        JsonElement report = JsonDocument.Parse(await Done("eval", "image", "set", "--json")).RootElement;

        Assert.Equal("scene-agreement", report.GetProperty("model").GetProperty("id").GetString());
        Assert.True(report.GetProperty("rankedFirst").GetProperty("value").GetDouble() >= 0.5, "By chance it would be one in 32.");
    }

    [Fact]
    public async Task PiecesAndPlainPictures_AreMeasuredTogether()
    {
        await Done("models", "add", TinyModels.PathOf("agreement"));
        await Done("paint", "a boat on a lake at dusk", "--model", "painter", "--size", "256x256", "--count", "3", "--out", "set/boats");
        await Done("paint", "snow on the pines", "--model", "painter", "--size", "256x256", "--style", "ink", "--out", "set/pines");
        TinyModels.WritePng(_cli.Path("set", "plain.png"), 40, 30);

        JsonElement report = JsonDocument.Parse(await Done("eval", "image", "set", "--json")).RootElement;

        Assert.Equal((5, 4), (report.GetProperty("pictures").GetInt32(), report.GetProperty("withWords").GetInt32()));
        Assert.InRange(report.GetProperty("agreement").GetProperty("value").GetDouble(), -1, 1);
        Assert.Equal(4, report.GetProperty("agreement").GetProperty("count").GetInt32());
        Assert.InRange(report.GetProperty("rankedFirst").GetProperty("value").GetDouble(), 0, 1);
        Assert.Equal(31, report.GetProperty("distractors").GetInt32());
        Assert.Equal(5, report.GetProperty("spread").GetProperty("count").GetInt32());
        Assert.Equal(1, report.GetProperty("spreadOfSameWords").GetProperty("count").GetInt32());
        Assert.Equal(JsonValueKind.Null, report.GetProperty("against").ValueKind);
        Assert.Contains("1 of 5 pictures do not say what they show", report.GetProperty("notes")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AgainstAnotherFolder_TheDistancesAreGiven_AndAFolderIsNearItself()
    {
        await Done("models", "add", TinyModels.PathOf("agreement"));
        Fill("one", 24, 0);
        Fill("two", 30, 120);

        JsonElement same = Against("one", await Done("eval", "image", "one", "--against", "one", "--json"));
        JsonElement other = Against("two", await Done("eval", "image", "one", "--against", "two", "--json"));

        Assert.Equal(0, same.GetProperty("frechet").GetProperty("value").GetDouble(), 1e-6);
        Assert.True(other.GetProperty("frechet").GetProperty("value").GetDouble() > 10 * other.GetProperty("frechet").GetProperty("standardError").GetDouble());
        Assert.True(other.GetProperty("kernel").GetProperty("value").GetDouble() > 5 * other.GetProperty("kernel").GetProperty("standardError").GetDouble());
        string text = await Done("eval", "image", "one", "--against", "two");
        Assert.Contains("24 and 30 pictures, 6 features", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheSamePictures_GiveTheSameFigures()
    {
        await Done("models", "add", TinyModels.PathOf("agreement"));
        Fill("one", 21, 40);
        Fill("two", 22, 80);

        Assert.Equal(await Done("eval", "image", "one", "--against", "two"), await Done("eval", "image", "one", "--against", "two", "--threads", "2"));
    }

    [Theory]
    [InlineData("There is no folder 'nowhere'", "nowhere")]
    [InlineData("There is no folder 'pieces'")]
    [InlineData("holds no PNG pictures", "empty")]
    [InlineData("'damaged/bad.png'", "damaged")]
    [InlineData("there are 1 and 2", "lone", "--against", "pair")]
    public async Task WhatCannotBeMeasured_IsTold(string sentence, params string[] line)
    {
        await Done("models", "add", TinyModels.PathOf("agreement"));
        Directory.CreateDirectory(_cli.Path("empty"));
        Directory.CreateDirectory(_cli.Path("damaged"));
        File.WriteAllText(_cli.Path("damaged", "bad.png"), "no picture");
        Fill("lone", 1, 0);
        Fill("pair", 2, 0);

        (int code, string output, string error) = await Run(["eval", "image", .. line]);

        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains(sentence, error, StringComparison.Ordinal);
    }

    private JsonElement Against(string folder, string output)
    {
        JsonElement against = JsonDocument.Parse(output).RootElement.GetProperty("against");
        Assert.Equal(folder, against.GetProperty("folder").GetString());
        return against;
    }

    // Noise around a colour.
    private void Fill(string folder, int count, byte shade)
    {
        Directory.CreateDirectory(_cli.Path(folder));
        for (int i = 0; i < count; i++)
        {
            SeededRandom random = new((ulong)(1000 * shade) + (ulong)i);
            byte[] rgba = new byte[4 * 16 * 16];
            for (int k = 0; k < rgba.Length; k++)
            {
                rgba[k] = (k % 4) switch { 3 => 255, 0 => (byte)(shade + random.Next(60)), _ => (byte)random.Next(60) };
            }

            File.WriteAllBytes(_cli.Path(folder, $"{i:000}.png"), PngWriter.Write(new Picture(16, 16, rgba)));
        }
    }

    private Task<(int Code, string Output, string Error)> Run(params string[] line) => InThisProcess.RunAsync(_cli, line);

    private async Task<string> Done(params string[] line)
    {
        (int code, string output, string error) = await Run(line);
        Assert.True(code == 0, $"exit code {code}: {error}");
        return output;
    }
}
