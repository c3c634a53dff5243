using MultiModal.Images.Diffusion.Pipelines;
using MultiModal.Onnx.Runtime;
using MultiModal.Testing;
using MultiModal.Tools;

namespace MultiModal.Images.Tests.Diffusion.Pipelines;

/// <summary>A denoising step takes no memory to speak of: less than 64 KB, of whatever model, with its preview.</summary>
public sealed class AllocationTests : IDisposable
{
    private const long Allowed = 64 * 1024;

    private readonly TemporaryFolder _temporary = new();
    private readonly SessionPool _pool = TinyPacks.CreatePool();

    public void Dispose()
    {
        _pool.Dispose();
        _temporary.Dispose();
    }

    [Theory]
    [InlineData("sd", 1)]
    [InlineData("sd", 4)]
    [InlineData("sd-half", 1)]
    [InlineData("sd-fixed", 3)]
    [InlineData("sdxl", 1)]
    [InlineData("lcm", 1)]
    [InlineData("flow", 1)]
    [InlineData("pix2pix", 2)]
    public void A_step_allocates_less_than_64_KB(string pack, int images)
        => Assert.InRange(PerStep(TinyPacks.Open(_pool, pack), images, 64, null), 0, Allowed);

    [Theory]
    [InlineData(64)]
    [InlineData(512)]
    public void A_step_with_a_preview_allocates_less_than_64_KB(int side)
    {
        string folder = TinyPacks.CopyTo(_temporary, "sd");
        TinyPacks.WriteManifest(folder, "named", $$"""{ "size": {{side}}, "latent_rgb_factors": [[1,0,0],[0,1,0],[0,0,1],[0,0,0]] }""");

        Assert.InRange(PerStep(TinyPacks.Open(_pool, folder), 1, side, new Deaf()), 0, Allowed);
    }

    // The difference between long and short runs, so that what a run takes once does not count.
    private static long PerStep(DiffusionPipeline pipeline, int images, int side, IProgress<StepProgress>? progress)
    {
        DiffusionRequest request = new() { Prompts = ["a boat"], Seeds = [.. Enumerable.Range(0, images).Select(i => (ulong)i)], Width = side, Height = side, Guidance = 1.5 };
        Paint(2);
        long few = Paint(2);
        long many = Paint(10);
        return Math.Max(0, many - few) / 8;

        long Paint(int steps)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            pipeline.Paint(request with { Steps = steps }, progress);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private sealed class Deaf : IProgress<StepProgress>
    {
        public void Report(StepProgress value)
        {
        }
    }
}
