using System.Text;

namespace MultiModal.Onnx.Runtime;

/// <summary>
/// Looks through an ONNX file before ONNX Runtime opens it: that it is whole, not too large, and that its external data lie in its own
/// folder. Only the structure is read; weights are skipped, so memory stays small whatever the file's size.
/// </summary>
internal sealed class OnnxModelFile
{
    private const int MaxDepth = 64;
    private const int MaxText = 4096;
    private const int MaxValueInfo = 1 << 16;

    // The messages of onnx.proto that can hold a tensor, and the fields through which one reaches the next. Numbers as in onnx.proto3.
    private static readonly Dictionary<(Message Parent, int Field), Message> Children = new()
    {
        [(Message.Model, 7)] = Message.Graph,
        [(Message.Model, 20)] = Message.Training,
        [(Message.Model, 25)] = Message.Function,
        [(Message.Training, 1)] = Message.Graph,
        [(Message.Training, 2)] = Message.Graph,
        [(Message.Function, 7)] = Message.Node,
        [(Message.Function, 11)] = Message.Attribute,
        [(Message.Graph, 1)] = Message.Node,
        [(Message.Graph, 5)] = Message.Tensor,
        [(Message.Graph, 15)] = Message.SparseTensor,
        [(Message.Node, 5)] = Message.Attribute,
        [(Message.Attribute, 5)] = Message.Tensor,
        [(Message.Attribute, 6)] = Message.Graph,
        [(Message.Attribute, 10)] = Message.Tensor,
        [(Message.Attribute, 11)] = Message.Graph,
        [(Message.Attribute, 22)] = Message.SparseTensor,
        [(Message.Attribute, 23)] = Message.SparseTensor,
        [(Message.SparseTensor, 1)] = Message.Tensor,
        [(Message.SparseTensor, 2)] = Message.Tensor,
        [(Message.Tensor, 13)] = Message.ExternalData,
    };

    private readonly string _path;
    private readonly Stream _stream;
    private readonly SortedSet<string> _locations = new(StringComparer.Ordinal);
    private readonly HashSet<string> _weights = new(StringComparer.Ordinal);
    private readonly List<TensorSpec> _inputs = [];
    private readonly List<TensorSpec> _outputs = [];
    private bool _hasGraph;
    private long _parameters;
    private long _elements;
    private ulong _elementType;
    private string? _key;
    private string? _value;

    private OnnxModelFile(string path, Stream stream)
    {
        _path = path;
        _stream = stream;
    }

    private enum Message
    {
        Model,
        Training,
        Function,
        Graph,
        Node,
        Attribute,
        Tensor,
        SparseTensor,
        ExternalData,
    }

    /// <summary>Checks a model file and returns the absolute paths of its external data.</summary>
    /// <param name="path">The absolute path of the file.</param>
    /// <param name="maxBytes">The size above which it is refused.</param>
    /// <exception cref="ProviderUnavailableException">It cannot be opened as a model; the sentence names the file and what is wrong.</exception>
    public static IReadOnlyList<string> Check(string path, long maxBytes) => Read(path, maxBytes).ExternalData;

