using MultiModal.Images.Diffusion.Schedulers;

namespace MultiModal.Images.Tests.Diffusion.Schedulers;

/// <summary>What holds for every scheduler.</summary>
public class SchedulerTests
{
    private const int Count = 48;

    private static readonly SchedulerConfig Pack = new()
    {
        ClassName = "EulerDiscreteScheduler",
        BetaStart = 0.00085,
        BetaEnd = 0.012,
        BetaSchedule = "scaled_linear",
        SetAlphaToOne = true,
        SkipPrkSteps = true,
    };

    private static readonly SchedulerConfig Flow = new() { ClassName = "FlowMatchEulerDiscreteScheduler", Shift = 3 };

    public static TheoryData<string, string> NamesAndPredictions()
    {
        TheoryData<string, string> rows = [];
        foreach (string name in SchedulerCatalog.Names)
        {
            bool diffusion = name != "flow-euler";
            foreach (string prediction in new[] { "epsilon", "v_prediction", "sample" }.Where(prediction => diffusion && !(name == "pndm" && prediction == "sample")))
            {
                rows.Add(name, prediction);
            }

            if (!diffusion || name is "dpm++2m" or "dpm++2m-sde" or "unipc")
            {
                rows.Add(name, "flow_prediction");
            }
        }

        foreach (string name in new[] { "euler-karras", "euler-a-exponential", "heun-beta", "dpm++2m-karras", "dpm++2m-sde-beta", "dpm++sde-karras", "unipc-exponential" })
        {
            rows.Add(name, "v_prediction");
        }

        return rows;
    }

