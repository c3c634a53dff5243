using Microsoft.ML.OnnxRuntime.Tensors;
using MultiModal.Onnx.Runtime;

namespace MultiModal.Images.Diffusion.Packs;

/// <summary>Finds the tensors of one model by name, and says in one sentence each what is missing, renamed or of the wrong rank or type.</summary>
internal sealed class PartReader
{
    private readonly DiffusionPart _part;
    private readonly List<string> _faults;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly bool _isAnother;

    /// <summary>Initializes a new instance of the <see cref="PartReader"/> class.</summary>
    /// <param name="part">The model.</param>
    /// <param name="faults">Takes the faults.</param>
    /// <param name="expected">What it should be, in words.</param>
    public PartReader(DiffusionPart part, List<string> faults, string expected)
    {
        (_part, _faults) = (part, faults);
        string found = Recognise(part.Header);
        if (found.Length > 0 && !expected.StartsWith(found, StringComparison.Ordinal))
        {
            _isAnother = true;
            Fault($"{part.Path} is {found}: it takes {List(part.Header.Inputs)} and gives {List(part.Header.Outputs)}; expected is {expected}");
        }
    }

    /// <summary>Gets the element types of latents and hidden states.</summary>
    public static IReadOnlyList<TensorElementType> Floats { get; } = [TensorElementType.Float, TensorElementType.Float16];

    /// <summary>Gets the element types of token ids.</summary>
    public static IReadOnlyList<TensorElementType> WholeNumbers { get; } = [TensorElementType.Int64, TensorElementType.Int32];

    /// <summary>Gets the element types of timesteps.</summary>
    public static IReadOnlyList<TensorElementType> Numbers { get; } =
        [TensorElementType.Float, TensorElementType.Float16, TensorElementType.Double, TensorElementType.Int64, TensorElementType.Int32];

    /// <summary>Gets a value indicating whether nothing was amiss so far.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>Returns the input that has one of the names, or null with a fault.</summary>
    public TensorSpec? Input(IReadOnlyList<string> names, IReadOnlyList<int> ranks, IReadOnlyList<TensorElementType> types)
    {
        _known.UnionWith(names);
        TensorSpec? spec = names.Select(_part.Header.FindInput).FirstOrDefault(found => found is not null);
        if (spec is null)
        {
            return Fault($"{_part.Path} has no input '{string.Join("' or '", names)}'; it takes {List(_part.Header.Inputs)}");
        }

        return Check("input", spec, ranks, types);
    }

    /// <summary>Returns the input of that name, or null.</summary>
    public TensorSpec? OptionalInput(string name, int rank, IReadOnlyList<TensorElementType> types)
    {
        _known.Add(name);
        return _part.Header.FindInput(name) is { } spec ? Check("input", spec, [rank], types) : null;
    }

    /// <summary>Returns the output that has one of the names, or the only one there is.</summary>
    public TensorSpec? Output(IReadOnlyList<string> names, int rank, IReadOnlyList<TensorElementType> types)
    {
        TensorSpec? spec = names.Select(_part.Header.FindOutput).FirstOrDefault(found => found is not null) ?? (_part.Header.Outputs is [var only] ? only : null);
        if (spec is null)
        {
            return Fault($"{_part.Path} has no output '{string.Join("' or '", names)}'; it gives {List(_part.Header.Outputs)}");
        }

        // Some exporters leave the shape of an output out.
        return Check("output", spec, [rank, 0], types, rank);
    }

    /// <summary>Makes a fault of every input that was not asked for: nothing here could fill it.</summary>
    public void RefuseOtherInputs()
    {
        foreach (TensorSpec spec in _part.Header.Inputs.Where(spec => !_known.Contains(spec.Name)))
        {
            Fault($"{_part.Path} takes '{spec}', which no pipeline here can fill");
        }
    }

    private TensorSpec? Check(string role, TensorSpec spec, IReadOnlyList<int> ranks, IReadOnlyList<TensorElementType> types, int? told = null)
    {
        if (!spec.IsTensor || !ranks.Contains(spec.Dimensions.Count))
        {
            string expected = told is { } rank ? $"{rank}" : string.Join(" or ", ranks);
            return Fault($"{_part.Path}'s {role} '{spec.Name}' has rank {spec.Dimensions.Count}, {spec}; expected is rank {expected}");
        }

        return types.Contains(spec.ElementType)
            ? spec
            : Fault($"{_part.Path}'s {role} {spec} is of type {spec.ElementType.ToString().ToLowerInvariant()}; expected is {string.Join(" or ", types.Select(type => type.ToString().ToLowerInvariant()))}");
    }

    // One sentence is enough for a model in the wrong place.
    private TensorSpec? Fault(string sentence)
    {
        if (IsWhole || !_isAnother)
        {
            _faults.Add(sentence + ".");
        }

        IsWhole = false;
        return null;
    }

    private static string Recognise(OnnxModelHeader header)
        => header.FindInput("input_ids") is not null ? "a text encoder"
            : header.FindInput("encoder_hidden_states") is not null && header.FindInput("timestep") is not null ? "a denoiser"
            : header.FindOutput("latent_parameters") is not null || header.FindOutput("latent_sample") is not null ? "a VAE encoder"
            : header.FindInput("latent_sample") is not null ? "a VAE decoder"
            : string.Empty;

    private static string List(IReadOnlyList<TensorSpec> specs) => specs.Count == 0 ? "nothing" : string.Join(", ", specs.Take(20));
}
