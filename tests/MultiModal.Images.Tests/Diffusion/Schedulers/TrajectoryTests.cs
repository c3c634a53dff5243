using System.Text.Json.Nodes;
using MultiModal.Images.Diffusion.Schedulers;

namespace MultiModal.Images.Tests.Diffusion.Schedulers;

/// <summary>Whole runs against diffusers' own schedulers, step by step, over all their settings: Data/schedulers/trajectories.jsonl, which make_trajectories.py beside it wrote.</summary>
public class TrajectoryTests
{
    private const int Batch = 2;
    private const int Count = Batch * 3 * 4 * 4;
    private const double Tolerance = 5e-4; // diffusers works out its coefficients in single precision, here they are in double

    private static readonly float[] Weights = [.. Enumerable.Range(0, Count).Select(i => (i * 37 % 101 / 101f) - 0.4f)];

    private static readonly JsonObject[] Runs =
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "schedulers", "trajectories.jsonl")).Select(line => JsonNode.Parse(line)!.AsObject())];

    [Theory]
    [InlineData("DDIMScheduler", 30)]
    [InlineData("DDPMScheduler", 20)]
    [InlineData("EulerDiscreteScheduler", 51)]
    [InlineData("EulerAncestralDiscreteScheduler", 14)]
    [InlineData("HeunDiscreteScheduler", 39)]
    [InlineData("DPMSolverMultistepScheduler", 127)]
    [InlineData("DPMSolverSDEScheduler", 24)]
    [InlineData("UniPCMultistepScheduler", 93)]
    [InlineData("LCMScheduler", 26)]
    [InlineData("PNDMScheduler", 23)]
    [InlineData("FlowMatchEulerDiscreteScheduler", 12)]
    public void EveryRun_GoesWhereDiffusersGoes(string className, int count)
    {
        // Given the runs of a class
        JsonObject[] runs = [.. Runs.Where(run => (string?)run["_class_name"] == className)];
        Assert.Equal(count, runs.Length);

        // Then each has diffusers' timesteps, and its samples after each model evaluation
        string[] faults = [.. runs.Select(Fault).OfType<string>()];
        Assert.True(faults.Length == 0, $"{faults.Length} of {runs.Length} runs differ:\n{string.Join('\n', faults.Take(20))}");
    }

    private static string? Fault(JsonObject run)
    {
        int steps = (int)run["steps"]!;
        Scheduler scheduler = Create(run);
        scheduler.SetTimesteps(steps, (int?)run["tokens"] ?? 0);
        double[] timesteps = Numbers(run["timesteps"]!);
        if (timesteps.Length != scheduler.Timesteps.Count || timesteps.Zip(scheduler.Timesteps).Any(pair => Math.Abs(pair.First - pair.Second) > 1e-3 + (1e-5 * Math.Abs(pair.First))))
        {
            return $"{run["settings"]!.ToJsonString()} {steps}: timesteps {string.Join(' ', scheduler.Timesteps)}, not {string.Join(' ', timesteps)}";
        }

        double[] samples = Numbers(run["samples"]!);
        TorchGenerator generator = new((uint)steps);
        int begin = scheduler.FirstIndex((double?)run["strength"] ?? 1);
        float[] sample = new float[Count];
        generator.FillNormal(sample);
        if (begin > 0)
        {
            scheduler.AddNoise([.. Weights.Select(weight => weight * 2)], sample, begin, sample);
        }
        else
        {
            for (int i = 0; i < Count; i++)
            {
                sample[i] *= scheduler.InitNoiseSigma;
            }
        }

        if (begin + samples.Length != timesteps.Length)
        {
            return $"{run["settings"]!.ToJsonString()} {steps}: begins at {begin}, not {timesteps.Length - samples.Length}";
        }

        float[] scaled = new float[Count];
        for (int index = begin; index < timesteps.Length; index++)
        {
            scheduler.ScaleModelInput(sample, index, scaled);
            scheduler.Step(Predict(scaled, scheduler.Timesteps[index], run["double"] is not null), index, sample, generator.FillNormal);
            double found = Inner(sample);
            double expected = samples[index - begin];
            if (!(Math.Abs(found - expected) <= Tolerance * (1 + Math.Abs(expected))))
            {
                return $"{run["settings"]!.ToJsonString()} {steps}: after {index} {found}, not {expected}";
            }

            if (index - begin == samples.Length / 2 && (double?)run["clean"] is { } clean && !(Math.Abs(Inner(scheduler.PredictedClean) - clean) <= Tolerance * (1 + Math.Abs(clean))))
            {
                return $"{run["settings"]!.ToJsonString()} {steps}: clean {Inner(scheduler.PredictedClean)}, not {clean}";
            }
        }

        return null;
    }

    private static Scheduler Create(JsonObject run)
    {
        JsonObject settings = run["settings"]!.DeepClone().AsObject();
        settings["_class_name"] = (string?)run["_class_name"];
        if ((string?)run["_class_name"] != "FlowMatchEulerDiscreteScheduler")
        {
            settings.TryAdd("beta_start", 0.00085);
            settings.TryAdd("beta_end", 0.012);
            settings.TryAdd("beta_schedule", "scaled_linear");
        }

        Scheduler scheduler = SchedulerCatalog.Create(SchedulerConfigFile.Parse(settings.ToJsonString()));
        scheduler.Batch = Batch;
        return scheduler;
    }

    /// <summary>tanh((0.3 + t/1500) x); for a model that predicts a variance too, each picture's channels are followed by their logistic.</summary>
    private static float[] Predict(float[] scaled, float timestep, bool variance)
    {
        float slope = (float)(0.3 + ((double)timestep / 1500));
        float[] mean = [.. scaled.Select(x => MathF.Tanh(slope * x))];
        return !variance ? mean : [.. mean.Zip(scaled.Select(x => 1 / (1 + MathF.Exp(-x)))).Chunk(Count / Batch)
            .SelectMany(picture => picture.Select(pair => pair.First).Concat(picture.Select(pair => pair.Second)))];
    }

    private static double Inner(ReadOnlySpan<float> sample)
    {
        double sum = 0;
        for (int i = 0; i < sample.Length; i++)
        {
            sum += (double)sample[i] * Weights[i];
        }

        return sum;
    }

    private static double[] Numbers(JsonNode list) => [.. list.AsArray().Select(number => (double)number!)];
}
