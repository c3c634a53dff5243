using MultiModal.Images.Models;

namespace MultiModal.Images.Gan;

/// <summary>
/// A latent-to-image generator and what it takes, found out from its graphs: one <c>model.onnx</c> (or any single <c>.onnx</c> file), or
/// a StyleGAN-like pair <c>mapping.onnx</c> and <c>synthesis.onnx</c>; with it a <c>config.json</c> (<see cref="GanConfig"/>) and, for
/// words, <c>tokenizer/</c> and <c>text_encoder/model.onnx</c>. Immutable.
/// </summary>
/// <remarks>
/// Inputs are recognised by element type, rank and name: the latent [B,Z] or [B,Z,1,1] (<c>latent</c>, <c>z</c>, <c>noise</c>, <c>input</c>, or any
/// name when it is the only one left), a class [B] of whole numbers or [B,K] one-hot (<c>class_labels</c>, <c>label</c>, <c>c</c>, <c>y</c>), ψ
/// (<c>truncation</c>, <c>truncation_psi</c>, <c>psi</c>), a text [B,E] or [B,S,H] (<c>text_embeds</c>, <c>encoder_hidden_states</c>, <c>embedding</c>)
/// and a <c>layout</c> [B,3,H,W] in −1 to 1. The output is [B,3,H,W], [B,1,H,W] or [B,H,W,3].
/// </remarks>
public sealed class GanPack
{
    /// <summary>The most pixels a side of what a generator gives.</summary>
    public const int MaxSide = 4096;

    /// <summary>The largest latent.</summary>
    public const int MaxLatent = 65_536;

    /// <summary>The most pictures of one run.</summary>
    internal const int MaxBatch = 64;

    private const string ModelName = "model.onnx";
    private const string MappingName = "mapping.onnx";
    private const string SynthesisName = "synthesis.onnx";

    private GanPack(ModelFiles files, GanConfig config, GanGraph? mapping, GanGraph generator)
    {
        (Files, Config, Mapping, Generator) = (files, config, mapping, generator);
        Image = GanImageOutput.Find(generator.Header, config.OutputRange);
        LatentSize = FindLatentSize();
        Classes = FindClasses();
        Truncation = FindTruncation();
        if (mapping is not null)
            Style = GanStyle.Find(mapping.Header, generator, config);
        CheckText();
        CheckLayout();
    }

    /// <summary>Gets the files.</summary>
    public ModelFiles Files { get; }

    /// <summary>Gets what <c>config.json</c> says.</summary>
    public GanConfig Config { get; }

    /// <summary>Gets Z, the size of the latent.</summary>
    public int LatentSize { get; }

    /// <summary>Gets a value indicating whether it makes pictures of a class.</summary>
    public bool TakesClass => Any(GanInputRole.ClassIndex) is not null || Any(GanInputRole.ClassOneHot) is not null;

    /// <summary>Gets the number of classes; null when it takes none, or any number as far as can be told.</summary>
    public int? Classes { get; }

    /// <summary>Gets a value indicating whether it makes pictures of words or of an embedding.</summary>
    public bool TakesText => Any(GanInputRole.TextEmbedding) is not null || Any(GanInputRole.TextStates) is not null;

    /// <summary>Gets a value indicating whether it has what turns words into what it takes.</summary>
    public bool HasTextEncoder => Files.Has(TextTower.ModelPath);

    /// <summary>Gets a value indicating whether it takes a layout.</summary>
    public bool TakesLayout => Any(GanInputRole.Layout) is not null;

    /// <summary>Gets how it trades variety for typical pictures.</summary>
    public GanTruncation Truncation { get; }

    /// <summary>Gets the pixels across of what it gives; null when the graph does not say.</summary>
    public int? Width => Image.Width < 0 ? null : (int)Image.Width;

    /// <summary>Gets the pixels down of what it gives; null when the graph does not say.</summary>
    public int? Height => Image.Height < 0 ? null : (int)Image.Height;

    /// <summary>Gets the mapping network, when it has one of its own.</summary>
    internal GanGraph? Mapping { get; }

    /// <summary>Gets the graph that gives the pictures.</summary>
    internal GanGraph Generator { get; }

    /// <summary>Gets the output that holds the pictures.</summary>
    internal GanImageOutput Image { get; }

    /// <summary>Gets what passes between the two graphs; null when there is one.</summary>
    internal GanStyle? Style { get; }

    /// <summary>Says whether the files could be a generator: they hold its models and are no diffusion pipeline. Nothing is read.</summary>
    public static bool Fits(ModelFiles files)
    {
        ArgumentNullException.ThrowIfNull(files);
        return !files.Has("model_index.json") && ((files.Has(MappingName) && files.Has(SynthesisName)) || files.Has(ModelName) || files.Models.Count == 1);
    }

