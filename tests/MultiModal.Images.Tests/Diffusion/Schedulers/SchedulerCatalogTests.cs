using MultiModal.Images.Diffusion.Schedulers;

namespace MultiModal.Images.Tests.Diffusion.Schedulers;

public class SchedulerCatalogTests
{
    /// <summary>The settings of Stable Diffusion 1.5, as they are published.</summary>
    private const string StableDiffusion = """
        {"_class_name": "PNDMScheduler", "_diffusers_version": "0.6.0", "beta_end": 0.012, "beta_schedule": "scaled_linear", "beta_start": 0.00085,
         "num_train_timesteps": 1000, "set_alpha_to_one": false, "skip_prk_steps": true, "steps_offset": 1, "trained_betas": null, "clip_sample": false}
        """;

    [Fact]
    public void EveryName_MakesAScheduler_WithAnyCase()
    {
        SchedulerConfig pack = SchedulerConfigFile.Parse(StableDiffusion);
        foreach (string name in SchedulerCatalog.Names.Where(name => name != "flow-euler"))
        {
            Scheduler scheduler = SchedulerCatalog.Create(pack, name.ToUpperInvariant());
            scheduler.SetTimesteps(8);
            Assert.NotEmpty(scheduler.Timesteps);
            Assert.Equal(0.00085, scheduler.Config.BetaStart);
        }
    }

    [Fact]
    public void ASwap_KeepsWhatTheModelWasTrainedWith()
    {
        // Given a pack of v-prediction, swapped
        SchedulerConfig pack = SchedulerConfigFile.Parse(StableDiffusion) with { PredictionType = "v_prediction", RescaleBetasZeroSnr = true, TimestepSpacing = "trailing" };
        SchedulerConfig swapped = SchedulerCatalog.Create(pack, "euler-a").Config;

        // Then only the class is another
        Assert.Equal(pack with { ClassName = "EulerAncestralDiscreteScheduler" }, swapped);
    }

    [Theory]
    [InlineData("ddim", new float[] { 751, 501, 251, 1 })]
    [InlineData("pndm", new float[] { 751, 501, 501, 251, 1 })]
    [InlineData("euler", new float[] { 999, 666, 333, 0 })]
    [InlineData("heun", new float[] { 999, 666, 666, 333, 333, 0, 0 })]
    [InlineData("dpm++2m", new float[] { 999, 749, 500, 250 })]
    [InlineData("lcm", new float[] { 999, 759, 499, 259 })]
    public void ASwap_SpacesAsTheNewClassDoes(string name, float[] timesteps)
    {
        // Given Stable Diffusion's settings, which say nothing of spacing (values: diffusers, from_config of that class, set_timesteps(4))
        Scheduler scheduler = SchedulerCatalog.Create(SchedulerConfigFile.Parse(StableDiffusion), name);
        scheduler.SetTimesteps(4);
        Assert.Equal(timesteps, scheduler.Timesteps);
    }

    [Fact]
    public void ASpacingBehindAName_ReplacesThePacks()
    {
        SchedulerConfig pack = SchedulerConfigFile.Parse(StableDiffusion) with { UseKarrasSigmas = true };
        Assert.True(SchedulerCatalog.Create(pack, "euler").Config.UseKarrasSigmas);
        SchedulerConfig spaced = SchedulerCatalog.Create(pack, "dpm++2m-sde-exponential").Config;
        Assert.False(spaced.UseKarrasSigmas);
        Assert.True(spaced.UseExponentialSigmas);
        Assert.Equal("sde-dpmsolver++", spaced.AlgorithmType);
        Assert.False(SchedulerCatalog.Create(pack, "ddim").Config.UseKarrasSigmas);
    }

    [Theory]
    [InlineData("EulerDiscreteScheduler", null, false)]
    [InlineData("DDPMScheduler", null, true)]
    [InlineData("EulerDiscreteScheduler", true, true)]
    [InlineData("DDIMScheduler", false, false)]
    public void WhetherCleanSamplesAreClipped_IsThePacksAffair(string pack, bool? says, bool clips)
    {
        // Given a pack swapped to DDIM, which clips unless told otherwise
        SchedulerConfig config = new() { ClassName = pack, ClipSample = says };
        Scheduler scheduler = SchedulerCatalog.Create(config, "ddim");
        scheduler.SetTimesteps(4);

        // When the model predicts a clean sample far outside −1…1
        float[] sample = [50, -50];
        scheduler.Step([0, 0], 0, sample, noise => noise.Clear());

        // Then
        Assert.Equal(clips, Math.Abs(scheduler.PredictedClean[0]) <= 1);
    }

    [Fact]
    public void AFlowModel_IsRunBySolversThatCan_AndRefusedByTheOthers()
    {
        SchedulerConfig flow = new() { ClassName = "FlowMatchEulerDiscreteScheduler", Shift = 3 };
        foreach (string name in new[] { "dpm++2m", "unipc" })
        {
            SchedulerConfig swapped = SchedulerCatalog.Create(flow, name).Config;
            Assert.Equal(("flow_prediction", true, 3.0), (swapped.PredictionType, swapped.UseFlowSigmas, swapped.FlowShift));

            // And back again
            Assert.Equal(3, SchedulerCatalog.Create(swapped, "flow-euler").Config.Shift);
        }

        BadInputException fault = Assert.Throws<BadInputException>(() => SchedulerCatalog.Create(flow, "ddim"));
        Assert.Contains("flow-matching model, which the scheduler ddim cannot run", fault.Message, StringComparison.Ordinal);
        fault = Assert.Throws<BadInputException>(() => SchedulerCatalog.Create(SchedulerConfigFile.Parse(StableDiffusion), "flow-euler"));
        Assert.Contains("diffusion model, which the scheduler flow-euler cannot run", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NoName_IsThePacksOwn_AndAPackOfAnUnknownClassCanBeSwapped()
    {
        Assert.IsType<PndmScheduler>(SchedulerCatalog.Create(SchedulerConfigFile.Parse(StableDiffusion), null));
        Assert.IsType<HeunScheduler>(SchedulerCatalog.Create(new SchedulerConfig { ClassName = "TCDScheduler" }, "heun"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("eulr")]
    [InlineData("ddim-karras")]
    [InlineData("euler-")]
    public void AnUnknownName_IsOneSentenceWithTheNamesThereAre(string name)
    {
        BadInputException fault = Assert.Throws<BadInputException>(() => SchedulerCatalog.Create(SchedulerConfigFile.Parse(StableDiffusion), name));
        Assert.Contains("dpm++2m-sde", fault.Message, StringComparison.Ordinal);
        Assert.Contains("-karras", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AVeryLongName_IsNotRepeatedInFull() =>
        Assert.True(Assert.Throws<BadInputException>(() => SchedulerCatalog.Create(SchedulerConfigFile.Parse(StableDiffusion), new string('x', 100_000))).Message.Length < 500);
}
