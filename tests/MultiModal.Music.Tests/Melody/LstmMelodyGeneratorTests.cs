using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MultiModal.Music.Melody;
using MultiModal.Music.Melody.Model;
using MultiModal.Onnx;
using MultiModal.Onnx.Packs;
using MultiModal.Onnx.Runtime;
using MultiModal.Testing;
using MultiModal.Tools;

namespace MultiModal.Music.Tests.Melody;

public sealed class LstmMelodyGeneratorTests : MelodyGeneratorRules, IDisposable
{
    private static readonly string Bundled = Path.Combine(AppContext.BaseDirectory, "models");
    private readonly ServiceProvider _services = new ServiceCollection().AddMultiModalOnnx().BuildServiceProvider();

    protected override IMelodyGenerator Generator => Make(Bundled);

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task The_bundled_pack_is_ready_and_named_in_the_manifest()
    {
        Assert.True((await Generator.CheckAsync()).IsReady);
        Assert.Equal("melody-lstm", Generator.Info.Model?.Id);
        Assert.Equal(64, Generator.Info.Model?.WeightsSha256?.Length);
    }

    [Fact]
    public async Task An_altered_model_is_named_with_both_hashes_and_left_to_the_next_provider()
    {
        using TemporaryFolder folder = new();
        string pack = Path.Combine(folder.Root, "melody-lstm");
        Directory.CreateDirectory(pack);
        foreach (string file in Directory.GetFiles(Path.Combine(Bundled, "melody-lstm")))
        {
            File.Copy(file, Path.Combine(pack, Path.GetFileName(file)));
        }

        await File.AppendAllTextAsync(Path.Combine(pack, "config.json"), " ");
        IMelodyGenerator generator = Make(folder.Root);

        ProviderHealth health = await generator.CheckAsync();
        ProviderUnavailableException fault = await Assert.ThrowsAsync<ProviderUnavailableException>(() => generator.GenerateAsync(new MelodyRequest { Lyrics = Words.Ballad }));

        Assert.False(health.IsReady);
        Assert.Contains("config.json", health.Reason, StringComparison.Ordinal);
        Assert.Contains("SHA-256", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_pack_it_says_so_and_is_not_ready()
    {
        using TemporaryFolder folder = new();
        IMelodyGenerator generator = Make(folder.Root);

        Assert.False((await generator.CheckAsync()).IsReady);
        Assert.Null(generator.Info.Model);
        await Assert.ThrowsAsync<ProviderUnavailableException>(() => generator.GenerateAsync(new MelodyRequest { Lyrics = Words.Ballad }));
    }

    /// <summary>The expected numbers are PyTorch's, written by export.py beside the model.</summary>
    [Fact]
    public void The_runtime_gives_the_logits_that_PyTorch_gave()
    {
        ModelPack pack = ModelPack.Read(Path.Combine(Bundled, "melody-lstm"));
        using LstmNoteProposer proposer = LstmNoteProposer.Open(_services.GetRequiredService<SessionPool>(), pack);
        using JsonDocument sample = JsonDocument.Parse(File.ReadAllBytes(pack.PathOf("sample.json")));
        int columns = proposer.Vocabulary.Features.Count, batch = sample.RootElement.GetProperty("batch").GetInt32();
        NoteState[] states = [.. Enumerable.Repeat(proposer.Start, batch)];
        int compared = 0;
        foreach (JsonElement step in sample.RootElement.GetProperty("steps").EnumerateArray())
        {
            int[] features = [.. step.GetProperty("features").EnumerateArray().Select(item => item.GetInt32())];
            int[][] rows = [.. features.Chunk(columns)];

            IReadOnlyList<NoteProposal> proposals = proposer.Propose(rows, states);

            int durations = proposer.Vocabulary.Durations.Count, pitches = proposer.Vocabulary.PitchCount;
            compared += Compare(step.GetProperty("gap"), proposals, proposal => proposal.Gap.Span);
            compared += Compare(step.GetProperty("duration_gap0"), proposals, proposal => proposal.Duration.Span[..durations]);
            compared += Compare(step.GetProperty("pitch_gap0_duration5"), proposals, proposal => proposal.Pitch.Span.Slice(5 * pitches, pitches));
            compared += Compare(step.GetProperty("continues_gap0"), proposals, proposal => proposal.Continues.Span[..durations]);
            states = [.. proposals.Select(proposal => proposal.Next)];
        }

        Assert.True(compared > 500);
    }

    private static int Compare(JsonElement expected, IReadOnlyList<NoteProposal> proposals, ValueOf found)
    {
        float[] flat = [.. proposals.SelectMany(proposal => found(proposal).ToArray())];
        int i = 0;
        foreach (JsonElement value in expected.EnumerateArray())
        {
            Assert.Equal(value.GetSingle(), flat[i++], 1e-4f);
        }

        return i;
    }

    private LstmMelodyGenerator Make(string folder) =>
        new(_services.GetRequiredService<SessionPool>(), new ModelPackLibrary(Path.Combine(folder, "none"), folder));

    private delegate ReadOnlySpan<float> ValueOf(NoteProposal proposal);
}
