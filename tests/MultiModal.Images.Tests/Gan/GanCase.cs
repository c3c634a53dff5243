using System.Text.Json;
using MultiModal.Images.Gan;

namespace MultiModal.Images.Tests.Gan;

/// <summary>What PyTorch says that a generator gives for a seed, as Data/gan/make.py wrote it.</summary>
internal sealed record GanCase(ulong Seed, double Truncation, int? Class, float[]? Text, int[]? Layout, float[] Output)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static IReadOnlyList<GanCase> Of(string generator)
        => JsonSerializer.Deserialize<GanCase[]>(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Data", "gan", generator, "expected.json")), Json)!;

    public GanCondition Condition() => new()
    {
        Class = Class,
        Text = Text ?? [],
        Layout = Layout is null ? null : TestPictures.Paint(32, 32, (_, _) => ((byte)Layout[0], (byte)Layout[1], (byte)Layout[2], 255)),
    };
}
