using MultiModal.Images.Diffusion.Schedulers;

namespace MultiModal.Images.Tests.Diffusion.Schedulers;

/// <summary>
/// DPM-Solver SDE against the values that diffusers' own unit tests state (huggingface/diffusers, tests/schedulers/test_scheduler_dpm_sde.py,
/// commit 58eb52c, CPU), fed with the increments of torchsde's Brownian path.
/// </summary>
public class DpmSolverSdeGoldenTests
{
    private const string Common = """{"num_train_timesteps": 1100, "beta_start": 0.0001, "beta_end": 0.02, "beta_schedule": "linear", "noise_sampler_seed": 0}""";

    [Theory]
    [InlineData("test_full_loop_no_noise", "{}", 162.52383422851562, 0.211619570851326, 1e-3)]
    [InlineData("test_full_loop_device", "{}", 162.52383422851562, 0.211619570851326, 1e-3)]
    [InlineData("test_full_loop_with_v_prediction", """{"prediction_type": "v_prediction"}""", 119.8487548828125, 0.1560530662536621, 1e-3)]
    [InlineData("test_full_loop_device_karras_sigmas", """{"use_karras_sigmas": true}""", 170.3135223388672, 0.23003872730981811, 1e-2)]
    public void DpmSolverSde_AsIn_test_scheduler_dpm_sde(string origin, string settings, double sum, double mean, double meanTolerance)
    {
        // Given the path over all noise levels of the run
        Assert.StartsWith("test_", origin, StringComparison.Ordinal);
        DpmSolverSdeScheduler scheduler = (DpmSolverSdeScheduler)DummyRun.Create("DPMSolverSDEScheduler", Common, settings);
        scheduler.SetTimesteps(10);
        float[] levels = [.. scheduler.Levels];
        TorchBrownianTree path = new(levels[^1], levels[0], 0, DummyModel.Count);

        // When the test's loop is run with it
        float[] sample = [.. DummyModel.Sample().Select(number => number * scheduler.InitNoiseSigma)];
        float[] output = new float[sample.Length];
        for (int index = 0; index < scheduler.Timesteps.Count; index++)
        {
            int evaluation = index;
            scheduler.ScaleModelInput(sample, index, sample);
            DummyModel.Predict(sample, scheduler.Timesteps[index], output);
            scheduler.Step(output, index, sample, noise => FillIncrement(noise, path, levels, evaluation));
        }

        // Then
        double found = sample.Sum(number => (double)Math.Abs(number));
        Assert.True(Math.Abs(found - sum) < 1e-2, $"sum {found}, diffusers has {sum}");
        Assert.True(Math.Abs((found / sample.Length) - mean) < meanTolerance, $"mean {found / sample.Length}, diffusers has {mean}");
    }

    [Fact]
    public void TheSeeds_AreThoseOfNumPy()
    {
        // Given np.random.SeedSequence(entropy=0, pool_size=24) and with spawn_key=(5, 3), their generate_state(4)
        Assert.Equal([4025752534u, 2687548107u, 2326983537u, 1576567101u], TorchBrownianTree.SeedState([0]));
        Assert.Equal([2230703150u, 3316687717u, 788529862u, 3225615604u], TorchBrownianTree.SeedState([0, .. new uint[23], 5, 3]));
    }

    /// <summary>Fills in the standard normal increment that a step asks for: to the midpoint, then on to the next level; time runs against σ.</summary>
    private static void FillIncrement(Span<float> noise, TorchBrownianTree path, float[] levels, int evaluation)
    {
        float sigma = levels[evaluation / 2];
        float next = levels[(evaluation / 2) + 1];
        float time = -MathF.Log(sigma);
        float middle = MathF.Exp(-(time + ((-MathF.Log(next) - time) * 0.5f)));
        (float from, float to) = evaluation % 2 == 0 ? (sigma, middle) : (middle, next);
        float[] increment = path.Increment(to, from);
        for (int i = 0; i < noise.Length; i++)
        {
            noise[i] = -increment[i] / MathF.Sqrt(from - to);
        }
    }
}
