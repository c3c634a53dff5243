using MultiModal.Images.Diffusion.Packs;
using MultiModal.Images.Diffusion.Pipelines;
using MultiModal.Onnx.Runtime;

namespace MultiModal.Images.Tests.Diffusion.Pipelines;

/// <summary>Every kind of pipeline comes to the latents that an independent loop in PyTorch comes to (exports.py), same noise in.</summary>
public sealed class ReferenceTests_PyTorch : IDisposable
{
    private readonly SessionPool _pool = TinyPacks.CreatePool();

    public static TheoryData<string> Cases => [.. ReferenceCase.Names];

    public void Dispose() => _pool.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_latents_are_those_of_the_reference(string name)
    {
        ReferenceCase reference = ReferenceCase.Named(name);

        DiffusionResult result = Paint(reference);

        float[] expected = reference.Expected;
        Assert.Equal(expected.Length, result.Latents.Length);
        double largest = expected.Zip(result.Latents, (a, b) => Math.Abs((double)a - b)).Max();
        Assert.True(largest <= reference.Tolerance, $"{name}: the largest difference is {largest}.");
    }

    [Theory]
    [InlineData("sd")]
    [InlineData("flow")]
    public void The_picture_is_that_of_the_reference(string name)
    {
        ReferenceCase reference = ReferenceCase.Named(name);
        float[] planes = reference.Floats("picture")!;

        Picture picture = Paint(reference).Pictures[0];

        int plane = picture.Width * picture.Height;
        for (int i = 0; i < plane; i++)
        {
            for (int c = 0; c < 3; c++)
            {
                double expected = Math.Clamp((planes[(c * plane) + i] + 1) * 127.5, 0, 255);
                Assert.InRange(picture.Rgba[(4 * i) + c], expected - 0.52, expected + 0.52);
            }
        }
    }

    private DiffusionResult Paint(ReferenceCase reference)
    {
        DiffusionPack pack = DiffusionPack.Read(TinyPacks.PathOf(reference.Pack));
        DiffusionPipeline pipeline = DiffusionPipeline.Open(pack, _pool, null, null, (_, _, options, _) => reference.Condition(options.Unconditional), reference.Noise);
        int height = 64;
        int width = 8 * reference.Floats("noise")!.Length / reference.Images / pack.Inspection.Vae!.LatentChannels / 8;
        return pipeline.Paint(new DiffusionRequest
        {
            Prompts = [.. Enumerable.Repeat("recorded", reference.Images)],
            Seeds = [.. Enumerable.Range(0, reference.Images).Select(i => (ulong)i)],
            Width = width,
            Height = height,
            Steps = reference.Steps,
            Guidance = reference.Number("guidance"),
            LayoutGuidance = reference.Number("layoutGuidance"),
            GuidanceRescale = reference.Number("guidanceRescale"),
            Strength = reference.Number("strength"),
            Init = reference.Number("strength") is null ? null : TinyPacks.Pattern(width, height),
            Mask = reference.Floats("mask") is { } mask ? MaskOf(mask, width, height) : null,
            Layouts = reference.Flag("layout") ? [TinyPacks.Pattern(width, height)] : [],
        });
    }

    private static Picture MaskOf(float[] latents, int width, int height)
    {
        byte[] rgba = new byte[4 * width * height];
        for (int i = 0; i < width * height; i++)
        {
            byte value = latents[(i / width / 8 * (width / 8)) + (i % width / 8)] > 0 ? (byte)255 : (byte)0;
            rgba.AsSpan(4 * i, 3).Fill(value);
            rgba[(4 * i) + 3] = 255;
        }

        return new Picture(width, height, rgba);
    }
}
