using System.Text.Json;
using MultiModal.Images.Diffusion.Schedulers;

namespace MultiModal.Images.Tests.Diffusion.Schedulers;

public class SchedulerConfigFileTests
{
    [Fact]
    public void AFileAsDiffusersWritesIt_IsRead()
    {
        // Given a file with keys of other classes, nulls, and a number that is no JSON
        SchedulerConfig config = SchedulerConfigFile.Parse("""
            {
              "_class_name": "DPMSolverMultistepScheduler", "_diffusers_version": "0.31.0", "beta_start": 0.00085, "beta_end": 0.012,
              "beta_schedule": "scaled_linear", "trained_betas": null, "prediction_type": null, "num_train_timesteps": 1000.0,
              "lambda_min_clipped": -Infinity, "note": "\"-Infinity\" and NaN stay as they are in a text", "something_new": {"a": [1, 2]},
              "disable_corrector": [0, 1], "solver_p": null, "set_alpha_to_one": false
            }
            """);

        // Then what is known is there, and what is null is the default
        Assert.Equal("DPMSolverMultistepScheduler", config.ClassName);
        Assert.Equal(0.00085, config.BetaStart);
        Assert.Equal(1000, config.TrainTimesteps);
        Assert.Equal(double.NegativeInfinity, config.LambdaMinClipped);
        Assert.Equal([0, 1], config.DisableCorrector);
        Assert.False(config.SetAlphaToOne);
        Assert.Null(config.TrainedBetas);
        Assert.Null(config.PredictionType);
        Assert.Null(config.ClipSample);
        Assert.True(config.LowerOrderFinal);
    }

    [Fact]
    public void EverySetting_SurvivesWritingAndReading()
    {
        // Given settings that are all unlike their defaults
        SchedulerConfig config = SchedulerConfigFile.Parse("""
            {"_class_name": "X", "num_train_timesteps": 2, "prediction_type": "sample", "beta_start": 0.1, "beta_end": 0.2, "beta_schedule": "exp",
             "trained_betas": [0.1, 0.2], "rescale_betas_zero_snr": true, "timestep_spacing": "trailing", "steps_offset": 1, "clip_sample": true,
             "clip_sample_range": 2, "thresholding": true, "dynamic_thresholding_ratio": 0.5, "sample_max_value": 3, "set_alpha_to_one": true,
             "variance_type": "learned", "interpolation_type": "log_linear", "timestep_type": "continuous", "use_karras_sigmas": true,
             "use_exponential_sigmas": false, "use_beta_sigmas": false, "use_lu_lambdas": true, "sigma_min": 0.1, "sigma_max": 9,
             "final_sigmas_type": "sigma_min", "solver_order": 3, "algorithm_type": "dpmsolver", "solver_type": "heun", "lower_order_final": false,
             "euler_at_final": true, "lambda_min_clipped": -5, "predict_x0": false, "disable_corrector": [1], "skip_prk_steps": true,
             "original_inference_steps": 20, "timestep_scaling": 5, "use_flow_sigmas": true, "flow_shift": 2, "shift": 4,
             "use_dynamic_shifting": true, "time_shift_type": "linear", "base_shift": 0.1, "max_shift": 0.9, "base_image_seq_len": 64,
             "max_image_seq_len": 128, "shift_terminal": 0.05, "invert_sigmas": true, "stochastic_sampling": true}
            """);

        // When they are written and read again
        string text = JsonSerializer.Serialize(config);
        SchedulerConfig again = SchedulerConfigFile.Parse(text);

        // Then nothing is lost, and nothing was left at its default but what cannot be set besides another
        Assert.Equal(text, JsonSerializer.Serialize(again));
        JsonElement written = JsonDocument.Parse(text).RootElement;
        JsonElement defaults = JsonDocument.Parse(JsonSerializer.Serialize(new SchedulerConfig())).RootElement;
        string[] same = [.. written.EnumerateObject().Where(setting => setting.Value.GetRawText() == defaults.GetProperty(setting.Name).GetRawText()).Select(setting => setting.Name)];
        Assert.Equal(["use_exponential_sigmas", "use_beta_sigmas"], same);
    }

