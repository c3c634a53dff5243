using System.Text.Json.Nodes;
using MultiModal.Images.Diffusion.Schedulers;

namespace MultiModal.Images.Tests.Diffusion.Schedulers;

/// <summary>The loops of diffusers' scheduler tests, and what they compare.</summary>
internal static class DummyRun
{
    /// <summary>Makes a scheduler of a class from the settings of its test file and those of one test.</summary>
    public static Scheduler Create(string className, string common, string settings)
    {
        JsonObject all = JsonNode.Parse(common)!.AsObject();
        foreach ((string key, JsonNode? value) in JsonNode.Parse(settings)!.AsObject())
        {
            all[key] = value?.DeepClone();
        }

        all["_class_name"] = className;
        return SchedulerCatalog.Create(SchedulerConfigFile.Parse(all.ToJsonString()));
    }

    /// <summary>Runs a scheduler from its first timestep on the dummy sample.</summary>
    public static float[] FullLoop(Scheduler scheduler, int steps, int pixels = 64)
    {
        scheduler.SetTimesteps(steps);
        float[] sample = DummyModel.Sample(pixels);
        Multiply(sample, scheduler.InitNoiseSigma);
        Loop(scheduler, sample, 0);
        return sample;
    }

    /// <summary>Runs a scheduler from a later index on the dummy sample mixed with the dummy noise.</summary>
    public static float[] LoopWithNoise(Scheduler scheduler, int steps, int begin, int pixels = 64)
    {
        scheduler.SetTimesteps(steps);
        float[] sample = DummyModel.Sample(pixels);
        Multiply(sample, scheduler.InitNoiseSigma);
        scheduler.AddNoise(sample, DummyModel.Noise(pixels), begin, sample);
        Loop(scheduler, sample, begin);
        return sample;
    }

    /// <summary>Asserts the sum and mean of the magnitudes, within what diffusers allows for.</summary>
    public static void AssertMagnitude(float[] sample, double? sum, double mean, double sumTolerance = 1e-2)
    {
        double found = sample.Sum(number => (double)Math.Abs(number));
        if (sum is { } expected)
        {
            Assert.True(Math.Abs(found - expected) < sumTolerance, $"sum {found}, diffusers has {expected}");
        }

        Assert.True(Math.Abs((found / sample.Length) - mean) < 1e-3, $"mean {found / sample.Length}, diffusers has {mean}");
    }

    private static void Loop(Scheduler scheduler, float[] sample, int begin)
    {
        TorchGenerator generator = new(0);
        float[] output = new float[sample.Length];
        scheduler.Batch = DummyModel.Batch;
        for (int index = begin; index < scheduler.Timesteps.Count; index++)
        {
            // diffusers' tests go on with the scaled sample, unlike its pipelines
            scheduler.ScaleModelInput(sample, index, sample);
            DummyModel.Predict(sample, scheduler.Timesteps[index], output);
            scheduler.Step(output, index, sample, generator.FillNormal);
        }
    }

    private static void Multiply(float[] sample, float factor)
    {
        for (int i = 0; i < sample.Length; i++)
        {
            sample[i] *= factor;
        }
    }
}
