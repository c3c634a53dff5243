using MultiModal.Images.Diffusion.Schedulers;

namespace MultiModal.Images.Tests.Diffusion.Schedulers;

public class ScheduleMathTests
{
    [Theory]
    [InlineData(0.6, 0.6, 0.001, 1.855873851745199e-05)]
    [InlineData(0.6, 0.6, 0.1, 0.03958440558878085)]
    [InlineData(0.6, 0.6, 0.37, 0.3227940020973615)]
    [InlineData(0.6, 0.6, 0.9, 0.9604155944112192)]
    [InlineData(2.5, 0.7, 0.2, 0.6147277357589892)]
    [InlineData(1, 3, 0.5, 0.20629947401590026)]
    public void TheQuantilesOfABetaDistribution_AreThoseOfSciPy(double alpha, double beta, double probability, double quantile) =>
        Assert.Equal(quantile, BetaDistribution.Quantile(probability, alpha, beta), 1e-12);

    [Fact]
    public void TheQuantileAndTheDistribution_UndoEachOther()
    {
        for (int i = 0; i <= 100; i++)
        {
            double probability = i / 100.0;
            Assert.Equal(probability, BetaDistribution.Cumulative(BetaDistribution.Quantile(probability, 0.6, 0.6), 0.6, 0.6), 1e-9);
        }

        Assert.Equal(0.5, BetaDistribution.Quantile(0.5, 0.6, 0.6), 1e-12);
    }

    [Theory]
    [InlineData("karras", new[] { 10.0, 1.4507321135661928, 0.1 })]
    [InlineData("exponential", new[] { 10.0, 1.0, 0.1 })]
    public void NoiseLevels_AreSpacedAsTheirFormulasSay(string spacing, double[] expected)
    {
        double[] sigmas = spacing == "karras" ? SigmaSpacing.Karras(0.1, 10, 3) : SigmaSpacing.Exponential(0.1, 10, 3);
        Assert.Equal(expected, sigmas, (x, y) => Math.Abs(x - y) < 1e-9);
    }

    [Fact]
    public void SigmaAndTimestep_UndoEachOther()
    {
        NoiseSchedule schedule = NoiseSchedule.Create(new SchedulerConfig(), finite: true);
        for (int t = 0; t < 1000; t += 37)
        {
            Assert.Equal(t, schedule.TimestepAt(schedule.SigmaAt(t)), 1e-2);
        }

        Assert.Equal(0, schedule.TimestepAt(0));
        Assert.Equal(999, schedule.TimestepAt(1e9));
        Assert.Equal(schedule.LargestSigma, schedule.SigmaAt(5000));
    }

    [Fact]
    public void BetasRescaledToZeroTerminalSnr_LeaveNoSignal_AndBeginAsBefore()
    {
        // Given Stable Diffusion's betas
        float[] betas = BetaSchedule.Create(new SchedulerConfig { BetaStart = 0.00085, BetaEnd = 0.012, BetaSchedule = "scaled_linear" }, 0, 0, "linear");
        float[] before = BetaSchedule.CumulativeAlphas(betas);
        float[] after = BetaSchedule.CumulativeAlphas(BetaSchedule.RescaleToZeroTerminalSnr(betas));

        // Then
        Assert.Equal(before[0], after[0], 1e-6f);
        Assert.Equal(0, after[^1]);
        Assert.True(after[^2] > 0);
        Assert.NotEqual(0, before[^1]);
    }

    [Fact]
    public void TheCumulativeAlphasOfStableDiffusion_AreDiffusers()
    {
        // Given diffusers.DDIMScheduler(beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear").alphas_cumprod at 0, 1, 500 and 999
        NoiseSchedule schedule = NoiseSchedule.Create(new SchedulerConfig { BetaStart = 0.00085, BetaEnd = 0.012, BetaSchedule = "scaled_linear" }, finite: false);
        float[] expected = [0.999149978f, 0.998296022f, 0.276332498f, 0.00466009602f];
        Assert.Equal(expected, [schedule.Alphas[0], schedule.Alphas[1], schedule.Alphas[500], schedule.Alphas[999]], (x, y) => Math.Abs(x - y) <= 2e-7f * x);
    }

    [Fact]
    public void ABlend_IsTheSumOfItsTerms_WhateverTheLength()
    {
        for (int length = 0; length < 40; length++)
        {
            float[] x = [.. Enumerable.Range(0, length).Select(i => i + 0.5f)];
            float[] y = [.. Enumerable.Range(0, length).Select(i => (i * i) - 3f)];
            float[] z = [.. Enumerable.Range(0, length).Select(i => 7f - i)];
            float[] into = new float[length];
            Blend.Write(into, 2, x);
            Assert.Equal(x.Select(a => 2 * a), into);
            Blend.Write(into, 2, x, -1, y);
            Assert.Equal(x.Zip(y, (a, b) => (2 * a) - b), into);
            Blend.Write(into, 2, x, -1, y, 0.5, z);
            Assert.Equal(x.Zip(y, z).Select(terms => (2 * terms.First) - terms.Second + (0.5f * terms.Third)), into);

            // A term may be written over
            Blend.Write(x, 3, x, 1, y);
            Assert.Equal(Enumerable.Range(0, length).Select(i => (3 * (i + 0.5f)) + ((i * i) - 3f)), x);
        }
    }
}
