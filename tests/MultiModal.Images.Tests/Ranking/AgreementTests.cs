using System.Text.Json;
using MultiModal.Images.Models;
using MultiModal.Images.Ranking;
using MultiModal.Images.Tests.Models;
using MultiModal.Onnx.Packs;
using MultiModal.Onnx.Runtime;
using MultiModal.Testing;

namespace MultiModal.Images.Tests.Ranking;

public sealed class AgreementTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SessionPool _pool = TestModels.Pool();

    public void Dispose()
    {
        _pool.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Words_and_pictures_are_compared_as_PyTorch_compares_them()
    {
        AgreementModel model = Open();
        using JsonDocument expected = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(TestModels.Folder, "agreement", "expected.json")));
        string[] words = [.. expected.RootElement.GetProperty("words").EnumerateArray().Select(value => value.GetString()!)];

        for (int word = 0; word < words.Length; word++)
        {
            AssertClose(expected.RootElement.GetProperty("text")[word], model.TextFeatures(words[word]));
            for (int picture = 0; picture < 3; picture++)
                Assert.Equal(expected.RootElement.GetProperty("scores")[picture][word].GetDouble(), model.Score(Formula(picture), words[word]), 1e-5);
        }

        for (int picture = 0; picture < 3; picture++)
            AssertClose(expected.RootElement.GetProperty("pictures")[picture], model.PictureFeatures(Formula(picture)));
    }

    [Fact]
    public void The_picture_that_agrees_best_goes_first_and_of_equals_the_earlier()
    {
        AgreementModel model = Open();
        Picture[] pictures = [Formula(0), Formula(1), Formula(1), Formula(2)];

        IReadOnlyList<RankedPicture> ranked = model.Rank(pictures, "A boat at sea.");

        Assert.Equal(ranked.OrderByDescending(picture => picture.Score).ThenBy(picture => picture.Index), ranked);
        Assert.Equal([0, 1, 2, 3], ranked.Select(picture => picture.Index).Order());
        Assert.All(ranked, picture => Assert.Equal(model.Score(pictures[picture.Index], "A boat at sea."), picture.Score));
    }

    [Fact]
    public void Features_have_the_length_1_and_a_picture_agrees_with_itself()
    {
        AgreementModel model = Open();
        float[] features = model.PictureFeatures(TestPictures.Noise(40, 30, 1, withAlpha: true));

        Assert.Equal(1, features.Sum(value => value * value), 1e-5);
        Assert.Equal(features, model.PictureFeatures(TestPictures.Noise(40, 30, 1, withAlpha: true)));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 300)]
    public void A_picture_of_any_size_is_compared(int width, int height) => Assert.Equal(6, Open().PictureFeatures(TestPictures.Noise(width, height, 1, withAlpha: false)).Length);

    [Fact]
    public void A_flat_picture_is_shrunk_to_its_own_colour()
    {
        float[] planes = PictureShrinker.ToSquare(TestPictures.Paint(37, 61, (_, _) => (10, 128, 250, 255)), 16);

        Assert.All(planes.Take(256), value => Assert.Equal((10 / 127.5) - 1, value, 1e-5));
        Assert.All(planes.Skip(512), value => Assert.Equal((250 / 127.5) - 1, value, 1e-5));
    }

    [Fact]
    public void The_pack_for_the_task_is_found_and_opened_once()
    {
        TestModels.Pack(_folder.Path("packs"), "tiny", PictureTextAgreement.Task, "agreement");
        PictureTextAgreement agreement = new(_pool, Library());

        Assert.True(agreement.IsInstalled);
        Assert.Same(agreement.Open(), agreement.Open("tiny"));
        Assert.Equal(16, agreement.Open().ImageSize);
        Assert.Equal(14.3, agreement.Open().LogitScale);
    }

    [Fact]
    public void Without_a_pack_it_says_so()
    {
        PictureTextAgreement agreement = new(_pool, Library());

        Assert.False(agreement.IsInstalled);
        Assert.Contains("There is no model pack for rank_picture", Assert.Throws<ProviderUnavailableException>(() => agreement.Open()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "\"image_size\": nothing")]
    [InlineData("""{"image_size":0}""", "\"image_size\": 0")]
    [InlineData("""{"image_size":1000000}""", "\"image_size\": 1000000")]
    [InlineData("""{"image_size":16,"logit_scale":-1}""", "\"logit_scale\": -1")]
    [InlineData("{", "is not valid JSON")]
    public void A_config_that_cannot_be_meant_is_refused(string config, string said)
    {
        string folder = TestModels.Copy(_folder.Path("bad"), "agreement");
        File.WriteAllText(Path.Combine(folder, "config.json"), config);

        Assert.Contains(said, Assert.Throws<ProviderUnavailableException>(() => AgreementModel.Open(_pool, ModelFiles.Of(folder))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("config.json", "has no config.json")]
    [InlineData("tokenizer/vocab.json", "vocab.json")]
    [InlineData("text_encoder/model.onnx", "has no file 'text_encoder/model.onnx'")]
    [InlineData("image_encoder/model.onnx", "has no file 'image_encoder/model.onnx'")]
    public void A_missing_part_is_named(string part, string said)
    {
        string folder = TestModels.Copy(_folder.Path("bad"), "agreement");
        File.Delete(Path.Combine(folder, part));

        Assert.Contains(said, Assert.Throws<ProviderUnavailableException>(() => AgreementModel.Open(_pool, ModelFiles.Of(folder))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_that_is_no_encoder_is_refused_with_what_was_expected_and_found()
    {
        string folder = TestModels.Copy(_folder.Path("bad"), "agreement");
        File.Copy(Path.Combine(TestModels.Folder, "gan", "plain", "model.onnx"), Path.Combine(folder, "image_encoder", "model.onnx"), overwrite: true);
        Assert.Contains("expected one input pixel_values [B,3,height,width]; its inputs are z (float[batch,8])", Assert.Throws<ProviderUnavailableException>(() => AgreementModel.Open(_pool, ModelFiles.Of(folder))).Message, StringComparison.Ordinal);

        File.Copy(Path.Combine(TestModels.Folder, "gan", "plain", "model.onnx"), Path.Combine(folder, "text_encoder", "model.onnx"), overwrite: true);
        Assert.Contains("expected an input input_ids [B,S] of whole numbers", Assert.Throws<ProviderUnavailableException>(() => AgreementModel.Open(_pool, ModelFiles.Of(folder))).Message, StringComparison.Ordinal);
    }

    // The pictures of Data/agreement/make.py.
    private static Picture Formula(int number)
        => TestPictures.Paint(32, 48, (x, y) => (Level(x, y, number, 0), Level(x, y, number, 1), Level(x, y, number, 2), 255));

    private static byte Level(int x, int y, int number, int channel) => (byte)(((x * 5) + (y * (number + 1) * 3) + (channel * 40)) % 256);

    private static void AssertClose(JsonElement expected, float[] found)
    {
        Assert.Equal(expected.GetArrayLength(), found.Length);
        for (int i = 0; i < found.Length; i++)
            Assert.Equal(expected[i].GetSingle(), found[i], 1e-5f);
    }

    private AgreementModel Open() => AgreementModel.Open(_pool, TestModels.Files("agreement"));

    private ModelPackLibrary Library() => new(_folder.Path("packs"), _folder.Path("none"));
}
