using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace MultiModal.Onnx.Runtime;

/// <summary>Collects the tensors of a <see cref="BoundRun"/> and checks them against the model.</summary>
public sealed class BoundRunBuilder
{
    private readonly OnnxSession _session;
    private readonly List<Binding> _inputs = [];
    private readonly List<Binding> _outputs = [];
    private readonly List<(string Output, string Input)> _carried = [];

    internal BoundRunBuilder(OnnxSession session) => _session = session;

    /// <summary>Binds an input to the caller's memory, which must hold exactly the shape's number of elements and stay alive as long as the run.</summary>
    public BoundRunBuilder Input<T>(string name, Memory<T> memory, params ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        _inputs.Add(Binding.Over(name, memory, shape));
        return this;
    }

    /// <inheritdoc cref="Input{T}(string, Memory{T}, ReadOnlySpan{long})"/>
    public BoundRunBuilder Input<T>(string name, T[] memory, params ReadOnlySpan<long> shape)
        where T : unmanaged => Input(name, memory.AsMemory(), shape);

    /// <summary>Binds an input to new memory, all zero, which <see cref="BoundRun.Input{T}"/> gives access to.</summary>
    public BoundRunBuilder Input<T>(string name, params ReadOnlySpan<long> shape)
        where T : unmanaged => Input(name, new T[Count(shape)], shape);

    /// <summary>Binds an output to the caller's memory, which must hold exactly the shape's number of elements and stay alive as long as the run.</summary>
    public BoundRunBuilder Output<T>(string name, Memory<T> memory, params ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        _outputs.Add(Binding.Over(name, memory, shape));
        return this;
    }

    /// <inheritdoc cref="Output{T}(string, Memory{T}, ReadOnlySpan{long})"/>
    public BoundRunBuilder Output<T>(string name, T[] memory, params ReadOnlySpan<long> shape)
        where T : unmanaged => Output(name, memory.AsMemory(), shape);

    /// <summary>Binds an output to new memory, which <see cref="BoundRun.Output{T}"/> gives access to.</summary>
    public BoundRunBuilder Output<T>(string name, params ReadOnlySpan<long> shape)
        where T : unmanaged => Output(name, new T[Count(shape)], shape);

    /// <summary>
    /// Carries a state over: after each run the output becomes the input of the next, by exchanging their memory instead of copying it.
    /// After a run the new state is read as the input.
    /// </summary>
    public BoundRunBuilder Carry(string output, string input)
    {
        _carried.Add((output, input));
        return this;
    }

    /// <summary>Checks names, types and shapes and makes the run. The caller disposes it.</summary>
    /// <exception cref="ProviderUnavailableException">Something does not fit the model; the sentence says what was expected and what was found.</exception>
    public BoundRun Build()
    {
        _session.CheckNames(_inputs.Select(binding => binding.Name), _outputs.Select(binding => binding.Name));
        Check("input", _inputs, _session.Inputs);
        Check("output", _outputs, _session.Outputs);
        (int Output, int Input)[] carried = [.. _carried.Select(pair => (Index("output", _outputs, pair.Output), Index("input", _inputs, pair.Input)))];
        foreach ((int output, int input) in carried)
            CheckCarried(_outputs[output], _inputs[input]);

        List<OrtValue> made = [];
        try
        {
            foreach (Binding binding in _inputs.Concat(_outputs))
                made.Add(binding.Create());
        }
        catch
        {
            made.ForEach(value => value.Dispose());
            throw;
        }

        return new BoundRun(
            _session,
            [.. _inputs.Select(binding => binding.Name)],
            [.. made.Take(_inputs.Count)],
            [.. _outputs.Select(binding => binding.Name)],
            [.. made.Skip(_inputs.Count)],
            carried);
    }

    private void Check(string role, List<Binding> bindings, IReadOnlyList<TensorSpec> specs)
    {
        HashSet<string> seen = [];
        foreach (Binding binding in bindings)
        {
            if (!seen.Add(binding.Name))
                throw _session.Mismatch($"its {role} '{binding.Name}' was given twice");
            TensorSpec spec = specs.First(candidate => candidate.Name == binding.Name);
            if (!spec.Accepts(binding.ElementType, binding.Shape))
                throw _session.Mismatch($"its {role} {spec} was given {binding}");
            if (binding.MemoryLength != Count(binding.Shape))
                throw new ArgumentException($"The {role} '{binding.Name}' of shape {binding} needs {Count(binding.Shape)} elements, but its memory has {binding.MemoryLength}.");
        }
    }

    private int Index(string role, List<Binding> bindings, string name)
    {
        int index = bindings.FindIndex(binding => binding.Name == name);
        return index >= 0 ? index : throw _session.Mismatch($"the {role} '{name}' that is carried over was not bound");
    }

    private void CheckCarried(Binding output, Binding input)
    {
        if (output.ElementType != input.ElementType || !output.Shape.AsSpan().SequenceEqual(input.Shape))
            throw _session.Mismatch($"the output '{output.Name}' {output} cannot be carried over to the input '{input.Name}' {input}");
    }

    private static int Count(ReadOnlySpan<long> shape)
    {
        long count = 1;
        foreach (long size in shape)
        {
            if (size < 0)
                throw new ArgumentException($"A dimension is {size}; the shape of a bound tensor must be known.", nameof(shape));
            count = checked(count * size);
        }

        return checked((int)count);
    }

    private sealed record Binding(string Name, TensorElementType ElementType, long[] Shape, int MemoryLength, Func<OrtValue> Create)
    {
        public static Binding Over<T>(string name, Memory<T> memory, ReadOnlySpan<long> shape)
            where T : unmanaged
        {
            long[] dimensions = shape.ToArray();
            return new Binding(name, ElementTypeOf(typeof(T)), dimensions, memory.Length, () => OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, memory, dimensions));
        }

        public override string ToString() => TensorSpec.Describe(ElementType, Shape);

        private static TensorElementType ElementTypeOf(Type type) => Type.GetTypeCode(type) switch
        {
            TypeCode.Single => TensorElementType.Float,
            TypeCode.Double => TensorElementType.Double,
            TypeCode.Int64 => TensorElementType.Int64,
            TypeCode.Int32 => TensorElementType.Int32,
            TypeCode.Int16 => TensorElementType.Int16,
            TypeCode.SByte => TensorElementType.Int8,
            TypeCode.UInt64 => TensorElementType.UInt64,
            TypeCode.UInt32 => TensorElementType.UInt32,
            TypeCode.UInt16 => TensorElementType.UInt16,
            TypeCode.Byte => TensorElementType.UInt8,
            TypeCode.Boolean => TensorElementType.Bool,
            _ when type == typeof(Float16) => TensorElementType.Float16,
            _ when type == typeof(BFloat16) => TensorElementType.BFloat16,
            _ => throw new ArgumentException($"A tensor cannot hold elements of type {type.Name}."),
        };
    }
}
