namespace MultiModal.Images.Diffusion.Pipelines;

/// <summary>The standard Gaussian noise of one image. Each purpose has a stream of its own, so that none moves another.</summary>
internal abstract class DiffusionNoise
{
    /// <summary>Fills the latents that denoising begins from.</summary>
    public abstract void Initial(Span<float> noise);

    /// <summary>Fills what a stochastic scheduler adds in one step.</summary>
    public abstract void Step(Span<float> noise);

    /// <summary>Fills what latents of the picture to begin from are drawn with.</summary>
    public abstract void Encode(Span<float> noise);

    /// <summary>Fills what latents of the masked picture are drawn with.</summary>
    public abstract void EncodeCompanion(Span<float> noise);

    /// <summary>Returns the noise of a seed; the same seed always gives the same.</summary>
    public static DiffusionNoise Of(ulong seed) => new Seeded(new SeededRandom(seed));

    private sealed class Seeded(SeededRandom random) : DiffusionNoise
    {
        private readonly SeededRandom _initial = random.Fork("latents");
        private readonly SeededRandom _steps = random.Fork("steps");
        private readonly SeededRandom _encode = random.Fork("encode");
        private readonly SeededRandom _companion = random.Fork("companion");

        public override void Initial(Span<float> noise) => Fill(_initial, noise);

        public override void Step(Span<float> noise) => Fill(_steps, noise);

        public override void Encode(Span<float> noise) => Fill(_encode, noise);

        public override void EncodeCompanion(Span<float> noise) => Fill(_companion, noise);

        private static void Fill(SeededRandom random, Span<float> noise)
        {
            for (int i = 0; i < noise.Length; i++)
            {
                noise[i] = (float)random.NextGaussian();
            }
        }
    }
}