    /// <summary>Finds out what a generator takes, from the headers of its graphs; no weight is loaded.</summary>
    /// <param name="files">Its files.</param>
    /// <exception cref="ProviderUnavailableException">A part is missing, damaged or not that of a generator; the sentence names file, tensor, expected and found.</exception>
    public static GanPack Inspect(ModelFiles files)
    {
        ArgumentNullException.ThrowIfNull(files);
        GanConfig config = GanConfig.Read(files);
        if (files.Has(MappingName) || files.Has(SynthesisName))
        {
            return new GanPack(files, config, GanGraph.Of(files, MappingName), GanGraph.Of(files, SynthesisName, isSynthesis: true));
        }

        string model = files.Has(ModelName) ? ModelName : files.Models is [string only] ? only : throw new ProviderUnavailableException(
            $"The model {files.Folder} is not a generator: expected {ModelName}, one other .onnx file, or {MappingName} and {SynthesisName}, and found {Found(files)}.");
        return new GanPack(files, config, mapping: null, GanGraph.Of(files, model));
    }

    /// <summary>Says what it is in one line: <c>a GAN for 256×256 pixels, of words, a layout and a latent of 64</c>.</summary>
    public string Describe()
    {
        List<string> takes = [];
        if (TakesClass)
            takes.Add(Classes is { } classes ? FormattableString.Invariant($"one of {classes} classes") : "a class");
        if (TakesText)
            takes.Add(HasTextEncoder ? "words" : "an embedding");
        if (TakesLayout)
            takes.Add("a layout");
        takes.Add(FormattableString.Invariant($"a latent of {LatentSize}"));
        string size = Width is { } width && Height is { } height ? FormattableString.Invariant($" for {width}×{height} pixels") : string.Empty;
        string made = takes.Count == 1 ? takes[0] : $"{string.Join(", ", takes.SkipLast(1))} and {takes[^1]}";
        return $"a {(Mapping is null ? "GAN" : "GAN of two networks")}{size}, made of {made}";
    }

    /// <summary>Returns the input with a role in either graph, the generator's first.</summary>
    internal GanInput? Any(GanInputRole role) => Generator.Find(role) ?? Mapping?.Find(role);

    private static string Found(ModelFiles files) => files.Models.Count == 0 ? "no .onnx file" : string.Join(", ", files.Models.Take(16));

    private int FindLatentSize()
    {
        GanGraph graph = Mapping ?? Generator;
        GanInput latent = graph.Find(GanInputRole.Latent)!;
        long size = latent.Spec.Dimensions[1];
        if (size >= 0 && Config.LatentSize is { } told && told != size)
            throw Tensors.Mismatch(graph.Header, $"the input {latent.Spec} to have the size {told} that {GanConfig.FileName} gives the latent");
        if (size < 0)
            size = Config.LatentSize ?? throw Tensors.Mismatch(graph.Header, $"a known size of the latent {latent.Spec}; write it into {GanConfig.FileName} as \"latent_dim\"");
        return size is >= 1 and <= MaxLatent ? (int)size : throw Tensors.Mismatch(graph.Header, $"a latent of 1 to {MaxLatent} numbers, and found {latent.Spec}");
    }

    private int? FindClasses()
    {
        if (Any(GanInputRole.ClassOneHot) is not { } oneHot)
            return TakesClass ? Config.Classes : null;
        long size = oneHot.Spec.Dimensions[1] < 0 ? Config.Classes ?? -1 : oneHot.Spec.Dimensions[1];
        return size is >= 1 and <= 100_000 ? (int)size : throw Tensors.Mismatch(Generator.Header, $"a known number of classes at {oneHot.Spec}, 1 to 100000; write it into {GanConfig.FileName} as \"num_classes\"");
    }

    private GanTruncation FindTruncation()
    {
        if (Any(GanInputRole.Truncation) is { } psi)
            return TakesClass && psi.Spec.Name.Equals("truncation", StringComparison.OrdinalIgnoreCase) ? GanTruncation.InputAndScaledLatent : GanTruncation.Input;
        return Mapping is null ? GanTruncation.ResampledLatent : GanTruncation.TowardsMeanStyle;
    }

    private void CheckText()
    {
        if (Any(GanInputRole.TextEmbedding) is not null && Any(GanInputRole.TextStates) is not null)
            throw Tensors.Mismatch(Generator.Header, "a text as one embedding or as hidden states, not both");
    }

    private void CheckLayout()
    {
        if (Any(GanInputRole.Layout) is not { } layout)
            return;
        if (layout.Spec.Dimensions.Skip(2).Any(side => side is 0 or > MaxSide))
            throw Tensors.Mismatch(Generator.Header, $"the layout {layout.Spec} to be 1 to {MaxSide} pixels a side");
    }
}
