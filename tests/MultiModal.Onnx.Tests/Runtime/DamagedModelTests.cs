using MultiModal.Onnx.Runtime;

namespace MultiModal.Onnx.Tests.Runtime;

public sealed class DamagedModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SessionPool _pool = Pools.Create();

    public void Dispose()
    {
        _pool.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_model_cut_at_any_length_is_refused_in_one_sentence()
    {
        byte[] whole = OnnxBytes.AddOne();

        // The last field is a note: without it the model is whole, so cuts that only take the note away are none.
        int note = whole.Length - OnnxBytes.Bytes(14, OnnxBytes.Join([OnnxBytes.Text(1, "made-by"), OnnxBytes.Text(2, "a test")])).Length;
        Assert.Equal("x", Open("whole.onnx", whole[..note]).Inputs[0].Name);

        for (int length = 0; length < whole.Length; length++)
        {
            if (length != note)
                Refused($"cut-{length}.onnx", whole[..length]);
        }

        Assert.Equal(1, _pool.Count);
    }

    [Fact]
    public void Random_bytes_are_refused_in_one_sentence()
    {
        SeededRandom random = new(11);
        for (int i = 0; i < 100; i++)
        {
            byte[] bytes = new byte[1 + (i * 9)];
            for (int k = 0; k < bytes.Length; k++)
                bytes[k] = (byte)random.Next(256);
            Refused("random.onnx", bytes);
        }
    }

    [Fact]
    public void A_changed_byte_never_does_more_than_refuse()
    {
        byte[] whole = OnnxBytes.Accumulator();
        for (int i = 0; i < whole.Length; i++)
        {
            foreach (byte flip in (byte[])[0x01, 0x80])
            {
                byte[] changed = [.. whole];
                changed[i] ^= flip;
                if (Try("changed.onnx", changed) is { } fault)
                    IsOneSentence(fault, "changed.onnx");
            }
        }
    }

    [Theory]
    [InlineData("PK\u0003\u0004 a zip file")]
    [InlineData("<!DOCTYPE html><html><body>404</body></html>")]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:0000\nsize 12345\n")]
    [InlineData("{\"json\": true}")]
    public void Files_of_other_kinds_are_refused(string text) => Refused("other.onnx", System.Text.Encoding.UTF8.GetBytes(text));

    [Fact]
    public void A_folder_and_a_missing_file_are_refused()
    {
        IsOneSentence(Assert.Throws<ProviderUnavailableException>(() => _pool.Open(_folder.Root)), Path.GetFileName(_folder.Root));
        IsOneSentence(Assert.Throws<ProviderUnavailableException>(() => _pool.Open(Path.Combine(_folder.Root, "none.onnx"))), "none.onnx");
        IsOneSentence(Assert.Throws<ProviderUnavailableException>(() => _pool.Open(Path.Combine(_folder.Root, "no", "none.onnx"))), "none.onnx");
    }

    [Fact]
    public void A_file_above_the_size_limit_is_refused_unread()
    {
        string path = Path.Combine(_folder.Root, "huge.onnx");
        using (FileStream sparse = File.Create(path))
            sparse.SetLength(3L << 30);

        ProviderUnavailableException fault = Assert.Throws<ProviderUnavailableException>(() => _pool.Open(path));

        Assert.Contains("3221225472", fault.Message, StringComparison.Ordinal);
        Assert.Contains("2147483647", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Graphs_nested_too_deep_are_refused_and_not_followed()
    {
        byte[] graph = OnnxBytes.Text(2, "innermost");
        for (int depth = 0; depth < 500; depth++)
            graph = OnnxBytes.Bytes(1, OnnxBytes.Join([OnnxBytes.Text(4, "If"), OnnxBytes.Bytes(5, OnnxBytes.GraphAttribute("then_branch", graph))]));

        Refused("deep.onnx", OnnxBytes.Join([OnnxBytes.Number(1, 8), OnnxBytes.Bytes(7, graph)]), "nested more than");
    }

    [Fact]
    public void A_tensor_that_promises_more_than_memory_is_refused()
    {
        byte[] tensor = OnnxBytes.Join([OnnxBytes.Number(1, 1L << 40), OnnxBytes.Number(1, 1L << 20), OnnxBytes.Number(2, OnnxBytes.Float), OnnxBytes.Text(8, "w"), OnnxBytes.Bytes(9, new byte[16])]);
        byte[] model = OnnxBytes.Model([OnnxBytes.Node("Add", ["x", "w"], ["y"])], [OnnxBytes.Value("x", OnnxBytes.Float, 4)], [OnnxBytes.Value("y", OnnxBytes.Float, 4)], [tensor]);

        Refused("promise.onnx", model);
    }

    [Fact]
    public void An_unknown_operator_is_named()
        => Refused(
            "unknown.onnx",
            OnnxBytes.Model([OnnxBytes.Node("Teleport", ["x"], ["y"])], [OnnxBytes.Value("x", OnnxBytes.Float, 4)], [OnnxBytes.Value("y", OnnxBytes.Float, 4)], []),
            "Teleport");

    [Fact]
    public void External_data_beside_the_model_are_used()
    {
        _folder.Write("weights.bin", [.. new float[] { 10, 20, 30, 40 }.SelectMany(BitConverter.GetBytes)]);
        OnnxSession session = Open("external.onnx", OnnxBytes.WithExternalData("weights.bin"));
        using BoundRun run = session.Bind().Input<float>("x", 4).Output<float>("y", 4).Build();

        run.Run();

        Assert.Equal([10, 20, 30, 40], run.Output<float>("y").ToArray());
    }

    [Theory]
    [InlineData("../weights.bin")]
    [InlineData("a/../../weights.bin")]
    [InlineData("/etc/hostname")]
    [InlineData("C:\\weights.bin")]
    [InlineData("..\\weights.bin")]
    [InlineData("a//weights.bin")]
    [InlineData("")]
    public void External_data_outside_the_models_folder_are_refused(string location)
        => Refused("leaves.onnx", OnnxBytes.WithExternalData(location), "points outside its own folder");

    [Fact]
    public void External_data_inside_a_nested_graph_are_found_too()
    {
        byte[] inner = OnnxBytes.Join([OnnxBytes.Text(2, "then"), OnnxBytes.Bytes(5, OnnxBytes.ExternalTensor("w", [4], "../secret"))]);
        byte[] model = OnnxBytes.Model(
            [OnnxBytes.Node("If", ["c"], ["y"], OnnxBytes.GraphAttribute("then_branch", inner))], [OnnxBytes.Value("c", 9, 1)], [OnnxBytes.Value("y", OnnxBytes.Float, 4)], []);

        Refused("nested.onnx", model, "../secret");
    }

    [Fact]
    public void Missing_external_data_are_named()
        => Refused("incomplete.onnx", OnnxBytes.WithExternalData("weights.bin.gone"), "weights.bin.gone", "does not exist");

    private OnnxSession Open(string name, byte[] bytes) => _pool.Open(_folder.Write(name, bytes));

    private ProviderUnavailableException? Try(string name, byte[] bytes)
    {
        try
        {
            Open(name, bytes);
            return null;
        }
        catch (ProviderUnavailableException fault)
        {
            return fault;
        }
    }

    private void Refused(string name, byte[] bytes, params string[] parts)
    {
        ProviderUnavailableException? fault = Try(name, bytes);
        Assert.NotNull(fault);
        IsOneSentence(fault, name);
        Assert.All(parts, part => Assert.Contains(part, fault.Message, StringComparison.Ordinal));
    }

    private static void IsOneSentence(ProviderUnavailableException fault, string name)
    {
        Assert.Contains(name, fault.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
        Assert.InRange(fault.Message.Length, 20, 800);
    }
}
