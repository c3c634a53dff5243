using System.Text.Json;
using MultiModal.Images.Diffusion.Conditioning;
using MultiModal.Images.Diffusion.Prompts;
using MultiModal.Onnx.Runtime;

namespace MultiModal.Images.Tests.Diffusion.Conditioning;

/// <summary>What encoders.py came to in PyTorch.</summary>
public sealed class PromptConditionerTests_PyTorch : IDisposable
{
    // Beside values up to 10. Half precision has 11 bits, and the last of them may be rounded the other way.
    private const float Tolerance = 1e-5f;
    private const float HalfTolerance = 4e-3f;

    private static readonly JsonDocument Expected = JsonDocument.Parse(File.ReadAllBytes(EncoderFolder.Data("expected.json")));
    private readonly SessionPool _pool = TinyPacks.CreatePool();

    public static TheoryData<int, string> Cases()
    {
        TheoryData<int, string> cases = [];
        int number = 0;
        foreach (JsonElement item in Expected.RootElement.GetProperty("cases").EnumerateArray())
            cases.Add(number++, $"{item.GetProperty("pack")}: {item.GetProperty("prompt")}");
        return cases;
    }

    public void Dispose() => _pool.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Hidden_states_and_pooled_embeddings_are_those_of_PyTorch(int number, string name)
    {
        // Given
        JsonElement item = Expected.RootElement.GetProperty("cases")[number];
        string pack = item.GetProperty("pack").GetString()!;
        using EncoderFolder folder = new(pack);
        PromptConditioner conditioner = folder.Open(_pool);
        ConditionOptions options = new()
        {
            ClipSkip = item.TryGetProperty("skip", out JsonElement skip) ? skip.GetInt32() : null,
            Emphasis = item.TryGetProperty("emphasis", out JsonElement emphasis) ? Enum.Parse<PromptEmphasis>(emphasis.GetString()!) : PromptEmphasis.RestoredMean,
        };
        string prompt = item.GetProperty("prompt").GetString()!;
        float[] states = Numbers(item.GetProperty("states"));
        float[] pooled = Numbers(item.GetProperty("pooled"));

        // When: the prompt is the negative one, too.
        using Condition condition = conditioner.Encode([prompt], prompt, options);

        // Then
        float tolerance = pack == "half" ? HalfTolerance : Tolerance;
        Assert.True(states.Length == condition.SequenceLength * condition.HiddenSize, name);
        Close(states, condition.Conditional(0), tolerance);
        Close(states, condition.Unconditional(), tolerance);
        Close(pooled, condition.Pooled(0), tolerance);
        Close(pooled, condition.UnconditionalPooled(), tolerance);
    }

    [Fact]
    public void Guidance_is_embedded_as_in_PyTorch()
    {
        foreach (JsonElement item in Expected.RootElement.GetProperty("guidance").EnumerateArray())
        {
            // Given
            float[] expected = Numbers(item.GetProperty("values"));
            float[] found = new float[expected.Length];
            found.AsSpan().Fill(float.NaN);

            // When
            GuidanceEmbedding.Write(item.GetProperty("guidance").GetDouble(), found);

            // Then: the sine of 7000 is as far off as single precision's step there, 0.0005.
            Close(expected, found, 1e-3f);
        }
    }

    private static float[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(number => number.GetSingle())];

    private static void Close(ReadOnlySpan<float> expected, ReadOnlySpan<float> found, float tolerance)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - found[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i])), $"element {i} is {found[i]}, expected {expected[i]}");
    }
}
