using System.Diagnostics;
using System.Text.Json;
using MultiModal.Images.Models;
using MultiModal.Images.Raster;
using MultiModal.Images.Tests.Models;
using MultiModal.Images.Upscaling;
using MultiModal.Onnx.Packs;
using MultiModal.Onnx.Runtime;
using MultiModal.Testing;
using MultiModal.Tools;

namespace MultiModal.Images.Tests.Upscaling;

public sealed class UpscalerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SessionPool _pool = TestModels.Pool();

    public void Dispose()
    {
        _pool.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public async Task A_picture_is_enlarged_to_what_PyTorch_gives(int scale)
    {
        using JsonDocument expected = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(TestModels.Folder, "upscaler", "conv", "expected.json")));
        int[] levels = [.. expected.RootElement.GetProperty("levels").EnumerateArray().Select(value => value.GetInt32())];
        Picture small = TestPictures.Paint(5, 6, (x, y) => ((byte)levels[3 * ((5 * y) + x)], (byte)levels[(3 * ((5 * y) + x)) + 1], (byte)levels[(3 * ((5 * y) + x)) + 2], 255));

        UpscaleResult result = await Open("conv").UpscaleAsync(small, scale);

        double[] known = [.. expected.RootElement.GetProperty($"x{scale}").EnumerateArray().Select(value => value.GetDouble())];
        Assert.Equal((5 * scale, 6 * scale), (result.Picture.Width, result.Picture.Height));
        Assert.All(result.Picture.Rgba.Where((_, i) => i % 4 != 3).Zip(known), pair => Assert.InRange(pair.First, pair.Second - 0.51, pair.Second + 0.51));
        Assert.Equal(("conv", null), (result.Method, result.Warning));
        Assert.Equal([scale], result.Passes);
    }

    [Theory]
    [InlineData(2, 32)]
    [InlineData(4, 33)]
    [InlineData(2, 40)]
    [InlineData(4, 64)]
    public async Task Tiles_change_nothing_when_the_overlap_is_as_wide_as_the_model_sees(int scale, int tile)
    {
        Upscaler upscaler = Open("conv");
        Picture picture = TestPictures.Noise(131, 97, 5, withAlpha: false);

        UpscaleResult whole = await upscaler.UpscaleAsync(picture, scale, new UpscaleOptions { TileSide = 256 });
        UpscaleResult tiled = await upscaler.UpscaleAsync(picture, scale, new UpscaleOptions { TileSide = tile });

        Assert.All(whole.Picture.Rgba.Zip(tiled.Picture.Rgba), pair => Assert.InRange(pair.First - pair.Second, -1, 1));
    }

    [Fact]
    public async Task A_model_of_one_size_of_tiles_gives_what_the_same_model_of_any_size_gives_inside_the_picture()
    {
        Picture picture = TestPictures.Noise(75, 51, 6, withAlpha: false);

        Picture any = (await Open("conv").UpscaleAsync(picture, 2)).Picture;
        Picture fixedSize = (await Open("fixed").UpscaleAsync(picture, 2)).Picture;

        Assert.All(any.Rgba.Zip(fixedSize.Rgba), pair => Assert.InRange(pair.First - pair.Second, -1, 1));
    }

    [Fact]
    public async Task A_picture_smaller_than_the_one_size_of_tiles_is_enlarged_too()
    {
        UpscaleResult result = await Open("fixed").UpscaleAsync(TestPictures.All["one pixel"](), 20, 14);

        Assert.Equal((20, 14, "fixed"), (result.Picture.Width, result.Picture.Height, result.Method));
    }

    [Fact]
    public async Task Where_a_model_sees_farther_than_the_overlap_no_seam_shows()
    {
        // A ramp, of which every tile has another mean: what the model makes differs from tile to tile, the step from pixel to pixel must not.
        Picture ramp = TestPictures.Paint(250, 40, (x, _) => ((byte)x, (byte)x, (byte)x, 255));

        Picture tiled = (await Open("wide").UpscaleAsync(ramp, 2, new UpscaleOptions { TileSide = 64 })).Picture;

        for (int x = 1; x < tiled.Width; x++)
        {
            int step = tiled.Rgba[4 * ((40 * tiled.Width) + x)] - tiled.Rgba[4 * ((40 * tiled.Width) + x - 1)];
            Assert.InRange(step, -4, 4);
        }
    }

    [Theory]
    [InlineData(1.0, new int[0])]
    [InlineData(0.3, new int[0])]
    [InlineData(1.01, new[] { 2 })]
    [InlineData(2.0, new[] { 2 })]
    [InlineData(3.0, new[] { 4 })]
    [InlineData(5.0, new[] { 4, 2 })]
    [InlineData(16.0, new[] { 4, 4 })]
    [InlineData(17.0, new[] { 4, 4, 2 })]
    [InlineData(8192.0, new[] { 4, 4, 4, 4, 4, 4, 2 })]
    public void The_smallest_scale_that_reaches_the_size_is_made_of_the_fewest_passes_largest_first(double factor, int[] expected)
        => Assert.Equal(expected, UpscalePlan.Factors(factor, [2, 4]));

    [Theory]
    [InlineData(new[] { 3 }, 4.0, new[] { 3, 3 })]
    [InlineData(new[] { 2, 3 }, 5.0, new[] { 3, 2 })]
    public void Other_scales_are_chained_alike(int[] scales, double factor, int[] expected) => Assert.Equal(expected, UpscalePlan.Factors(factor, scales));

    [Theory]
    [InlineData(137, 91)]
    [InlineData(62, 44)]
    [InlineData(61, 300)]
    public async Task Any_size_is_reached(int width, int height)
    {
        UpscaleResult result = await Open("conv").UpscaleAsync(TestPictures.All["smooth"](), width, height);

        Assert.Equal((width, height), (result.Picture.Width, result.Picture.Height));
        Assert.Equal("conv", result.Method);
    }

    [Fact]
    public async Task A_size_that_the_picture_has_already_or_exceeds_needs_no_model_and_no_warning()
    {
        Upscaler upscaler = Open("conv");
        Picture picture = TestPictures.All["smooth"]();

        UpscaleResult same = await upscaler.UpscaleAsync(picture, 1);
        UpscaleResult smaller = await upscaler.UpscaleAsync(picture, 30, 20);

        Assert.Equal(picture.Rgba, same.Picture.Rgba);
        Assert.Equal((30, 20, "lanczos", null), (smaller.Picture.Width, smaller.Picture.Height, smaller.Method, smaller.Warning));
    }

    [Fact]
    public async Task Without_a_pack_Lanczos_is_used_and_said()
    {
        Upscaler upscaler = new(_pool, new ModelPackLibrary(_folder.Path("none"), _folder.Path("none too")));
        Picture picture = TestPictures.All["smooth"]();

        UpscaleResult result = await upscaler.UpscaleAsync(picture, 2);

        Assert.Equal(Resizer.Resize(picture, picture.Width * 2, picture.Height * 2).Rgba, result.Picture.Rgba);
        Assert.Equal("lanczos", result.Method);
        Assert.Contains("no model pack for upscale_image", result.Warning, StringComparison.Ordinal);
        Assert.Equal("lanczos", (string?)result.ToJson()["method"]);
    }

    [Fact]
    public async Task A_pack_that_was_altered_is_not_used_and_the_warning_says_why()
    {
        string folder = TestModels.Pack(_folder.Path("packs"), "conv", UpscalePack.Task, "upscaler", "conv");
        File.AppendAllText(Path.Combine(folder, "x2.onnx"), "more");

        UpscaleResult result = await new Upscaler(_pool, Library()).UpscaleAsync(TestPictures.All["smooth"](), 2);

        Assert.Equal("lanczos", result.Method);
        Assert.Contains("was altered: expected SHA-256", result.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pack_asked_for_by_its_id_that_there_is_not_is_said()
    {
        UpscaleResult result = await Open("conv").UpscaleAsync(TestPictures.All["smooth"](), 2, new UpscaleOptions { Pack = "other" });

        Assert.Equal(("lanczos", "There is no model pack 'other'; the picture was enlarged by Lanczos, which adds no detail."), (result.Method, result.Warning));
    }

    [Fact]
    public async Task The_number_of_threads_changes_no_pixel()
    {
        Upscaler upscaler = Open("conv");
        Picture picture = TestPictures.Noise(80, 60, 3, withAlpha: true);

        UpscaleResult one = await upscaler.UpscaleAsync(picture, 3, new UpscaleOptions { Threads = 1, TileSide = 48 });
        UpscaleResult three = await upscaler.UpscaleAsync(picture, 3, new UpscaleOptions { Threads = 3, TileSide = 48 });

        Assert.Equal(one.Picture.Rgba, three.Picture.Rgba);
    }

    [Fact]
    public async Task Clear_stays_clear_opaque_stays_opaque_and_the_colour_stored_in_clear_pixels_does_not_come_in()
    {
        // A red half beside a clear half whose stored colour is green.
        Picture half = TestPictures.Paint(40, 40, (x, _) => x < 20 ? ((byte)200, (byte)0, (byte)0, (byte)255) : ((byte)0, (byte)255, (byte)0, (byte)0));
        Picture red = TestPictures.Paint(40, 40, (_, _) => (200, 0, 0, 255));

        Picture result = (await Open("conv").UpscaleAsync(half, 2)).Picture;
        Picture expected = (await Open("conv").UpscaleAsync(red, 2)).Picture;

        Assert.Equal(255, result.Rgba[(4 * ((40 * 80) + 10)) + 3]);
        Assert.Equal(0, result.Rgba[(4 * ((40 * 80) + 70)) + 3]);
        Assert.Equal(expected.Rgba.Where((_, i) => i % 4 != 3), result.Rgba.Where((_, i) => i % 4 != 3));
    }

    [Fact]
    public async Task Progress_goes_forward_to_the_end()
    {
        List<double> fractions = [];

        await Open("conv").UpscaleAsync(TestPictures.Noise(80, 60, 3, withAlpha: false), 8, new UpscaleOptions { TileSide = 48 }, new Listed(fractions));

        Assert.True(fractions.Count > 4, $"{fractions.Count} reports");
        Assert.Equal(fractions.Order(), fractions);
        Assert.Equal(1, fractions[^1], 1e-9);
    }

    [Fact]
    public async Task Cancelling_stops_it_within_a_quarter_of_a_second()
    {
        using CancellationTokenSource source = new();
        Upscaler upscaler = Open("conv");
        Picture picture = TestPictures.Noise(256, 256, 3, withAlpha: false);
        await upscaler.UpscaleAsync(TestPictures.Noise(32, 32, 3, withAlpha: false), 16);
        TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<UpscaleResult> run = upscaler.UpscaleAsync(picture, 4096, 4096, new UpscaleOptions { TileSide = 64 }, new Signal(begun), source.Token);
        await begun.Task;

        long cancelled = Stopwatch.GetTimestamp();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.InRange(Stopwatch.GetElapsedTime(cancelled).TotalMilliseconds, 0, 250);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(10, -1)]
    [InlineData(8193, 10)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public async Task A_size_out_of_range_is_refused_before_memory_is_taken(int width, int height)
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);

        BadInputException fault = await Assert.ThrowsAsync<BadInputException>(() => Open("conv").UpscaleAsync(TestPictures.All["one pixel"](), width, height));

        Assert.Contains("1 to 8192 pixels a side", fault.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 8 << 20);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(int.MaxValue)]
    public async Task A_factor_that_leads_beyond_the_limit_is_refused(int factor)
        => await Assert.ThrowsAsync<BadInputException>(() => Open("conv").UpscaleAsync(TestPictures.All["smooth"](), factor));

    [Theory]
    [InlineData(300, 200, 2048, 2048)]
    [InlineData(100, 100, 1000, 900)]
    public async Task No_more_memory_is_taken_than_the_plan_states(int fromWidth, int fromHeight, int width, int height)
    {
        Picture picture = TestPictures.Noise(fromWidth, fromHeight, 4, withAlpha: false);
        UpscaleOptions options = new() { TileSide = 128, MaxSide = 2048 };
        Upscaler upscaler = Open("conv");
        UpscalePlan plan = UpscalePlan.Create(UpscalePack.Inspect(TestModels.Files("upscaler", "conv")), fromWidth, fromHeight, width, height, options);
        await upscaler.UpscaleAsync(TestPictures.All["smooth"](), width, height, options);

        Peak peak = new();
        await upscaler.UpscaleAsync(picture, width, height, options, peak);

        // What is left of other tests, of the garbage collector's own ways and of the resizer's rows: 24 MB.
        Assert.InRange(peak.Bytes, 0, plan.PeakBytes + (24 << 20));
    }

    [Fact]
    public void An_overshoot_beyond_the_limit_is_made_smaller_before_the_last_pass()
    {
        UpscalePack pack = UpscalePack.Inspect(TestModels.Files("upscaler", "conv"));

        UpscalePlan plan = UpscalePlan.Create(pack, 1200, 1200, 8192, 8192, new UpscaleOptions());

        Assert.Equal([new UpscalePass(4, 1200, 1200), new UpscalePass(2, 4096, 4096)], plan.Passes);
        Assert.InRange(plan.PeakBytes, 4L * 8192 * 8192, 600L << 20);
    }

    private sealed class Listed(List<double> fractions) : IProgress<StepProgress>
    {
        public void Report(StepProgress value) => fractions.Add(value.Fraction!.Value);
    }

    private sealed class Signal(TaskCompletionSource begun) : IProgress<StepProgress>
    {
        public void Report(StepProgress value) => begun.TrySetResult();
    }

    private sealed class Peak : IProgress<StepProgress>
    {
        private readonly long _before = GC.GetTotalMemory(forceFullCollection: true);

        public long Bytes { get; private set; }

        public void Report(StepProgress value) => Bytes = Math.Max(Bytes, GC.GetTotalMemory(forceFullCollection: true) - _before);
    }

    private ModelPackLibrary Library() => new(_folder.Path("packs"), _folder.Path("none"));

    private Upscaler Open(string model)
    {
        if (!Directory.Exists(_folder.Path("packs", model)))
            TestModels.Pack(_folder.Path("packs"), model, UpscalePack.Task, "upscaler", model);
        foreach (string other in Directory.EnumerateDirectories(_folder.Path("packs")).Where(other => Path.GetFileName(other) != model))
            Directory.Delete(other, recursive: true);
        return new Upscaler(_pool, Library());
    }
}
