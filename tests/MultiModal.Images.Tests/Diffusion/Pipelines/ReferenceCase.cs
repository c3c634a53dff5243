using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using MultiModal.Images.Diffusion.Conditioning;
using MultiModal.Images.Diffusion.Pipelines;

namespace MultiModal.Images.Tests.Diffusion.Pipelines;

/// <summary>One run of exports.py: what went in, all noise included, and what PyTorch made of it with the schedulers of diffusers.</summary>
internal sealed class ReferenceCase
{
    private static readonly Dictionary<string, ReferenceCase> All = JsonNode.Parse(File.ReadAllText(TinyPacks.PathOf("cases.json")))!.AsArray()
        .Select(node => new ReferenceCase(node!.AsObject()))
        .ToDictionary(item => item.Name, StringComparer.Ordinal);

    private readonly JsonObject _json;

    private ReferenceCase(JsonObject json) => _json = json;

    public static IEnumerable<string> Names => All.Keys;

    public string Name => (string)_json["name"]!;

    public string Pack => (string)_json["pack"]!;

    public int Images => (int)_json["images"]!;

    public int Steps => (int)_json["steps"]!;

    public double Tolerance => (double?)_json["tolerance"] ?? 1e-4;

    public float[] Expected => Floats("expected")!;

    public static ReferenceCase Named(string name) => All[name];

    public double? Number(string key) => (double?)_json[key];

    public bool Flag(string key) => (bool?)_json[key] ?? false;

    public float[]? Floats(string key)
        => (string?)_json[key] is { } text ? MemoryMarshal.Cast<byte, float>(Convert.FromBase64String(text)).ToArray() : null;

    /// <summary>The recorded hidden states in place of a text encoder's.</summary>
    public Condition Condition(bool unconditional)
    {
        float[] hidden = Floats("hidden")!;
        float[]? pooled = Floats("pooled");
        int width = hidden.Length / Images / 16;
        int pooledWidth = (pooled?.Length ?? 0) / Images;
        Condition condition = new(Images, 16, width, pooledWidth, unconditional);
        for (int i = 0; i < Images; i++)
        {
            hidden.AsSpan(i * 16 * width, 16 * width).CopyTo(condition.Conditional(i));
            pooled?.AsSpan(i * pooledWidth, pooledWidth).CopyTo(condition.Pooled(i));
        }

        if (unconditional)
        {
            Floats("unconditional").CopyTo(condition.Unconditional());
            Floats("unconditionalPooled")?.CopyTo(condition.UnconditionalPooled());
        }

        return condition;
    }

    /// <summary>The recorded noise of one image; the seed is its index.</summary>
    public DiffusionNoise Noise(ulong image) => new Recorded(this, (int)image);

    private sealed class Recorded(ReferenceCase recorded, int image) : DiffusionNoise
    {
        private readonly float[] _steps = recorded.Floats("stepNoise") ?? [];
        private int _step;

        public override void Initial(Span<float> noise) => Copy(recorded.Floats("noise")!, image, noise);

        public override void Step(Span<float> noise) => Copy(_steps, (_step++ * recorded.Images) + image, noise);

        public override void Encode(Span<float> noise) => Copy(recorded.Floats("encodeNoise")!, image, noise);

        public override void EncodeCompanion(Span<float> noise) => Copy(recorded.Floats("companionNoise")!, image, noise);

        private static void Copy(float[] all, int index, Span<float> noise) => all.AsSpan(index * noise.Length, noise.Length).CopyTo(noise);
    }
}