    [Theory]
    [InlineData("""{"beta_start": "abc"}""", "beta_start is \"abc\"", "a number")]
    [InlineData("""{"beta_start": 0}""", "beta_start is 0", "above 0")]
    [InlineData("""{"beta_end": 2}""", "beta_end is 2", "below 1")]
    [InlineData("""{"beta_end": NaN}""", "beta_end is NaN", "below 1")]
    [InlineData("""{"beta_start": 1e-300}""", "no noise", "beta_start")]
    [InlineData("""{"beta_end": 0.999, "beta_start": 0.99}""", "no signal", "beta_end")]
    [InlineData("""{"beta_schedule": "wavy"}""", "beta_schedule is wavy", "scaled_linear")]
    [InlineData("""{"num_train_timesteps": 0}""", "num_train_timesteps is 0", "from 1 to")]
    [InlineData("""{"num_train_timesteps": 2000000000}""", "num_train_timesteps is 2000000000", "from 1 to")]
    [InlineData("""{"num_train_timesteps": 12.5}""", "num_train_timesteps is 12.5", "a whole number")]
    [InlineData("""{"num_train_timesteps": 1e300}""", "num_train_timesteps", "a whole number")]
    [InlineData("""{"num_train_timesteps": "many"}""", "num_train_timesteps", "a whole number")]
    [InlineData("""{"trained_betas": [0.1, 0.2]}""", "trained_betas is a list of 2", "num_train_timesteps is 1000")]
    [InlineData("""{"trained_betas": [0.1, "x"]}""", "trained_betas", "a list of numbers")]
    [InlineData("""{"trained_betas": 5}""", "trained_betas is 5", "a list of numbers")]
    [InlineData("""{"num_train_timesteps": 2, "trained_betas": [0.1, -0.2]}""", "trained_betas[1] is -0.2", "above 0")]
    [InlineData("""{"num_train_timesteps": 2, "trained_betas": [0.1, Infinity]}""", "trained_betas[1]", "at most 1")]
    [InlineData("""{"prediction_type": "guess"}""", "prediction_type is guess", "v_prediction")]
    [InlineData("""{"prediction_type": 7}""", "prediction_type is 7", "a text")]
    [InlineData("""{"timestep_spacing": "random"}""", "timestep_spacing is random", "trailing")]
    [InlineData("""{"steps_offset": -1}""", "steps_offset is -1", "from 0")]
    [InlineData("""{"thresholding": "yes"}""", "thresholding is \"yes\"", "true or false")]
    [InlineData("""{"dynamic_thresholding_ratio": 1.5}""", "dynamic_thresholding_ratio is 1.5", "to 1")]
    [InlineData("""{"sample_max_value": 0}""", "sample_max_value is 0", "above 0")]
    [InlineData("""{"clip_sample_range": -1}""", "clip_sample_range is -1", "above 0")]
    [InlineData("""{"use_karras_sigmas": true, "use_beta_sigmas": true}""", "use_karras_sigmas", "only one")]
    [InlineData("""{"sigma_min": 0}""", "sigma_min is 0", "above 0")]
    [InlineData("""{"sigma_min": 3, "sigma_max": 2}""", "sigma_min is 3", "below sigma_max 2")]
    [InlineData("""{"final_sigmas_type": "one"}""", "final_sigmas_type is one", "sigma_min")]
    [InlineData("""{"interpolation_type": "cubic"}""", "interpolation_type is cubic", "log_linear")]
    [InlineData("""{"timestep_type": "odd"}""", "timestep_type is odd", "continuous")]
    [InlineData("""{"_class_name": "DPMSolverMultistepScheduler", "solver_order": 4}""", "solver_order is 4", "to 3")]
    [InlineData("""{"_class_name": "DPMSolverMultistepScheduler", "algorithm_type": "sde-dpmsolver", "solver_order": 3, "final_sigmas_type": "sigma_min"}""", "solver_order is 3", "to 2")]
    [InlineData("""{"_class_name": "DPMSolverMultistepScheduler", "algorithm_type": "dpmsolver"}""", "final_sigmas_type is zero", "sigma_min")]
    [InlineData("""{"_class_name": "DPMSolverMultistepScheduler", "algorithm_type": "magic"}""", "algorithm_type is magic", "dpmsolver++")]
    [InlineData("""{"_class_name": "DPMSolverMultistepScheduler", "solver_type": "magic"}""", "solver_type is magic", "midpoint")]
    [InlineData("""{"_class_name": "DPMSolverMultistepScheduler", "prediction_type": "flow_prediction"}""", "prediction_type is flow_prediction", "use_flow_sigmas")]
    [InlineData("""{"_class_name": "DPMSolverMultistepScheduler", "lambda_min_clipped": 100}""", "lambda_min_clipped is 100", "no timestep")]
    [InlineData("""{"_class_name": "DPMSolverMultistepScheduler", "lambda_min_clipped": Infinity}""", "lambda_min_clipped", "below 1000")]
    [InlineData("""{"_class_name": "UniPCMultistepScheduler", "solver_order": 1000000000}""", "solver_order is 1000000000", "to 5")]
    [InlineData("""{"_class_name": "UniPCMultistepScheduler", "solver_type": "bh3"}""", "solver_type is bh3", "bh2")]
    [InlineData("""{"_class_name": "UniPCMultistepScheduler", "shift_terminal": 0.1}""", "shift_terminal is 0.1", "use_flow_sigmas")]
    [InlineData("""{"_class_name": "UniPCMultistepScheduler", "disable_corrector": [1, "two"]}""", "disable_corrector", "a list of whole numbers")]
    [InlineData("""{"_class_name": "LCMScheduler", "original_inference_steps": 2000}""", "original_inference_steps is 2000", "1000")]
    [InlineData("""{"_class_name": "LCMScheduler", "timestep_scaling": 0}""", "timestep_scaling is 0", "above 0")]
    [InlineData("""{"_class_name": "DDPMScheduler", "variance_type": "other"}""", "variance_type is other", "fixed_small")]
    [InlineData("""{"_class_name": "PNDMScheduler", "prediction_type": "sample"}""", "prediction_type is sample", "epsilon")]
    [InlineData("""{"_class_name": "FlowMatchEulerDiscreteScheduler", "shift": -3}""", "shift is -3", "above 0")]
    [InlineData("""{"_class_name": "FlowMatchEulerDiscreteScheduler", "shift_terminal": 1}""", "shift_terminal is 1", "to 0.999")]
    [InlineData("""{"_class_name": "FlowMatchEulerDiscreteScheduler", "use_dynamic_shifting": true, "time_shift_type": "odd"}""", "time_shift_type is odd", "exponential")]
    [InlineData("""{"_class_name": "FlowMatchEulerDiscreteScheduler", "base_image_seq_len": 4096}""", "max_image_seq_len is 4096", "from 4097")]
    [InlineData("""{"_class_name": "FlowMatchEulerDiscreteScheduler", "use_dynamic_shifting": true, "time_shift_type": "linear", "max_shift": -9}""", "max_shift is -9", "above 0")]
    [InlineData("""{"_class_name": "KarrasVeScheduler"}""", "_class_name is KarrasVeScheduler", "DDIMScheduler")]
    [InlineData("""{"_class_name": ["DDIMScheduler"]}""", "_class_name is [\"DDIMScheduler\"]", "a text")]
    [InlineData("""{"_class_name": null}""", "no _class_name", "DDIMScheduler")]
    [InlineData("""{"_class_name": "DDIMScheduler", "rescale_betas_zero_snr": true, "timestep_spacing": "trailing"}""", "prediction_type is epsilon", "timestep 999")]
    [InlineData("""{"_class_name": "DDIMScheduler", "_class_name": "DDIMScheduler"}""", "not valid JSON", "_class_name")]
    [InlineData("[]", "JSON object", "scheduler_config.json")]
    [InlineData("", "not valid JSON", "scheduler_config.json")]
    [InlineData("{\"beta_start\": 0.1", "not valid JSON", "scheduler_config.json")]
    [InlineData("null", "JSON object", "scheduler_config.json")]
    public void AHostileFile_IsOneSentenceThatNamesTheKey(string json, params string[] said)
    {
        BadInputException fault = Assert.Throws<BadInputException>(() =>
        {
            SchedulerConfig config = SchedulerConfigFile.Parse(json, "pack/scheduler_config.json");
            Scheduler scheduler = SchedulerCatalog.Create(json.Contains("_class_name", StringComparison.Ordinal) ? config : config with { ClassName = "EulerDiscreteScheduler" });
            scheduler.SetTimesteps(10, 4096);
        });
        Assert.All(said, words => Assert.Contains(words, fault.Message, StringComparison.Ordinal));
        Assert.StartsWith("pack/scheduler_config.json", fault.Message, StringComparison.Ordinal);
        Assert.True(fault.Message.Length < 500, fault.Message);
    }

