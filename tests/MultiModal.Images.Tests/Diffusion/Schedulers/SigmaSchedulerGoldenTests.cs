namespace MultiModal.Images.Tests.Diffusion.Schedulers;

/// <summary>
/// Euler, Euler ancestral and Heun against the values that diffusers' own unit tests state (huggingface/diffusers, tests/schedulers,
/// commit 58eb52c); each row begins with the name of the test it is from, and the tolerances are that test's.
/// </summary>
public class SigmaSchedulerGoldenTests
{
    private const string Common = """{"num_train_timesteps": 1100, "beta_start": 0.0001, "beta_end": 0.02, "beta_schedule": "linear"}""";

    [Theory]
    [InlineData("test_full_loop_no_noise", "{}", 10.0807, 0.0131)]
    [InlineData("test_full_loop_device", "{}", 10.0807, 0.0131)]
    [InlineData("test_full_loop_with_v_prediction", """{"prediction_type": "v_prediction"}""", 0.0002, 2.2676e-06)]
    [InlineData("test_full_loop_device_karras_sigmas", """{"use_karras_sigmas": true}""", 124.52299499511719, 0.16213932633399963)]
    public void Euler_AsIn_test_scheduler_euler(string origin, string settings, double sum, double mean) =>
        AssertFullLoop("EulerDiscreteScheduler", origin, settings, sum, mean);

    [Theory]
    [InlineData("test_full_loop_no_noise", "{}", 152.3192, 0.1983)]
    [InlineData("test_full_loop_device", "{}", 152.3192, 0.1983)]
    [InlineData("test_full_loop_with_v_prediction", """{"prediction_type": "v_prediction"}""", 108.4439, 0.1412)]
    public void EulerAncestral_AsIn_test_scheduler_euler_ancestral(string origin, string settings, double sum, double mean) =>
        AssertFullLoop("EulerAncestralDiscreteScheduler", origin, settings, sum, mean);

    [Theory]
    [InlineData("test_full_loop_no_noise", "{}", 0.1233, 0.0002)]
    [InlineData("test_full_loop_device", "{}", 0.1233, 0.0002)]
    [InlineData("test_full_loop_with_v_prediction", """{"prediction_type": "v_prediction"}""", 4.6934e-07, 6.1112e-10)]
    [InlineData("test_full_loop_device_karras_sigmas", """{"use_karras_sigmas": true}""", 0.00015, 1.9869554535034695e-07)]
    public void Heun_AsIn_test_scheduler_heun(string origin, string settings, double sum, double mean) =>
        AssertFullLoop("HeunDiscreteScheduler", origin, settings, sum, mean);

    [Theory]
    [InlineData("test_scheduler_euler.py test_full_loop_with_noise", "EulerDiscreteScheduler", 1, 57062.9297, 74.3007)]
    [InlineData("test_scheduler_euler_ancestral.py test_full_loop_with_noise", "EulerAncestralDiscreteScheduler", 1, 56163.0508, 73.1290)]
    [InlineData("test_scheduler_heun.py test_full_loop_with_noise", "HeunDiscreteScheduler", 2, 75074.8906, 97.7538)]
    public void WithNoise_AsInTheTestOfThatName(string origin, string className, int order, double sum, double mean)
    {
        Assert.EndsWith("test_full_loop_with_noise", origin, StringComparison.Ordinal);
        DummyRun.AssertMagnitude(DummyRun.LoopWithNoise(DummyRun.Create(className, Common, "{}"), 10, 8 * order), sum, mean);
    }

    private static void AssertFullLoop(string className, string origin, string settings, double sum, double mean)
    {
        Assert.StartsWith("test_", origin, StringComparison.Ordinal);
        DummyRun.AssertMagnitude(DummyRun.FullLoop(DummyRun.Create(className, Common, settings), 10), sum, mean);
    }
}
