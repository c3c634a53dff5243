using MultiModal.Images.Diffusion.Pipelines;
using MultiModal.Onnx.Runtime;

namespace MultiModal.Images.Tests.Diffusion.Pipelines;

/// <summary>What cannot be is refused with a sentence, before any memory is taken.</summary>
public sealed class DiffusionLimitsTests : IDisposable
{
    private readonly SessionPool _pool = TinyPacks.CreatePool();

    public static TheoryData<string, DiffusionRequest> Impossible => new()
    {
        { "0×64 pixels has nothing to see", Small() with { Width = 0 } },
        { "64×-5 pixels has nothing to see", Small() with { Height = -5 } },
        { "2000×2000 pixels are too many for this model, which was trained on 64×64", Small() with { Width = 2000, Height = 2000 } },
        { $"{int.MaxValue}×{int.MaxValue} pixels are too many", Small() with { Width = int.MaxValue, Height = int.MaxValue } },
        { "The number of steps is 0; choose 1 to 1000.", Small() with { Steps = 0 } },
        { "The number of steps is 10000; choose 1 to 1000.", Small() with { Steps = 10_000 } },
        { "The guidance scale is NaN", Small() with { Guidance = double.NaN } },
        { "The guidance scale is -1", Small() with { Guidance = -1 } },
        { "The guidance scale is Infinity", Small() with { Guidance = double.PositiveInfinity } },
        { "The layout guidance scale is 101", Small() with { LayoutGuidance = 101 } },
        { "The guidance rescale is 2", Small() with { GuidanceRescale = 2 } },
        { "The strength is 1.5", Small() with { Init = TinyPacks.Pattern(8, 8), Strength = 1.5 } },
        { "A mask says what of a picture may change", Small() with { Mask = TinyPacks.Pattern(8, 8) } },
        { "0 pictures were asked for", Small() with { Seeds = [] } },
        { "65 pictures were asked for", Small() with { Seeds = [.. new ulong[65]] } },
        { "0 prompts were given", Small() with { Prompts = [] } },
        { "2 prompts were given for 3 pictures", Small() with { Prompts = ["a", "b"], Seeds = [1, 2, 3] } },
        { "There is no scheduler magic", Small() with { Scheduler = "magic" } },
    };

    public void Dispose() => _pool.Dispose();

    [Theory]
    [MemberData(nameof(Impossible))]
    public void A_request_out_of_range_is_refused(string sentence, DiffusionRequest request)
    {
        DiffusionPipeline pipeline = TinyPacks.Open(_pool, "sd");

        Assert.Contains(sentence, Assert.Throws<BadInputException>(() => pipeline.Paint(request)).Message, StringComparison.Ordinal);
        Assert.Contains(sentence, Assert.Throws<BadInputException>(() => pipeline.Check(request)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_this_model_cannot_do_another_may()
    {
        DiffusionPipeline pipeline = TinyPacks.Open(_pool, "sd");

        ProviderUnavailableException fault = Assert.Throws<ProviderUnavailableException>(() => pipeline.Paint(Small() with { Layouts = [TinyPacks.Pattern(8, 8)] }));

        Assert.Contains("takes no layout", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_for_one_size_paints_no_larger()
    {
        DiffusionPipeline pipeline = TinyPacks.Open(_pool, "sd-fixed");

        Assert.Equal(40, pipeline.Paint(Small() with { Width = 40, Height = 30, Guidance = 1 }).Pictures[0].Width);
        Assert.Contains("exported for pictures of 64×64", Assert.Throws<BadInputException>(() => pipeline.Paint(Small() with { Width = 65 })).Message, StringComparison.Ordinal);
    }

    private static DiffusionRequest Small() => new() { Prompts = ["a boat"], Seeds = [1], Width = 64, Height = 64, Steps = 2 };
}
