using MultiModal.Images.Diffusion.Schedulers;

namespace MultiModal.Images.Tests.Diffusion.Schedulers;

/// <summary>
/// DDIM, DDPM, LCM and PNDM against the values that diffusers' own unit tests state (huggingface/diffusers, tests/schedulers, commit 58eb52c);
/// each row begins with the name of the test it is from, and the tolerances are that test's.
/// </summary>
public class AlphaSchedulerGoldenTests
{
    private const string Linear = """{"num_train_timesteps": 1000, "beta_start": 0.0001, "beta_end": 0.02, "beta_schedule": "linear", "clip_sample": true}""";
    private const string Scaled = """{"num_train_timesteps": 1000, "beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear", "prediction_type": "epsilon"}""";

    [Theory]
    [InlineData("test_full_loop_no_noise", "{}", 172.0067, 0.223967)]
    [InlineData("test_full_loop_with_v_prediction", """{"prediction_type": "v_prediction"}""", 52.5302, 0.0684)]
    [InlineData("test_full_loop_with_set_alpha_to_one", """{"set_alpha_to_one": true, "beta_start": 0.01}""", 149.8295, 0.1951)]
    [InlineData("test_full_loop_with_no_set_alpha_to_one", """{"set_alpha_to_one": false, "beta_start": 0.01}""", 149.0784, 0.1941)]
    public void Ddim_AsIn_test_scheduler_ddim(string origin, string settings, double sum, double mean)
    {
        Assert.StartsWith("test_", origin, StringComparison.Ordinal);
        DummyRun.AssertMagnitude(DummyRun.FullLoop(DummyRun.Create("DDIMScheduler", Linear, settings), 10), sum, mean);
    }

    [Fact]
    public void Ddim_AsIn_test_scheduler_ddim_test_full_loop_with_noise() =>
        DummyRun.AssertMagnitude(DummyRun.LoopWithNoise(DummyRun.Create("DDIMScheduler", Linear, "{}"), 10, 8), 354.5418, 0.4616);

    [Fact]
    public void Ddim_AsIn_test_scheduler_ddim_test_steps_offset()
    {
        Scheduler scheduler = DummyRun.Create("DDIMScheduler", Linear, """{"steps_offset": 1}""");
        scheduler.SetTimesteps(5);
        Assert.Equal([801f, 601, 401, 201, 1], scheduler.Timesteps);
    }

    [Theory]
    [InlineData(0, 0, 0.0)]
    [InlineData(420, 400, 0.14771)]
    [InlineData(980, 960, 0.32460)]
    [InlineData(487, 486, 0.00979)]
    [InlineData(999, 998, 0.02)]
    public void ThePosteriorVariance_AsIn_test_scheduler_ddim_test_variance(int timestep, int previous, double variance)
    {
        NoiseSchedule schedule = NoiseSchedule.Create(SchedulerConfigFile.Parse(Linear), finite: false);
        Assert.Equal(variance, DdpmScheduler.PosteriorVariance(schedule.Alphas[timestep], schedule.Alphas[previous]), 1e-5);
    }

    [Theory]
    [InlineData(0, 0.0)]
    [InlineData(487, 0.00979)]
    [InlineData(999, 0.02)]
    public void ThePosteriorVariance_AsIn_test_scheduler_ddpm_test_variance(int timestep, double variance)
    {
        NoiseSchedule schedule = NoiseSchedule.Create(SchedulerConfigFile.Parse(Linear), finite: false);
        double previous = timestep > 0 ? schedule.Alphas[timestep - 1] : 1;
        Assert.Equal(variance, DdpmScheduler.PosteriorVariance(schedule.Alphas[timestep], previous), 1e-5);
    }

    [Theory]
    [InlineData("test_full_loop_no_noise", "{}", 258.9606, 0.3372)]
    [InlineData("test_full_loop_with_v_prediction", """{"prediction_type": "v_prediction"}""", 202.0296, 0.2631)]
    public void Ddpm_AsIn_test_scheduler_ddpm(string origin, string settings, double sum, double mean)
    {
        Assert.StartsWith("test_", origin, StringComparison.Ordinal);
        DummyRun.AssertMagnitude(DummyRun.FullLoop(DummyRun.Create("DDPMScheduler", Linear, settings), 1000), sum, mean);
    }

    [Fact]
    public void Ddpm_AsIn_test_scheduler_ddpm_test_full_loop_with_noise() =>
        DummyRun.AssertMagnitude(DummyRun.LoopWithNoise(DummyRun.Create("DDPMScheduler", Linear, "{}"), 1000, 998), 387.9466, 0.5051);

    [Theory]
    [InlineData("test_full_loop_onestep", 1, 18.7097, 0.0244)]
    [InlineData("test_full_loop_multistep", 10, 197.7616, 0.2575)]
    public void Lcm_AsIn_test_scheduler_lcm(string origin, int steps, double sum, double mean)
    {
        Assert.StartsWith("test_", origin, StringComparison.Ordinal);
        DummyRun.AssertMagnitude(DummyRun.FullLoop(DummyRun.Create("LCMScheduler", Scaled, "{}"), steps), sum, mean, sumTolerance: 1e-3);
    }

    [Theory]
    [InlineData("test_full_loop_no_noise", "{}", 198.1318, 0.2580)]
    [InlineData("test_full_loop_with_v_prediction", """{"prediction_type": "v_prediction"}""", 67.3986, 0.0878)]
    [InlineData("test_full_loop_with_set_alpha_to_one", """{"set_alpha_to_one": true, "beta_start": 0.01}""", 230.0399, 0.2995)]
    [InlineData("test_full_loop_with_no_set_alpha_to_one", """{"set_alpha_to_one": false, "beta_start": 0.01}""", 186.9482, 0.2434)]
    public void Pndm_AsIn_test_scheduler_pndm(string origin, string settings, double sum, double mean)
    {
        Assert.StartsWith("test_", origin, StringComparison.Ordinal);
        DummyRun.AssertMagnitude(DummyRun.FullLoop(DummyRun.Create("PNDMScheduler", Linear, settings), 10), sum, mean);
    }

    [Fact]
    public void Pndm_AsIn_test_scheduler_pndm_test_steps_offset()
    {
        Scheduler scheduler = DummyRun.Create("PNDMScheduler", Linear, """{"steps_offset": 1}""");
        scheduler.SetTimesteps(10);
        Assert.Equal([901f, 851, 851, 801, 801, 751, 751, 701, 701, 651, 651, 601, 601, 501, 401, 301, 201, 101, 1], scheduler.Timesteps);
    }

    [Fact]
    public void Pndm_AsIn_test_scheduler_pndm_test_pow_of_3_inference_steps()
    {
        Scheduler scheduler = DummyRun.Create("PNDMScheduler", Linear, "{}");
        float[] sample = DummyRun.FullLoop(scheduler, 27);
        Assert.All(sample, number => Assert.True(float.IsFinite(number)));
    }

    [Theory]
    [InlineData("leading")]
    [InlineData("trailing")]
    [InlineData("linspace")]
    public void Pndm_BeginsFromNoiseAlone(string spacing)
    {
        string settings = $$"""{"rescale_betas_zero_snr": true, "prediction_type": "v_prediction", "timestep_spacing": "{{spacing}}", "skip_prk_steps": true}""";
        float[] sample = DummyRun.FullLoop(DummyRun.Create("PNDMScheduler", Scaled, settings), 10);
        Assert.All(sample, number => Assert.True(float.IsFinite(number) && Math.Abs(number) < 100));
    }
}
