using MultiModal.Onnx.Packs;

namespace MultiModal.Onnx.Tests.Packs;

public sealed class ModelPackLibraryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ModelPackLibrary _library;

    public ModelPackLibraryTests()
        => _library = new ModelPackLibrary(Path.Combine(_folder.Root, "user"), Path.Combine(_folder.Root, "bundled"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_folders_there_are_no_packs()
    {
        Assert.Empty(_library.List());
        Assert.Null(_library.Find("tiny"));
        ProviderUnavailableException fault = Assert.Throws<ProviderUnavailableException>(() => _library.Require("tiny"));
        Assert.Contains("'tiny'", fault.Message, StringComparison.Ordinal);
        Assert.Contains("no packs are installed", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Packs_are_found_by_id_and_by_task()
    {
        _folder.WritePack("bundled/melody", "melody", "compose_melody");
        _folder.WritePack("bundled/picture", "picture", "paint_image");
        _folder.WritePack("user/melody-two", "melody-two", "compose_melody");
        _folder.Write("bundled/training/readme.md", "No pack here.");

        Assert.Equal("picture", _library.Require("picture").Id);
        Assert.Equal(["melody-two", "melody"], _library.ForTask("compose_melody").Select(pack => pack.Id));
        Assert.Equal(3, _library.List().Count);
        Assert.True(_library.List().Single(entry => entry.Pack!.Id == "melody").IsBundled);
        Assert.Contains("there are melody-two, melody, picture", Assert.Throws<ProviderUnavailableException>(() => _library.Require("none")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_users_pack_wins_over_a_bundled_one_with_the_same_id()
    {
        _folder.WritePack("bundled/melody", "melody");
        string own = _folder.WritePack("user/anything", "melody");

        Assert.Equal(own, _library.Require("melody").Folder);
        ModelPackEntry shadowed = Assert.Single(_library.List(), entry => !entry.IsUsable);
        Assert.Contains("has the id 'melody'", shadowed.Fault, StringComparison.Ordinal);
        Assert.Single(_library.ForTask("compose_melody"));
    }

    [Fact]
    public void A_damaged_pack_hides_no_other_and_says_what_is_wrong()
    {
        _folder.WritePack("bundled/good", "good");
        _folder.Write("bundled/bad/pack.json", "{\"id\":");

        Assert.Equal("good", _library.Require("good").Id);
        Assert.Contains("pack.json", Assert.Throws<ProviderUnavailableException>(() => _library.Require("bad")).Message, StringComparison.Ordinal);
        Assert.False(_library.List().Single(entry => entry.Folder.EndsWith("bad", StringComparison.Ordinal)).IsUsable);
    }

    [Fact]
    public void A_pack_is_there_as_soon_as_it_is_installed_and_read_again_only_when_it_changed()
    {
        Assert.Null(_library.Find("tiny"));
        string folder = _folder.WritePack("user/tiny");
        ModelPack first = _library.Require("tiny");
        Assert.Same(first, _library.Require("tiny"));

        _folder.WritePack("user/tiny", "renamed");
        Assert.Null(_library.Find("tiny"));
        Assert.Equal(folder, _library.Require("renamed").Folder);

        Directory.Delete(folder, recursive: true);
        Assert.Empty(_library.List());
    }

    [Fact]
    public void Many_threads_may_look_at_once()
    {
        for (int i = 0; i < 20; i++)
            _folder.WritePack($"bundled/p{i}", $"p{i}");

        Parallel.For(0, 200, i => Assert.Equal($"p{i % 20}", _library.Require($"p{i % 20}").Id));
    }
}