    /// <summary>Checks a model file and returns what it takes and gives.</summary>
    /// <param name="path">The absolute path of the file.</param>
    /// <param name="maxBytes">The size above which it is refused.</param>
    /// <exception cref="ProviderUnavailableException">It cannot be opened as a model; the sentence names the file and what is wrong.</exception>
    public static OnnxModelHeader Read(string path, long maxBytes)
    {
        try
        {
            using FileStream stream = RegularFile.OpenRead(path);
            if (stream.Length == 0)
                throw Fault(path, "it is empty");
            if (stream.Length > maxBytes)
                throw new ProviderUnavailableException($"The model {path} is too large: {stream.Length} bytes, and at most {maxBytes} are opened; keep the weights as external data beside it, or raise Onnx:MaxModelBytes.");
            OnnxModelFile file = new(path, stream);
            file.Read(Message.Model, stream.Length, depth: 0);
            if (!file._hasGraph)
                throw Fault(path, "it has no graph");

            // Up to version 3 of the format weights are among the inputs too.
            return new OnnxModelHeader(path, stream.Length, [.. file._inputs.Where(input => !file._weights.Contains(input.Name))], [.. file._outputs], [.. file._locations.Select(file.Resolve)])
            {
                Parameters = file._parameters,
            };
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ProviderUnavailableException($"The model {path} does not exist; install its pack again.", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ProviderUnavailableException($"The model {path} cannot be read: {fault.Message.TrimEnd('.')}.", fault);
        }
    }

    private static ProviderUnavailableException Fault(string path, string why)
        => new($"The model {path} is damaged or is not an ONNX model: {why}; install its pack again.");

    private void Read(Message message, long end, int depth)
    {
        if (depth > MaxDepth)
            throw Fault(_path, $"its graphs are nested more than {MaxDepth} deep");
        while (_stream.Position < end)
        {
            ulong tag = ReadVarint(end);
            int field = tag >> 3 is > 0 and < 1 << 29 ? (int)(tag >> 3) : throw Fault(_path, $"there is no valid field at byte {_stream.Position}");
            switch (tag & 7)
            {
                case 0:
                    ulong number = ReadVarint(end);
                    if (message == Message.Tensor && depth == 2)
                        ReadTensorNumber(field, number);
                    break;
                case 1:
                    Skip(8, end);
                    break;
                case 5:
                    Skip(4, end);
                    break;
                case 2:
                    ulong length = ReadVarint(end);
                    if (length > (ulong)(end - _stream.Position))
                        throw Fault(_path, $"it ends in the middle of a field at byte {_stream.Position}");
                    ReadField(message, field, (int)length, depth);
                    break;
                default:
                    throw Fault(_path, $"there is no valid field at byte {_stream.Position}");
            }
        }
    }

    private void ReadField(Message message, int field, int length, int depth)
    {
        long end = _stream.Position + length;
        if (message == Message.ExternalData && field is 1 or 2)
        {
            ReadEntry(field, length);
        }
        else if (message == Message.Graph && depth == 1 && field is 11 or 12)
        {
            (field == 11 ? _inputs : _outputs).Add(ReadValueInfo(length));
        }
        else if (message == Message.Tensor && depth == 2 && field == 8)
        {
            _weights.Add(ReadText(length, "the name of one of its weights"));
        }
        else if (message == Message.Tensor && depth == 2 && field == 1)
        {
            while (_stream.Position < end)
                ReadTensorNumber(field, ReadVarint(end));
        }
        else if (Children.TryGetValue((message, field), out Message child))
        {
            _hasGraph |= message == Message.Model && child == Message.Graph;
            (_key, _value) = (null, null);
            bool isWeight = child == Message.Tensor && depth == 1;
            if (isWeight)
                (_elements, _elementType) = (1, 0);
            Read(child, end, depth + 1);
            if (isWeight && IsTrained(_elementType))
                _parameters = _elements > long.MaxValue - _parameters ? long.MaxValue : _parameters + _elements;
            if (child == Message.ExternalData && _key == "location")
                _locations.Add(_value ?? string.Empty);
        }

        _stream.Position = end;
    }

    // A dimension (field 1, packed or not) or the element type (field 2) of a weight.
    private void ReadTensorNumber(int field, ulong number)
    {
        if (field == 1)
            _elements = number == 0 ? 0 : _elements > long.MaxValue / (long)Math.Min(number, long.MaxValue) ? long.MaxValue : _elements * (long)number;
        else if (field == 2)
            _elementType = number;
    }

    // Whole numbers of 32 and 64 bits, truth values and texts are shapes and indices, not what was trained. Numbers as in TensorProto.DataType.
    private static bool IsTrained(ulong elementType) => elementType is not (0 or 6 or 7 or 8 or 9 or 12 or 13);

    private void ReadEntry(int field, int length)
    {
        string text = ReadText(length, "the name of its external data");
        if (field == 1)
            _key = text;
        else
            _value = text;
    }

    private string ReadText(int length, string what)
    {
        if (length > MaxText)
            throw Fault(_path, $"{what} is {length} bytes long");
        byte[] bytes = new byte[length];
        _stream.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    private TensorSpec ReadValueInfo(int length)
    {
        if (length > MaxValueInfo)
            throw Fault(_path, $"it describes an input or output in {length} bytes");
        byte[] bytes = new byte[length];
        _stream.ReadExactly(bytes);
        return ValueInfo.TryRead(bytes, out TensorSpec? spec) ? spec : throw Fault(_path, "it describes an input or output in a way that cannot be read");
    }

    private string Resolve(string location)
    {
        string folder = Path.GetDirectoryName(_path)!;
        string[] parts = location.Split('/', '\\');
        bool leaves = location.Length == 0 || Path.IsPathRooted(location) || location.Contains(':', StringComparison.Ordinal)
            || location.Contains('\0', StringComparison.Ordinal) || parts.Any(part => part is ".." or "");
        if (leaves)
            throw new ProviderUnavailableException($"The model {_path} points outside its own folder, at '{location}' for its external data; do not use it.");
        string full = Path.Combine(folder, location);
        return File.Exists(full)
            ? full
            : throw new ProviderUnavailableException($"The model {_path} needs its external data in {full}, which does not exist; install its pack again.");
    }

    private ulong ReadVarint(long end)
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            int next = _stream.Position < end ? _stream.ReadByte() : -1;
            if (next < 0)
                throw Fault(_path, $"it ends in the middle of a field at byte {_stream.Position}");
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }

        throw Fault(_path, $"there is no valid number at byte {_stream.Position}");
    }

    private void Skip(int length, long end)
    {
        if (length > end - _stream.Position)
            throw Fault(_path, $"it ends in the middle of a field at byte {_stream.Position}");
        _stream.Position += length;
    }
}
