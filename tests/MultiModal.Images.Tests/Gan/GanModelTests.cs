using Microsoft.ML.OnnxRuntime;
using MultiModal.Images.Gan;
using MultiModal.Images.Models;
using MultiModal.Images.Raster;
using MultiModal.Images.Tests.Models;
using MultiModal.Onnx.Runtime;

namespace MultiModal.Images.Tests.Gan;

public sealed class GanModelTests : IDisposable
{
    private readonly SessionPool _pool = TestModels.Pool();

    public static TheoryData<string> Generators => ["plain", "dcgan", "classes", "big", "psi", "style", "layers", "words", "states"];

    public void Dispose() => _pool.Dispose();

    [Theory]
    [MemberData(nameof(Generators))]
    public void A_generator_gives_what_PyTorch_gives_for_the_same_seed(string generator)
    {
        GanModel model = Open(generator);

        foreach (GanCase expected in GanCase.Of(generator))
        {
            float[] given = Run(model, model.Draw(expected.Seed, expected.Truncation, expected.Condition()), expected.Condition());

            Assert.Equal(expected.Output.Length, given.Length);
            for (int i = 0; i < given.Length; i++)
                Assert.Equal(expected.Output[i], given[i], 1e-5f);
        }
    }

    [Fact]
    public void Half_precision_is_taken_and_given()
    {
        GanModel model = Open("half");
        GanCase expected = GanCase.Of("half")[0];

        Picture picture = model.Render(model.Draw(expected.Seed));

        Picture known = PictureTensor.Read(expected.Output, 8, 8);
        Assert.All(picture.Rgba.Zip(known.Rgba), pair => Assert.InRange(pair.First - pair.Second, -1, 1));
    }

    [Theory]
    [MemberData(nameof(Generators))]
    public void The_picture_is_the_output_in_bytes(string generator)
    {
        GanModel model = Open(generator);
        GanCase expected = GanCase.Of(generator)[0];

        Picture picture = model.Render(model.Draw(expected.Seed, expected.Truncation, expected.Condition()), expected.Condition());

        int pixels = picture.Width * picture.Height;
        bool isInterleaved = generator == "psi";
        for (int i = 0; i < pixels; i++)
        {
            for (int channel = 0; channel < 3; channel++)
            {
                float value = expected.Output.Length == pixels ? expected.Output[i] : expected.Output[isInterleaved ? (3 * i) + channel : (channel * pixels) + i];
                double stored = isInterleaved ? value * 255 : (value + 1) * 127.5;
                Assert.InRange(picture.Rgba[(4 * i) + channel], stored - 0.51, stored + 0.51);
            }

            Assert.Equal(255, picture.Rgba[(4 * i) + 3]);
        }
    }

    [Theory]
    [InlineData("plain", GanTruncation.ResampledLatent)]
    [InlineData("big", GanTruncation.InputAndScaledLatent)]
    [InlineData("psi", GanTruncation.Input)]
    [InlineData("style", GanTruncation.TowardsMeanStyle)]
    public void How_it_truncates_follows_from_what_it_takes(string generator, GanTruncation expected)
        => Assert.Equal(expected, GanPack.Inspect(TestModels.Files("gan", generator)).Truncation);

    [Theory]
    [InlineData("plain", "a GAN, made of a latent of 8")]
    [InlineData("dcgan", "a GAN for 8×8 pixels, made of a latent of 8")]
    [InlineData("classes", "a GAN, made of one of 3 classes and a latent of 8")]
    [InlineData("big", "a GAN, made of one of 5 classes and a latent of 8")]
    [InlineData("layers", "a GAN of two networks, made of one of 2 classes and a latent of 8")]
    [InlineData("words", "a GAN for 8×8 pixels, made of an embedding, a layout and a latent of 8")]
    public void A_pack_says_what_it_is(string generator, string expected) => Assert.Equal(expected, GanPack.Inspect(TestModels.Files("gan", generator)).Describe());

    [Fact]
    public void One_bare_file_is_a_generator_too()
    {
        ModelFiles bare = TestModels.Files("gan", "dcgan", "generator.onnx");

        GanModel model = GanModel.Open(_pool, GanPack.Inspect(bare));

        Assert.Equal("generator.onnx", bare.Name);
        Assert.Equal(Open("dcgan").Render(Open("dcgan").Draw(3)).Rgba, model.Render(model.Draw(3)).Rgba);
    }

