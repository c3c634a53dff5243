using MultiModal.Onnx.Packs;

namespace MultiModal.Onnx.Tests.Packs;

public sealed class BundledPackTests
{
    [Fact]
    public void Every_pack_of_the_repository_lies_beside_the_program_and_is_intact()
    {
        string[] expected = [.. Directory.GetDirectories(Path.Combine(RepositoryFolder.Root, "models")).Where(folder => File.Exists(Path.Combine(folder, "pack.json"))).Select(Path.GetFileName).Order()!];

        IReadOnlyList<ModelPackEntry> found = new ModelPackLibrary(Path.Combine(AppContext.BaseDirectory, "no-such-folder"), Path.Combine(AppContext.BaseDirectory, "models")).List();

        Assert.Equal(expected, found.Select(entry => Path.GetFileName(entry.Folder)).Order());
        Assert.All(found, entry =>
        {
            Assert.Null(entry.Fault);
            entry.Pack!.EnsureIntact();
        });
    }

    [Fact]
    public void What_trained_the_packs_is_not_beside_the_program()
        => Assert.False(Directory.Exists(Path.Combine(AppContext.BaseDirectory, "models", "training")));
}
