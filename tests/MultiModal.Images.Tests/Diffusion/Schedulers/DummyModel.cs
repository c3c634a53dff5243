namespace MultiModal.Images.Tests.Diffusion.Schedulers;

/// <summary>The made-up sample, noise and model of diffusers' scheduler tests (tests/schedulers/test_schedulers.py), four pictures of 3 × 8 × 8.</summary>
internal static class DummyModel
{
    public const int Batch = 4;
    public const int Count = Batch * 3 * 8 * 8;

    /// <summary><c>dummy_sample_deter</c>: a ramp from 0 to 1 that runs over the pictures first.</summary>
    public static float[] Sample(int pixels = 64) => Ramp(pixels, i => i);

    /// <summary><c>dummy_noise_deter</c>: the same ramp downwards.</summary>
    public static float[] Noise(int pixels = 64) => Ramp(pixels, i => (Batch * 3 * pixels) - 1 - i);

    /// <summary><c>dummy_model</c>: x t/(t + 1).</summary>
    public static void Predict(ReadOnlySpan<float> sample, float timestep, Span<float> output)
    {
        for (int i = 0; i < sample.Length; i++)
        {
            output[i] = sample[i] * timestep / (timestep + 1);
        }
    }

    private static float[] Ramp(int pixels, Func<int, int> value)
    {
        int count = Batch * 3 * pixels;
        float[] sample = new float[count];
        for (int picture = 0; picture < Batch; picture++)
        {
            for (int i = 0; i < 3 * pixels; i++)
            {
                sample[(picture * 3 * pixels) + i] = (float)value((i * Batch) + picture) / count;
            }
        }

        return sample;
    }
}
