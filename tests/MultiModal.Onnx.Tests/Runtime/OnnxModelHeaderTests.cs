using MultiModal.Onnx.Runtime;

namespace MultiModal.Onnx.Tests.Runtime;

/// <summary>The header read from the file's bytes says what ONNX Runtime says after it has opened the model.</summary>
public sealed class OnnxModelHeaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SessionPool _pool = Pools.Create();

    public static TheoryData<string> Models => ["add", "accumulator", "slow", "bundled"];

    public void Dispose()
    {
        _pool.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void It_says_the_same_as_the_open_model(string model)
    {
        string path = model == "bundled"
            ? Path.Combine(RepositoryFolder.Root, "models", "melody-lstm", "model.onnx")
            : _folder.Write("model.onnx", model switch { "add" => OnnxBytes.AddOne(), "accumulator" => OnnxBytes.Accumulator(), _ => OnnxBytes.Slow(2, 4) });

        OnnxModelHeader header = OnnxModelHeader.Read(path);
        OnnxSession session = _pool.Open(path);

        Assert.NotEmpty(header.Inputs);
        Assert.Equal(session.Inputs.Select(spec => spec.ToString()), header.Inputs.Select(spec => spec.ToString()));
        Assert.Equal(session.Outputs.Select(spec => spec.ToString()), header.Outputs.Select(spec => spec.ToString()));
        Assert.Equal(new FileInfo(path).Length, header.Length);
    }

    [Fact]
    public void Weights_that_old_exporters_list_among_the_inputs_are_no_inputs()
    {
        byte[] bytes = OnnxBytes.Model(
            [OnnxBytes.Node("Add", ["x", "one"], ["y"])],
            [OnnxBytes.Value("x", OnnxBytes.Float, 4), OnnxBytes.Value("one", OnnxBytes.Float, 4)],
            [OnnxBytes.Value("y", OnnxBytes.Float, 4)],
            [OnnxBytes.FloatTensor("one", [4], 1, 1, 1, 1)]);

        OnnxModelHeader header = OnnxModelHeader.Read(_folder.Write("model.onnx", bytes));

        Assert.Equal(["x (float[4])"], header.Inputs.Select(spec => spec.ToString()));
    }

    [Fact]
    public void External_data_outside_the_folder_are_refused_before_anything_is_opened()
    {
        string path = _folder.Write("model.onnx", OnnxBytes.WithExternalData("../secret.bin"));

        ProviderUnavailableException fault = Assert.Throws<ProviderUnavailableException>(() => OnnxModelHeader.Read(path));

        Assert.Contains("'../secret.bin'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_are_the_elements_of_weights_that_are_no_indices()
    {
        byte[] packed = OnnxBytes.Join([OnnxBytes.Bytes(1, [3, 5]), OnnxBytes.Number(2, 10), OnnxBytes.Text(8, "halves")]);
        byte[] indices = OnnxBytes.Join([OnnxBytes.Number(1, 100), OnnxBytes.Number(2, OnnxBytes.Int64), OnnxBytes.Text(8, "shape")]);
        byte[] scalar = OnnxBytes.FloatTensor("scale", [], 1);

        Assert.Equal(4 + 15 + 1, Parameters(OnnxBytes.FloatTensor("one", [2, 2], 1, 1, 1, 1), packed, indices, scalar));
    }

    [Fact]
    public void Parameters_of_impossible_sizes_are_as_many_as_can_be_counted()
    {
        byte[] huge = OnnxBytes.FloatTensor("huge", [long.MaxValue, long.MaxValue, -1]);

        Assert.Equal(long.MaxValue, Parameters(huge, huge));
        Assert.Equal(0, Parameters(OnnxBytes.FloatTensor("none", [long.MaxValue, 0])));
    }

    [Fact]
    public void A_header_of_any_bytes_is_read_or_refused_with_a_sentence()
    {
        byte[] whole = OnnxBytes.AddOne();
        SeededRandom random = new(5);
        for (int i = 0; i < 2000; i++)
        {
            byte[] bytes = whole[..random.Next(1, whole.Length)];
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            string path = _folder.Write("model.onnx", bytes);
            try
            {
                Assert.NotNull(OnnxModelHeader.Read(path).Inputs);
            }
            catch (ProviderUnavailableException fault)
            {
                Assert.Contains(path, fault.Message, StringComparison.Ordinal);
            }
        }
    }

    private long Parameters(params byte[][] weights)
        => OnnxModelHeader.Read(_folder.Write("model.onnx", OnnxBytes.Model([OnnxBytes.Node("Identity", ["x"], ["y"])], [OnnxBytes.Value("x", OnnxBytes.Float, 4)], [OnnxBytes.Value("y", OnnxBytes.Float, 4)], weights))).Parameters;
}
