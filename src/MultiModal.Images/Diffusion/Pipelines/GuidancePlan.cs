using System.Numerics.Tensors;

namespace MultiModal.Images.Diffusion.Pipelines;

/// <summary>
/// Classifier-free guidance (Ho and Salimans 2022; for words and a picture Brooks et al. 2023, equation 3) as the variants of each image
/// that go into one batch, and the weights by which their predictions add up to one.
/// </summary>
internal sealed class GuidancePlan
{
    private GuidancePlan(IReadOnlyList<GuidanceVariant> variants, double rescale) => (Variants, Rescale) = (variants, rescale);

    /// <summary>Gets the variants; the first is the one that has everything.</summary>
    public IReadOnlyList<GuidanceVariant> Variants { get; }

    /// <summary>Gets how far the contrast that guidance adds is taken back, 0 to 1.</summary>
    public double Rescale { get; }

    /// <summary>Gets a value indicating whether the negative prompt is looked at.</summary>
    public bool NeedsUnconditional => Variants.Count > 1;

    /// <summary>Chooses the variants.</summary>
    /// <param name="guidance">The guidance scale of the words, g; 1 or less is off.</param>
    /// <param name="layoutGuidance">The guidance scale of the layout, l; 1 needs no third variant.</param>
    /// <param name="hasLayout">Whether there is a layout.</param>
    /// <param name="rescale">See <see cref="Rescale"/>.</param>
    public static GuidancePlan Create(double guidance, double layoutGuidance, bool hasLayout, double rescale)
    {
        (float g, float l) = ((float)guidance, (float)layoutGuidance);
        if (guidance <= 1)
        {
            return new GuidancePlan([new GuidanceVariant(HasWords: true, HasLayout: true, 1)], 0);
        }

        // ε = ε(∅,∅) + g (ε(w,p) − ε(∅,p)) + l (ε(∅,p) − ε(∅,∅)), which for l = 1 is ε(∅,p) + g (ε(w,p) − ε(∅,p)).
        return hasLayout && layoutGuidance != 1
            ? new GuidancePlan([new(true, true, g), new(false, true, l - g), new(false, false, 1 - l)], rescale)
            : new GuidancePlan([new(true, true, g), new(false, true, 1 - g)], rescale);
    }

    /// <summary>Adds up the predictions for one image.</summary>
    /// <param name="denoiser">Holds the predictions; the row of variant v and image k is v · <paramref name="images"/> + k.</param>
    /// <param name="image">The image.</param>
    /// <param name="images">How many images there are.</param>
    /// <param name="guided">Takes the sum, [C, h, w].</param>
    public void Combine(Denoiser denoiser, int image, int images, Span<float> guided)
    {
        ReadOnlySpan<float> full = denoiser.Prediction(image);
        if (Variants.Count == 1)
        {
            full.CopyTo(guided);
            return;
        }

        TensorPrimitives.Multiply(full, Variants[0].Weight, guided);
        for (int v = 1; v < Variants.Count; v++)
        {
            TensorPrimitives.MultiplyAdd(denoiser.Prediction((v * images) + image), Variants[v].Weight, guided, guided);
        }

        if (Rescale > 0)
        {
            TakeBack(full, guided);
        }
    }

    // Lin et al. 2024, section 3.4: the guided prediction scaled to the deviation of the unguided one, mixed with itself.
    private void TakeBack(ReadOnlySpan<float> full, Span<float> guided)
    {
        double deviation = Deviation(guided);
        if (deviation > 0)
        {
            TensorPrimitives.Multiply(guided, (float)((Rescale * Deviation(full) / deviation) + 1 - Rescale), guided);
        }
    }

    private static double Deviation(ReadOnlySpan<float> values)
    {
        double sum = 0;
        double squares = 0;
        foreach (float value in values)
        {
            sum += value;
            squares += (double)value * value;
        }

        return Math.Sqrt(Math.Max(0, (squares - (sum * sum / values.Length)) / (values.Length - 1)));
    }
}

/// <summary>One variant of guidance.</summary>
/// <param name="HasWords">Whether it sees the prompt; else the negative prompt.</param>
/// <param name="HasLayout">Whether it sees the layout; else zeros.</param>
/// <param name="Weight">How much its prediction counts.</param>
internal readonly record struct GuidanceVariant(bool HasWords, bool HasLayout, float Weight);
