using MultiModal.Images.Diffusion.Schedulers;
using MultiModal.Images.Gan;
using MultiModal.Images.Upscaling;
using MultiModal.Testing;

namespace MultiModal.Images.Tests;

/// <summary>docs/diffusion.md, gan.md and upscaling.md say what the program does.</summary>
public sealed class ModelPagesTests
{
    [Fact]
    public void The_page_of_diffusion_names_every_scheduler()
        => Assert.DoesNotContain(SchedulerCatalog.Names, name => !Page("diffusion.md").Contains($"`{name}`", StringComparison.Ordinal));

    [Fact]
    public void The_page_of_pictures_names_every_option_and_input_of_the_tool()
    {
        string page = Page("pictures.md");
        PaintImageTool tool = new([], []);

        IEnumerable<string> options = tool.Schema.Options.GetProperty("properties").EnumerateObject().Select(property => property.Name).Where(name => name != "seed");
        Assert.DoesNotContain(options.Concat(tool.Schema.Inputs.Select(input => input.Name)), name => !page.Contains($"`{name}`", StringComparison.Ordinal));
    }

    [Fact]
    public void The_pages_give_the_limits_and_defaults()
    {
        Assert.Contains($"{new UpscaleOptions().MaxSide} pixels a side", Page("upscaling.md").ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains($"FramesBetween = {new GanInterpolationOptions().FramesBetween} ", Page("gan.md"), StringComparison.Ordinal);
    }

    private static string Page(string name) => File.ReadAllText(Path.Combine(RepositoryFolder.Root, "docs", name));
}