    [Fact]
    public void DeepNesting_AndHugeTexts_AreSentencesToo()
    {
        string deep = string.Concat(Enumerable.Repeat("{\"beta_start\":", 2000)) + "1" + new string('}', 2000);
        Assert.Throws<BadInputException>(() => SchedulerConfigFile.Parse(deep));
        BadInputException fault = Assert.Throws<BadInputException>(() => SchedulerConfigFile.Parse($$"""{"beta_start": "{{new string('x', 1 << 20)}}"}"""));
        Assert.True(fault.Message.Length < 300);
    }

    [Fact]
    public void AMissingFile_AndOneTooLarge_AreSentences()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "no-such", "scheduler_config.json");
        Assert.Contains("does not exist", Assert.Throws<BadInputException>(() => SchedulerConfigFile.Read(path)).Message, StringComparison.Ordinal);
        using Testing.TemporaryFolder folder = new();
        string large = folder.Path("scheduler_config.json");
        File.WriteAllText(large, "{" + new string(' ', 5 << 20) + "}");
        Assert.Contains("bytes", Assert.Throws<BadInputException>(() => SchedulerConfigFile.Read(large)).Message, StringComparison.Ordinal);
        File.WriteAllText(large, """{"_class_name": "DDIMScheduler"}""");
        Assert.Equal(large, SchedulerConfigFile.Read(large).Source);
    }
}
