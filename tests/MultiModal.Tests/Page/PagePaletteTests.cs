using MultiModal.Images;
using MultiModal.Page;
using MultiModal.Text;

namespace MultiModal.Tests.Page;

public sealed class PagePaletteTests
{
    // Values of CSS Color Module Level 4's own conversions: oklch(62.8% 0.2577 29.23), oklch(86.64% 0.2948 142.5), oklch(45.2% 0.3132 264.05).
    [Theory]
    [InlineData("#ff0000", 0.628, 0.2577, 29.23)]
    [InlineData("#00ff00", 0.8664, 0.2948, 142.5)]
    [InlineData("#0000ff", 0.452, 0.3132, 264.05)]
    public void Colours_AreReadAsCssReadsThem(string hex, double lightness, double chroma, double hue)
    {
        Oklch colour = Oklch.FromHex(hex)!.Value;

        Assert.Equal(lightness, colour.Lightness, 0.0005);
        Assert.Equal(chroma, colour.Chroma, 0.0005);
        Assert.Equal(hue, (colour.Hue + 360) % 360, 0.05);
        Assert.Equal(hex, colour.ToHex());
    }

    // WCAG 2: black on white is 21; #767676 is the lightest grey that reaches 4.5 on white.
    [Theory]
    [InlineData("#000000", "#ffffff", 21)]
    [InlineData("#767676", "#ffffff", 4.54)]
    [InlineData("#777777", "#ffffff", 4.48)]
    public void Contrast_IsThatOfWcag(string first, string second, double contrast) => Assert.Equal(contrast, Oklch.Contrast(first, second), 0.005);

    [Fact]
    public void WhateverTheScenesColours_TextCanBeRead()
    {
        SeededRandom random = new(7);
        for (int round = 0; round < 300; round++)
        {
            string[] scene = [.. Enumerable.Range(0, random.Next(6)).Select(_ => $"#{random.Next(1 << 24):x6}")];
            foreach (PageTheme theme in new[] { PageTheme.Light, PageTheme.Dark, PageTheme.Paper })
            {
                PagePalette page = PagePalette.For(theme, scene);
                Assert.True(Oklch.Contrast(page.Ink, page.Ground) >= 7, page.ToString());
                Assert.True(Oklch.Contrast(page.Ink, page.Raised) >= 7, page.ToString());
                Assert.True(Oklch.Contrast(page.Faint, page.Ground) >= 4.5, page.ToString());
                Assert.True(Oklch.Contrast(page.Accent, page.Ground) >= 4.5, page.ToString());
                Assert.True(Oklch.Contrast(page.OnAccent, page.Accent) >= 4.5, page.ToString());
            }
        }
    }

    [Theory]
    [InlineData("night", "calm", "en", PageTheme.Dark)]
    [InlineData("night", "calm", "zh", PageTheme.Dark)]
    [InlineData("dawn", "hopeful", "en", PageTheme.Light)]
    [InlineData("dawn", "hopeful", "zh", PageTheme.Paper)]
    [InlineData("dusk", "lonely", "en", PageTheme.Dark)]
    [InlineData("dusk", "serene", "en", PageTheme.Light)]
    [InlineData(null, "stormy", "en", PageTheme.Dark)]
    public void TheLight_IsThePoems(string? time, string mood, string language, PageTheme theme)
    {
        Reading reading = SamplePiece.River.Reading! with
        {
            Language = language == "zh" ? Language.Zh : Language.En,
            Mood = Mood.Named(mood),
            Scene = SamplePiece.River.Reading!.Scene with { Time = time is null ? null : Enum.Parse<TimeOfDay>(time, ignoreCase: true) },
        };

        Assert.Equal(theme, PagePalette.Choose(reading));
    }
}
