using MultiModal.Images.Diffusion.Schedulers;

namespace MultiModal.Images.Tests.Diffusion.Schedulers;

/// <summary>
/// DPM-Solver multistep and UniPC against the values that diffusers' own unit tests state (huggingface/diffusers, tests/schedulers,
/// commit 58eb52c); each row begins with the name of the test it is from, and the tolerances are that test's.
/// </summary>
public class SolverGoldenTests
{
    private const string Dpm = """
        {"num_train_timesteps": 1000, "beta_start": 0.0001, "beta_end": 0.02, "beta_schedule": "linear", "solver_order": 2,
         "prediction_type": "epsilon", "thresholding": false, "sample_max_value": 1.0, "algorithm_type": "dpmsolver++",
         "solver_type": "midpoint", "lower_order_final": false, "euler_at_final": false, "lambda_min_clipped": "-Infinity",
         "variance_type": null, "final_sigmas_type": "sigma_min"}
        """;

    private const string UniPc = """
        {"num_train_timesteps": 1000, "beta_start": 0.0001, "beta_end": 0.02, "beta_schedule": "linear", "solver_order": 2,
         "solver_type": "bh2", "final_sigmas_type": "sigma_min"}
        """;

    [Theory]
    [InlineData("test_full_loop_no_noise", "{}", 0.3301)]
    [InlineData("test_full_loop_no_noise_thres", """{"thresholding": true, "dynamic_thresholding_ratio": 0.87, "sample_max_value": 0.5}""", 1.1364)]
    [InlineData("test_full_loop_with_v_prediction", """{"prediction_type": "v_prediction"}""", 0.2251)]
    [InlineData("test_full_loop_with_karras_and_v_prediction", """{"prediction_type": "v_prediction", "use_karras_sigmas": true}""", 0.2096)]
    [InlineData("test_full_loop_with_lu_and_v_prediction", """{"prediction_type": "v_prediction", "use_lu_lambdas": true}""", 0.1554)]
    public void DpmSolver_AsIn_test_scheduler_dpm_multi(string origin, string settings, double mean)
    {
        Assert.StartsWith("test_", origin, StringComparison.Ordinal);
        DummyRun.AssertMagnitude(DummyRun.FullLoop(DummyRun.Create("DPMSolverMultistepScheduler", Dpm, settings), 10), null, mean);
    }

    [Fact]
    public void DpmSolver_AsIn_test_scheduler_dpm_multi_test_full_loop_with_noise() =>
        DummyRun.AssertMagnitude(DummyRun.LoopWithNoise(DummyRun.Create("DPMSolverMultistepScheduler", Dpm, "{}"), 10, 5), 318.4111, 0.4146);

    [Fact]
    public void DpmSolver_AsIn_test_scheduler_dpm_multi_test_switch()
    {
        // Given the settings of the solver after they went through another scheduler
        SchedulerConfig config = SchedulerConfigFile.Parse(Dpm) with { ClassName = "DPMSolverMultistepScheduler" };
        config = SchedulerCatalog.Create(config, "unipc").Config;

        // Then it gives what it gave before
        Scheduler back = SchedulerCatalog.Create(config, "dpm++2m");
        DummyRun.AssertMagnitude(DummyRun.FullLoop(back, 10), null, 0.3301);
    }

    [Fact]
    public void DpmSolver_AsIn_test_scheduler_dpm_multi_test_duplicated_timesteps()
    {
        // Given as many steps as training timesteps, of which one then comes twice
        Scheduler scheduler = DummyRun.Create("DPMSolverMultistepScheduler", Dpm, "{}");
        float[] sample = DummyRun.FullLoop(scheduler, 1000);

        // Then there are as many timesteps as steps, and the samples stay numbers
        Assert.Equal(1000, scheduler.Timesteps.Count);
        Assert.NotEqual(1000, scheduler.Timesteps.Distinct().Count());
        Assert.All(sample, number => Assert.True(float.IsFinite(number)));
    }

    public static TheoryData<string, string, int, string> Solvers()
    {
        TheoryData<string, string, int, string> rows = [];
        foreach (string algorithm in new[] { "dpmsolver", "dpmsolver++", "sde-dpmsolver", "sde-dpmsolver++" })
        {
            foreach (string solver in new[] { "midpoint", "heun" })
            {
                foreach (string prediction in new[] { "epsilon", "sample" })
                {
                    for (int order = 1; order <= (algorithm.StartsWith("sde", StringComparison.Ordinal) ? 2 : 3); order++)
                    {
                        rows.Add(algorithm, solver, order, prediction);
                    }
                }
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Solvers))]
    public void DpmSolver_AsIn_test_scheduler_dpm_multi_test_solver_order_and_type(string algorithm, string solver, int order, string prediction)
    {
        string settings = $$"""{"algorithm_type": "{{algorithm}}", "solver_type": "{{solver}}", "solver_order": {{order}}, "prediction_type": "{{prediction}}"}""";
        float[] sample = DummyRun.FullLoop(DummyRun.Create("DPMSolverMultistepScheduler", Dpm, settings), 10);
        Assert.All(sample, number => Assert.False(float.IsNaN(number)));
    }

