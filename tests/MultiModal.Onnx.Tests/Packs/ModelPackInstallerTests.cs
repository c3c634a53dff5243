using MultiModal.Onnx.Packs;

namespace MultiModal.Onnx.Tests.Packs;

/// <summary>A pack is there whole, or there is nothing of it.</summary>
public sealed class ModelPackInstallerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ModelPackLibrary _library;

    public ModelPackInstallerTests()
    {
        _library = new ModelPackLibrary(_folder.Path("models"), _folder.Path("bundled"));
        _folder.Write("source/model.onnx", OnnxBytes.AddOne());
        _folder.Write("source/text_encoder/model.onnx", OnnxBytes.Accumulator());
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_installed_pack_is_found_and_intact(bool link)
    {
        ModelPack pack = new ModelPackInstaller(_library).Install(Draft(), link);

        Assert.Equal("tiny", _library.Require("tiny").Id);
        Assert.All(pack.Verify(), file => Assert.True(file.IsIntact));
        Assert.Equal(OnnxBytes.AddOne(), File.ReadAllBytes(pack.PathOf("model.onnx")));
        Assert.Equal(["tiny"], Directory.EnumerateFileSystemEntries(_folder.Path("models")).Select(Path.GetFileName));
    }

    [Fact]
    public void Cancelling_between_two_files_leaves_nothing()
    {
        using CancellationTokenSource stop = new();
        Stopper progress = new(stop);

        Assert.Throws<OperationCanceledException>(() => new ModelPackInstaller(_library).Install(Draft(), link: false, progress, stop.Token));

        Assert.True(progress.Bytes > 0);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path("models")));
    }

    [Fact]
    public void A_file_that_is_not_as_its_hash_says_leaves_nothing()
    {
        ModelPackDraft draft = Draft();
        draft = draft with { Manifest = draft.Manifest with { Files = [draft.Manifest.Files[0], draft.Manifest.Files[1] with { Sha256 = new string('a', 64) }] } };

        BadInputException fault = Assert.Throws<BadInputException>(() => new ModelPackInstaller(_library).Install(draft));

        Assert.Contains("'text_encoder/model.onnx' was altered", fault.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path("models")));
    }

    [Fact]
    public void A_file_that_went_away_leaves_nothing()
    {
        ModelPackDraft draft = Draft();
        File.Delete(_folder.Path("source", "text_encoder", "model.onnx"));

        Assert.Throws<BadInputException>(() => new ModelPackInstaller(_library).Install(draft));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path("models")));
    }

    [Fact]
    public void Room_is_asked_for_before_a_byte_is_written()
    {
        ModelPackInstaller installer = new(_library, folder => folder == _folder.Root ? 1 << 20 : throw new ArgumentException(folder));

        BadInputException fault = Assert.Throws<BadInputException>(() => installer.Install(Draft()));

        Assert.Contains("needs 17 MB", fault.Message, StringComparison.Ordinal);
        Assert.Contains("1 MB are free", fault.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.Path("models")));
    }

    [Fact]
    public void An_id_is_given_once_whatever_lies_under_it()
    {
        ModelPackInstaller installer = new(_library);
        installer.Install(Draft());

        Assert.Contains("There is a model pack 'tiny'", Assert.Throws<BadInputException>(() => installer.Install(Draft())).Message, StringComparison.Ordinal);
        Directory.CreateDirectory(_folder.Path("models", "other"));
        Assert.Contains("is there already and is not this pack", Assert.Throws<BadInputException>(() => installer.Install(Draft("other"))).Message, StringComparison.Ordinal);
        _folder.WritePack("bundled/third", "third");
        Assert.Contains("There is a model pack 'third'", Assert.Throws<BadInputException>(() => installer.Install(Draft("third"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_who_add_one_id_at_once_one_does()
    {
        ModelPackInstaller installer = new(_library);
        int done = 0;

        Parallel.For(0, 8, _ =>
        {
            try
            {
                installer.Install(Draft());
                Interlocked.Increment(ref done);
            }
            catch (BadInputException)
            {
                // The id is taken.
            }
        });

        Assert.Equal(1, done);
        Assert.All(_library.Require("tiny").Verify(), file => Assert.True(file.IsIntact));
        Assert.Equal(["tiny"], Directory.EnumerateFileSystemEntries(_folder.Path("models")).Select(Path.GetFileName));
    }

    [Fact]
    public void What_a_killed_process_left_is_no_pack_and_is_swept()
    {
        // No process has the highest number that there is.
        _folder.WritePack($"models/.adding-{int.MaxValue}-00", "half");
        Assert.Empty(_library.List());

        new ModelPackInstaller(_library).Install(Draft());

        Assert.Equal(["tiny"], Directory.EnumerateFileSystemEntries(_folder.Path("models")).Select(Path.GetFileName));
    }

    private ModelPackDraft Draft(string id = "tiny")
    {
        string source = _folder.Path("source");
        return new ModelPackDraft(source, new ModelPackManifest
        {
            Id = id,
            Task = "paint_image",
            Licence = ModelPackDraft.UnknownLicence,
            Origin = "A test.",
            Parameters = 4,
            Files = ModelPackDraft.Unhashed(source, PackContents.List(source)),
        });
    }

    private sealed class Stopper(CancellationTokenSource stop) : IProgress<long>
    {
        public long Bytes { get; private set; }

        public void Report(long value)
        {
            Bytes = value;
            stop.Cancel();
        }
    }
}