    /// <summary>Those of <see cref="NamesAndPredictions"/> that a model without fault makes exact: PNDM takes the mean of velocities of several timesteps, which is none of any timestep.</summary>
    public static TheoryData<string, string> ExactNamesAndPredictions()
    {
        TheoryData<string, string> rows = [];
        foreach ((string name, string prediction) in NamesAndPredictions().Select(row => ((string)row[0], (string)row[1])))
        {
            if ((name, prediction) != ("pndm", "v_prediction"))
            {
                rows.Add(name, prediction);
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(ExactNamesAndPredictions))]
    public void WithAModelThatKnowsTheCleanSample_EveryRunEndsThere(string name, string prediction)
    {
        foreach (int steps in new[] { 1, 2, 3, 10, 25 })
        {
            // Given a model that knows the clean sample
            Scheduler scheduler = Create(name, prediction);
            float[] clean = Noise(1);
            scheduler.SetTimesteps(steps, 256);

            // When a run begins from noise
            float[] sample = [.. Noise(2).Select(number => number * scheduler.InitNoiseSigma)];
            Run(scheduler, prediction, clean, sample, 0);

            // Then it ends at the clean sample, which is also what was predicted
            AssertClose(clean, sample, 2e-3, $"{steps} steps");
            AssertClose(clean, scheduler.PredictedClean.ToArray(), 2e-3, $"{steps} steps, predicted");
        }
    }

    [Theory]
    [MemberData(nameof(ExactNamesAndPredictions))]
    public void WithAModelThatKnowsTheCleanSample_AChangedPictureEndsThereToo(string name, string prediction)
    {
        foreach (double strength in new[] { 0.1, 0.35, 0.6, 0.9 })
        {
            // Given a run that begins with a clean sample, noised as far as the strength says
            Scheduler scheduler = Create(name, prediction);
            scheduler.SetTimesteps(10, 256);
            float[] clean = Noise(1);
            int begin = scheduler.FirstIndex(strength);
            float[] sample = new float[Count];
            scheduler.AddNoise(clean, Noise(2), begin, sample);

            // Then it ends at the clean sample
            Run(scheduler, prediction, clean, sample, begin);
            AssertClose(clean, sample, 2e-3, $"strength {strength}");
        }
    }

    [Theory]
    [InlineData("ddim", "epsilon")]
    [InlineData("ddim", "v_prediction")]
    [InlineData("euler", "epsilon")]
    [InlineData("euler-karras", "v_prediction")]
    [InlineData("euler-beta", "sample")]
    [InlineData("heun", "v_prediction")]
    [InlineData("dpm++2m", "epsilon")]
    [InlineData("dpm++2m-karras", "v_prediction")]
    [InlineData("dpm++3m", "sample")]
    [InlineData("dpm++2m", "flow_prediction")]
    [InlineData("unipc", "epsilon")]
    [InlineData("unipc", "flow_prediction")]
    [InlineData("unipc-exponential", "v_prediction")]
    [InlineData("pndm", "epsilon")]
    [InlineData("flow-euler", "flow_prediction")]
    public void WithAModelThatKnowsTheCleanSample_DeterministicRunsKeepTheirNoise(string name, string prediction)
    {
        // Given a clean sample and the noise that a run begins with
        Scheduler scheduler = Create(name, prediction);
        scheduler.SetTimesteps(10, 256);
        float[] clean = Noise(1);
        float[] noise = Noise(2);
        float[] sample = new float[Count];
        scheduler.AddNoise(clean, noise, 0, sample);

        // Then every sample on the way is their mixture at that noise level
        Run(scheduler, prediction, clean, sample, 0, (index, reached) =>
        {
            float[] expected = new float[Count];
            scheduler.AddNoise(clean, noise, index, expected);
            AssertClose(expected, reached, 2e-3 * (1 + expected.Max(Math.Abs)), $"index {index}");
        });
    }

    [Theory]
    [MemberData(nameof(NamesAndPredictions))]
    public void ARunRepeats_AndAllocatesNothingAfterItsFirstSteps(string name, string prediction)
    {
        // Given two runs of one scheduler
        Scheduler scheduler = Create(name, prediction);
        float[] output = [.. Noise(3).Select(number => 0.3f * number)];
        NoiseSource silence = static destination => destination.Fill(0.25f);
        float[][] ends = new float[2][];
        for (int run = 0; run < 2; run++)
        {
            scheduler.SetTimesteps(16, 256);
            float[] sample = Noise(2);
            float[] scaled = new float[Count];

            // When each goes on after the steps in which history is made
            long allocated = 0;
            for (int index = 0; index < scheduler.Timesteps.Count; index++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                scheduler.ScaleModelInput(sample, index, scaled);
                scheduler.Step(output, index, sample, silence);
                allocated += index < 6 ? 0 : GC.GetAllocatedBytesForCurrentThread() - before;
            }

            ends[run] = sample;

            // Then no step allocates
            Assert.Equal(0, allocated);
        }

        // And both end with the same bits
        Assert.Equal(ends[0], ends[1]);
    }

    [Theory]
    [MemberData(nameof(NamesAndPredictions))]
    public void TheFirstIndex_IsTheWholeRunAtOne_NoneOfItAtZero_AndNeverGrowsWithTheStrength(string name, string prediction)
    {
        Scheduler scheduler = Create(name, prediction);
        scheduler.SetTimesteps(10, 256);
        Assert.Equal(0, scheduler.FirstIndex(1));
        Assert.Equal(scheduler.Timesteps.Count, scheduler.FirstIndex(0));
        Assert.Equal(scheduler.Timesteps.Count, scheduler.FirstIndex(0.05));
        int last = scheduler.Timesteps.Count;
        for (int i = 0; i <= 20; i++)
        {
            int index = scheduler.FirstIndex(i / 20.0);
            Assert.InRange(index, 0, last);
            last = index;
        }

        foreach (double strength in new[] { -0.01, 1.01, double.NaN, double.PositiveInfinity })
        {
            Assert.Contains("strength", Assert.Throws<BadInputException>(() => scheduler.FirstIndex(strength)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(NamesAndPredictions))]
    public void Timesteps_StayWithinTraining_AndNoiseOnlyFalls(string name, string prediction)
    {
        foreach (string spacing in new[] { "leading", "linspace", "trailing" })
        {
            foreach (int steps in new[] { 1, 4, 7, 30 })
            {
                Scheduler scheduler = Create(name, prediction, spacing);
                scheduler.SetTimesteps(steps, 256);
                Assert.All(scheduler.Timesteps, timestep => Assert.InRange(timestep, 0, 1000));
                float[] noise = [.. Enumerable.Range(0, scheduler.Timesteps.Count + 1).Select(index => NoiseAt(scheduler, index).Deviation)];
                Assert.All(noise.Zip(noise.Skip(1)), pair => Assert.True(pair.Second <= pair.First, $"{name} {spacing} {steps}: {string.Join(' ', noise)}"));
                Assert.Equal(0, noise[^1]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(NamesAndPredictions))]
    public void StepsOutOfRange_AreOneSentence(string name, string prediction)
    {
        Scheduler scheduler = Create(name, prediction);
        foreach (int steps in new[] { 0, -1, int.MinValue, 1001, 10_000, int.MaxValue })
        {
            Assert.Contains("steps", Assert.Throws<BadInputException>(() => scheduler.SetTimesteps(steps, 256)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(NamesAndPredictions))]
    public void AStepOutOfOrder_OrOfAnotherSize_IsRefused(string name, string prediction)
    {
        Scheduler scheduler = Create(name, prediction);
        scheduler.SetTimesteps(10, 256);
        float[] sample = Noise(1);
        Assert.True(scheduler.PredictedClean.IsEmpty);
        Assert.Throws<ArgumentException>(() => scheduler.Step(new float[Count - 1], 0, sample, Silence));
        Assert.Throws<ArgumentOutOfRangeException>(() => scheduler.Step(sample, scheduler.Timesteps.Count, sample, Silence));
        scheduler.Step(Noise(2), 0, sample, Silence);
        Assert.Throws<InvalidOperationException>(() => scheduler.Step(Noise(2), 0, sample, Silence));
        Assert.Throws<InvalidOperationException>(() => scheduler.Step(Noise(2), 2, sample, Silence));

        // And a new run may begin anew
        scheduler.SetTimesteps(10, 256);
        Assert.True(scheduler.PredictedClean.IsEmpty);
        scheduler.Step(Noise(2), 0, sample, Silence);
        Assert.Equal(Count, scheduler.PredictedClean.Length);
    }

    [Theory]
    [InlineData("heun")]
    [InlineData("dpm++sde")]
    public void ARunOfSecondOrder_DoesNotBeginInTheMiddleOfAStep(string name)
    {
        Scheduler scheduler = Create(name, "epsilon");
        scheduler.SetTimesteps(10);
        Assert.Throws<InvalidOperationException>(() => scheduler.Step(Noise(2), 3, Noise(1), Silence));
    }

    [Fact]
    public void APictureInABatch_IsThresholdedOnItsOwn()
    {
        // Given two pictures, one of them with large values, thresholded together and apart
        SchedulerConfig config = Pack with { ClassName = "DDIMScheduler", Thresholding = true, SampleMaxValue = 1000, DynamicThresholdingRatio = 0.9 };
        float[] sample = [.. Noise(1)[..24], .. Noise(1)[24..].Select(number => 30 * number)];
        float[] output = Noise(2);

        // Then each comes out as if it were alone
        float[] both = Once(config, 2, output, sample);
        Assert.Equal([.. Once(config, 1, output[..24], sample[..24]), .. Once(config, 1, output[24..], sample[24..])], both);
        Assert.NotEqual(both, Once(config, 1, output, sample));

        static float[] Once(SchedulerConfig config, int batch, float[] output, float[] sample)
        {
            Scheduler scheduler = SchedulerCatalog.Create(config);
            scheduler.Batch = batch;
            scheduler.SetTimesteps(10);
            float[] copy = [.. sample];
            scheduler.Step(output, 0, copy, Silence);
            return copy;
        }
    }

    [Fact]
    public void APredictedVariance_IsLeftAsideByThoseWhoNeedNone()
    {
        // Given a model whose output has each picture's variance behind its mean
        float[] mean = Noise(2);
        float[] both = [.. mean[..24], .. Noise(3)[..24], .. mean[24..], .. Noise(3)[24..]];
        float[] alone = Noise(1);
        float[] together = Noise(1);
        Scheduler first = Create("dpm++2m", "epsilon");
        Scheduler second = Create("dpm++2m", "epsilon");
        second.Batch = 2;
        first.SetTimesteps(5);
        second.SetTimesteps(5);

        // Then the step is that of the mean
        first.Step(mean, 0, alone, Silence);
        second.Step(both, 0, together, Silence);
        Assert.Equal(alone, together);
    }

    [Fact]
    public void ALearnedVariance_ThatIsNotThere_IsOneSentence()
    {
        Scheduler scheduler = SchedulerCatalog.Create(Pack with { ClassName = "DDPMScheduler", VarianceType = "learned_range" });
        scheduler.SetTimesteps(5);
        BadInputException fault = Assert.Throws<BadInputException>(() => scheduler.Step(Noise(2), 0, Noise(1), Silence));
        Assert.Contains("variance_type is learned_range", fault.Message, StringComparison.Ordinal);
    }

    private static void Silence(Span<float> destination) => destination.Clear();

    private static Scheduler Create(string name, string prediction, string? spacing = null) =>
        SchedulerCatalog.Create((prediction == "flow_prediction" ? Flow : Pack with { PredictionType = prediction }) with { TimestepSpacing = spacing }, name);

    private static float[] Noise(uint seed)
    {
        float[] numbers = new float[Count];
        new TorchGenerator(seed).FillNormal(numbers);
        return numbers;
    }

    private static (float Signal, float Deviation) NoiseAt(Scheduler scheduler, int index)
    {
        float[] mixed = new float[1];
        scheduler.AddNoise([1], [0], index, mixed);
        float signal = mixed[0];
        scheduler.AddNoise([0], [1], index, mixed);
        return (signal, mixed[0]);
    }

    /// <summary>Runs with a model that works its prediction out from the clean sample.</summary>
    private static void Run(Scheduler scheduler, string prediction, float[] clean, float[] sample, int begin, Action<int, float[]>? reached = null)
    {
        TorchGenerator generator = new(9);
        float[] output = new float[Count];
        for (int index = begin; index < scheduler.Timesteps.Count; index++)
        {
            reached?.Invoke(index, sample);
            (float signal, float deviation) = NoiseAt(scheduler, index);
            double alpha = signal / Math.Sqrt((signal * signal) + (deviation * deviation));
            double sigma = deviation / Math.Sqrt((signal * signal) + (deviation * deviation));
            for (int i = 0; i < Count; i++)
            {
                double noise = ((double)sample[i] - (signal * clean[i])) / deviation;
                output[i] = (float)(prediction switch
                {
                    "epsilon" => noise,
                    "v_prediction" => (alpha * noise) - (sigma * clean[i]),
                    "flow_prediction" => noise - clean[i],
                    _ => clean[i],
                });
            }

            scheduler.Step(output, index, sample, generator.FillNormal);
        }
    }

    private static void AssertClose(float[] expected, float[] found, double tolerance, string what)
    {
        double worst = expected.Zip(found, (x, y) => (double)Math.Abs(x - y)).Max();
        Assert.True(worst <= tolerance, $"{what}: {worst} away");
    }
}