    [Theory]
    [InlineData("test_full_loop_no_noise", "{}", 0.2464)]
    [InlineData("test_full_loop_with_karras", """{"use_karras_sigmas": true}""", 0.2925)]
    [InlineData("test_full_loop_with_v_prediction", """{"prediction_type": "v_prediction"}""", 0.1014)]
    [InlineData("test_full_loop_with_karras_and_v_prediction", """{"prediction_type": "v_prediction", "use_karras_sigmas": true}""", 0.1966)]
    public void UniPc_AsIn_test_scheduler_unipc(string origin, string settings, double mean)
    {
        Assert.StartsWith("test_", origin, StringComparison.Ordinal);
        DummyRun.AssertMagnitude(DummyRun.FullLoop(DummyRun.Create("UniPCMultistepScheduler", UniPc, settings), 10), null, mean);
    }

    [Theory]
    [InlineData("test_full_loop_no_noise", "{}", 0.2441)]
    [InlineData("test_full_loop_with_karras", """{"use_karras_sigmas": true}""", 0.2898)]
    [InlineData("test_full_loop_with_v_prediction", """{"prediction_type": "v_prediction"}""", 0.1014)]
    [InlineData("test_full_loop_with_karras_and_v_prediction", """{"prediction_type": "v_prediction", "use_karras_sigmas": true}""", 0.1944)]
    public void UniPc_OverPicturesOfOneRow_AsIn_test_scheduler_unipc_1D(string origin, string settings, double mean)
    {
        Assert.StartsWith("test_", origin, StringComparison.Ordinal);
        DummyRun.AssertMagnitude(DummyRun.FullLoop(DummyRun.Create("UniPCMultistepScheduler", UniPc, settings), 10, pixels: 8), null, mean);
    }

    [Theory]
    [InlineData("UniPCMultistepSchedulerTest.test_full_loop_with_noise", 64, 315.5757, 0.4109)]
    [InlineData("UniPCMultistepScheduler1DTest.test_full_loop_with_noise", 8, 39.0870, 0.4072)]
    public void UniPc_WithNoise_AsIn_test_scheduler_unipc(string origin, int pixels, double sum, double mean)
    {
        Assert.EndsWith("test_full_loop_with_noise", origin, StringComparison.Ordinal);
        DummyRun.AssertMagnitude(DummyRun.LoopWithNoise(DummyRun.Create("UniPCMultistepScheduler", UniPc, "{}"), 10, 8, pixels), sum, mean);
    }

    [Theory]
    [InlineData("UniPCMultistepSchedulerTest.test_switch", 64, 0.2464)]
    [InlineData("UniPCMultistepScheduler1DTest.test_switch", 8, 0.2441)]
    public void UniPc_AsIn_test_scheduler_unipc_test_switch(string origin, int pixels, double mean)
    {
        Assert.EndsWith("test_switch", origin, StringComparison.Ordinal);
        SchedulerConfig config = SchedulerConfigFile.Parse(UniPc) with { ClassName = "UniPCMultistepScheduler" };
        config = SchedulerCatalog.Create(config, "dpm++2m").Config;
        DummyRun.AssertMagnitude(DummyRun.FullLoop(SchedulerCatalog.Create(config, "unipc"), 10, pixels), null, mean);
    }

    [Fact]
    public void UniPc_AsIn_test_scheduler_unipc_test_flow_and_karras_sigmas_values()
    {
        // Given
        UniPcScheduler scheduler = (UniPcScheduler)DummyRun.Create(
            "UniPCMultistepScheduler",
            """{"sigma_min": 0.01, "sigma_max": 200.0, "use_flow_sigmas": true, "use_karras_sigmas": true, "num_train_timesteps": 1000}""",
            """{"prediction_type": "flow_prediction"}""");
        scheduler.SetTimesteps(5);

        // Then
        double[] sigmas = [0.9950248599052429, 0.9787454605102539, 0.8774884343147278, 0.3604971766471863, 0.009900986216962337, 0.0];
        Assert.Equal(sigmas, scheduler.Sigmas, (x, y) => Math.Abs(x - y) <= 1e-8 + (1e-5 * Math.Abs(x)));
        Assert.Equal(sigmas[..5].Select(sigma => (float)(int)(sigma * 1000)), scheduler.Timesteps);
    }
}
