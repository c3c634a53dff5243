namespace MultiModal.Images.Tests.Diffusion.Schedulers;

public class TorchGeneratorTests
{
    [Fact]
    public void TheNumbers_AreThoseOfTorch()
    {
        // Given torch.manual_seed(0); a = torch.randn(768); b = torch.randn(768) (PyTorch 1.13, CPU)
        TorchGenerator generator = new(0);
        float[] a = new float[768];
        float[] b = new float[768];

        // When the same is drawn here
        generator.FillNormal(a);
        generator.FillNormal(b);

        // Then single numbers and sums are the same
        Assert.Equal([-1.125840f, -1.152360f, -0.250579f, -0.433879f], a[..4], (x, y) => Math.Abs(x - y) < 2e-6);
        Assert.Equal([0.098121f, 0.963564f], b[^2..], (x, y) => Math.Abs(x - y) < 2e-6);
        Assert.Equal(47.871552, a.Sum(x => (double)x), 1e-4);
        Assert.Equal(812.905692, a.Sum(x => (double)x * x), 1e-3);
    }

    [Fact]
    public void ALengthThatIsNoMultipleOf16_EndsWithABlockDrawnAgain()
    {
        // Given torch.manual_seed(7); a = torch.randn(100)
        float[] a = new float[100];
        new TorchGenerator(7).FillNormal(a);

        // Then
        Assert.Equal([-0.049513f, -1.223924f, 0.640273f], a[^3..], (x, y) => Math.Abs(x - y) < 2e-6);
        Assert.Equal(-13.768114, a[..84].Sum(x => (double)x), 1e-4);
        Assert.Equal(-17.513299, a.Sum(x => (double)x), 1e-4);
    }
}
