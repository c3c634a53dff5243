namespace MultiModal.Images.Gan;

/// <summary>How a generator trades variety for typical pictures; ψ is 0 (the average picture) to 1 (the whole variety).</summary>
public enum GanTruncation
{
    /// <summary>
    /// The latent is drawn from a normal distribution of which values beyond ±2ψ are drawn again (the truncation trick of BigGAN: Brock,
    /// Donahue and Simonyan 2019, section 3.1, whose thresholds go from 2 down). For models that take nothing but a latent.
    /// </summary>
    ResampledLatent,

    /// <summary>
    /// w' = w̄ + ψ(w − w̄), where w̄ is the mean of w over the latents (Karras, Laine and Aila 2019, "A Style-Based Generator Architecture
    /// for Generative Adversarial Networks", appendix B). For pairs of a mapping and a synthesis network.
    /// </summary>
    TowardsMeanStyle,

    /// <summary>The model takes ψ as an input and does it itself; the latent is drawn from the whole normal distribution.</summary>
    Input,

    /// <summary>
    /// The model takes ψ as an input and expects a latent that is ψ times a normal distribution cut off at ±2, as the published BigGAN
    /// models do: those with a <c>truncation</c> input beside a class.
    /// </summary>
    InputAndScaledLatent,
}