    [Fact]
    public void At_no_truncation_left_every_seed_gives_the_average_picture()
    {
        GanModel model = Open("style");

        Assert.Equal(model.Render(model.Draw(1, truncation: 0)).Rgba, model.Render(model.Draw(2, truncation: 0)).Rgba);
        Assert.NotEqual(model.Render(model.Draw(1)).Rgba, model.Render(model.Draw(2)).Rgba);
    }

    [Fact]
    public void The_truncation_of_the_config_is_taken_when_none_is_asked_for()
    {
        GanModel model = Open("psi");

        Assert.Equal(0.5, model.Draw(6).Truncation);
        Assert.Equal(1, Open("plain").Draw(6).Truncation);
    }

    [Fact]
    public void Pictures_made_together_are_those_made_alone()
    {
        foreach (string generator in new[] { "plain", "dcgan" })
        {
            GanModel model = Open(generator);
            GanPoint[] points = [model.Draw(1), model.Draw(2), model.Draw(3)];

            Picture[] together = [.. model.RenderEach(points)];

            Assert.Equal(points.Select(point => Convert.ToHexString(model.Render(point).Rgba)), together.Select(picture => Convert.ToHexString(picture.Rgba)));
            Assert.Equal(3, together.Select(picture => Convert.ToHexString(picture.Rgba)).Distinct().Count());
        }
    }

    [Fact]
    public void The_number_of_threads_changes_no_pixel()
    {
        using SessionPool three = TestModels.Pool(threads: 3);
        GanModel first = Open("words");
        GanModel second = GanModel.Open(three, first.Pack);

        Assert.Equal(first.Render(first.Draw(5)).Rgba, second.Render(second.Draw(5)).Rgba);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("style")]
    public void A_way_between_two_seeds_begins_and_ends_with_their_pictures(string generator)
    {
        GanModel model = Open(generator);
        (GanPoint from, GanPoint to) = (model.Draw(1), model.Draw(2));

        Assert.Equal(model.Render(from).Rgba, model.Render(model.Between(from, to, 0)).Rgba);
        Assert.Equal(model.Render(to).Rgba, model.Render(model.Between(from, to, 1)).Rgba);
        Assert.NotEqual(model.Render(from).Rgba, model.Render(model.Between(from, to, 0.5)).Rgba);
    }

    [Fact]
    public void A_run_that_was_cancelled_before_it_began_does_nothing()
    {
        GanModel model = Open("plain");

        Assert.Throws<OperationCanceledException>(() => model.Render(model.Draw(1), cancellationToken: new CancellationToken(canceled: true)));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(2.1)]
    [InlineData(double.NaN)]
    public void A_truncation_out_of_range_is_refused(double truncation)
    {
        BadInputException fault = Assert.Throws<BadInputException>(() => Open("plain").Draw(1, truncation));

        Assert.Contains("choose 0 (the average picture) to 2", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("classes", null, "give its number, 0 to 2.")]
    [InlineData("classes", 3, "There is no class 3")]
    [InlineData("big", -1, "There is no class -1")]
    public void A_class_that_there_is_not_is_refused(string generator, int? number, string said)
    {
        GanModel model = Open(generator);
        BadInputException fault = Assert.Throws<BadInputException>(() => model.Render(model.Draw(1), new GanCondition { Class = number }));

        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_of_another_size_is_refused()
    {
        GanModel model = Open("words");
        BadInputException fault = Assert.Throws<BadInputException>(() => model.Render(model.Draw(1), new GanCondition { Text = new float[7] }));

        Assert.Contains("text_embeds (float[batch,6]), and 7 numbers were given", fault.Message, StringComparison.Ordinal);
    }

    private static float[] Run(GanModel model, GanPoint point, GanCondition condition)
    {
        using SessionPool pool = TestModels.Pool();
        GanPack pack = model.Pack;
        OnnxSession session = pack.Files.Open(pool, pack.Generator.File);
        using GanFeed feed = new(pack, pack.Generator, session, condition, point.Truncation);
        float[] row = pack.Style is { Repeats: true } style ? [.. Enumerable.Repeat(point.Values, style.Layers).SelectMany(values => values)] : point.Values;
        float[] rows = [.. Enumerable.Repeat(row, pack.Generator.Batch).SelectMany(values => values)];
        using IDisposableReadOnlyCollection<OrtValue> made = feed.Run(pack.Style is null ? GanInputRole.Latent : GanInputRole.Style, rows, pack.Image.Spec.Name, default);
        ReadOnlySpan<float> values = Tensors.Read(made[0]);
        return values[..(values.Length / pack.Generator.Batch)].ToArray();
    }

    private GanModel Open(string generator) => GanModel.Open(_pool, GanPack.Inspect(TestModels.Files("gan", generator)));
}
