using MultiModal.Images.Models;
using MultiModal.Onnx.Runtime;

namespace MultiModal.Images.Gan;

/// <summary>The intermediate latent w between a mapping and a synthesis network: one row of W numbers, or one for each of L layers.</summary>
/// <param name="Output">What the mapping network gives, [B,W] or [B,L,W].</param>
/// <param name="Width">W.</param>
/// <param name="Layers">L as the synthesis network takes it; 1 where it takes [B,W].</param>
/// <param name="Repeats">Whether the one row that the mapping network gives is repeated for every layer.</param>
internal sealed record GanStyle(TensorSpec Output, int Width, int Layers, bool Repeats)
{
    /// <summary>Gets the numbers of one w as the mapping network gives it.</summary>
    public int MappedLength => Repeats ? Width : Width * Layers;

    /// <summary>Finds out what passes between the two networks.</summary>
    /// <exception cref="ProviderUnavailableException">What the one gives is not what the other takes.</exception>
    public static GanStyle Find(OnnxModelHeader mapping, GanGraph synthesis, GanConfig config)
    {
        TensorSpec taken = synthesis.Find(GanInputRole.Style)!.Spec;
        TensorSpec given = mapping.Outputs.FirstOrDefault(output => Tensors.IsReal(output) && output.Dimensions.Count is 2 or 3)
            ?? throw Tensors.Mismatch(mapping, "an output w, [B,W] or [B,L,W]");
        long width = Agree(given.Dimensions[^1], taken.Dimensions[^1]);
        long givenLayers = given.Dimensions.Count == 3 ? given.Dimensions[1] : 1;
        long takenLayers = taken.Dimensions.Count == 3 ? taken.Dimensions[1] : 1;
        bool repeats = given.Dimensions.Count == 2 && taken.Dimensions.Count == 3;
        long layers = repeats ? takenLayers : Agree(givenLayers, takenLayers);
        if (width is < 1 or > GanPack.MaxLatent || layers is < 1 or > 1000)
            throw Tensors.Mismatch(synthesis.Header, $"an input that takes the output {given} of {mapping.Path}, and found {taken}");
        GanStyle style = new(given, (int)width, (int)layers, repeats);
        if (config.MeanStyle is { } mean && mean.Count != style.Width && mean.Count != style.MappedLength)
            throw Tensors.Mismatch(mapping, $"{style.Width} or {style.MappedLength} numbers of w_avg in {GanConfig.FileName}, and found {mean.Count}");
        return style;
    }

    /// <summary>Brings a mean of w, one row or one for each layer, to the length of what the mapping network gives.</summary>
    public float[] Spread(IReadOnlyList<float> mean) => [.. Enumerable.Range(0, MappedLength).Select(i => mean[i % mean.Count])];

    // 0 when they contradict each other, -1 when neither says.
    private static long Agree(long given, long taken) => given < 0 ? taken : taken < 0 || taken == given ? given : 0;
}
