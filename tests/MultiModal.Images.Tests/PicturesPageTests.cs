using MultiModal.Images.Codecs;
using MultiModal.Testing;

namespace MultiModal.Images.Tests;

/// <summary>docs/pictures.md says what the program does.</summary>
public sealed class PicturesPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(RepositoryFolder.Root, "docs", "pictures.md"));

    [Fact]
    public void The_page_lists_every_word_of_the_vocabulary() =>
        Assert.DoesNotContain(SceneVocabulary.Words.Keys, word => !Page.Contains($"`{word}`", StringComparison.Ordinal));

    [Fact]
    public void The_page_gives_the_rules_of_style_in_their_order()
    {
        IEnumerable<string> rows = StyleChooser.Rules.Select((rule, i) => FormattableString.Invariant($"| {i + 1} | {rule.When} | `{rule.Style}` |"));

        Assert.Contains(string.Join("\n", rows), Page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_gives_the_limits_and_defaults()
    {
        PngReadOptions limits = new();
        PaintImageOptions options = new();

        Assert.Contains($"| `MaxBytes` | {limits.MaxBytes >> 20} MiB |", Page, StringComparison.Ordinal);
        Assert.Contains($"| `MaxPixels` | {limits.MaxPixels >> 20} Mi pixels |", Page, StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"| `MaxChunks` | {limits.MaxChunks:N0} |"), Page, StringComparison.Ordinal);
        Assert.Contains($"| `MaxTextBytes` | {limits.MaxTextBytes >> 20} MiB, inflated", Page, StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"| `MaxFrames` | {limits.MaxFrames:N0} |"), Page, StringComparison.Ordinal);
        Assert.Contains($"| options `width`, `height` | {PaintImageOptions.MinSide} to {PaintImageOptions.MaxSide} pixels | {options.Width}, {options.Height} |", Page, StringComparison.Ordinal);
    }
}
