namespace MultiModal.Page;

/// <summary>The colours of a page in one light. Text stands at a WCAG contrast of at least 7, small print and accent at 4.5.</summary>
/// <param name="Ground">The page.</param>
/// <param name="Raised">Panels on the page.</param>
/// <param name="Ink">The text.</param>
/// <param name="Faint">Small print.</param>
/// <param name="Accent">What sounds now, links, the play button.</param>
/// <param name="OnAccent">What stands on the accent.</param>
/// <param name="Line">Hair lines; not text.</param>
internal sealed record PagePalette(string Ground, string Raised, string Ink, string Faint, string Accent, string OnAccent, string Line)
{
    private const double PaperHue = 85;

    /// <summary>Draws the colours of a page from the colours of a scene.</summary>
    /// <param name="theme">Light, dark or paper.</param>
    /// <param name="scene">The scene's palette as <c>#rrggbb</c>, the last the accent; may be empty. The page takes a breath of its lightest or darkest tone.</param>
    public static PagePalette For(PageTheme theme, IReadOnlyList<string> scene)
    {
        IEnumerable<Oklch> tones = scene.Select(Oklch.FromHex).OfType<Oklch>();
        Oklch ground = tones.DefaultIfEmpty(new Oklch(0.5, 0.02, 250)).MaxBy(tone => theme == PageTheme.Dark ? -tone.Lightness : tone.Lightness);
        Oklch accent = Oklch.FromHex(scene.Count > 0 ? scene[^1] : null) ?? new Oklch(0.5, 0.11, 35);
        double hue = theme == PageTheme.Paper ? PaperHue : ground.Hue;
        double tint = Math.Min(ground.Chroma, 0.04) / 0.04;
        (double groundLight, double groundChroma) = theme switch
        {
            PageTheme.Dark => (0.185, 0.008 + (0.022 * tint)),
            PageTheme.Paper => (0.955, 0.022),
            _ => (0.976, 0.003 + (0.006 * tint)),
        };
        bool isDark = theme == PageTheme.Dark;
        Oklch page = new(groundLight, groundChroma, hue);
        string pageHex = page.ToHex();
        string raised = (page with { Lightness = groundLight + (isDark ? 0.045 : 0.015) }).ToHex();

        // A grey accent would not be seen as one: what sounds now must differ from the ink.
        Oklch lively = accent with { Chroma = Math.Clamp(accent.Chroma, 0.09, 0.17), Lightness = isDark ? Math.Clamp(accent.Lightness, 0.7, 0.85) : Math.Clamp(accent.Lightness, 0.4, 0.58) };
        string accentHex = lively.AgainstAtLeast(isDark ? raised : pageHex, 4.6);
        return new PagePalette(
            pageHex,
            raised,
            new Oklch(isDark ? 0.93 : 0.24, 0.015, hue).AgainstAtLeast(pageHex, 7),
            new Oklch(isDark ? 0.72 : 0.5, 0.018, hue).AgainstAtLeast(isDark ? raised : pageHex, 4.6),
            accentHex,
            (isDark ? new Oklch(0.16, 0.02, hue) : new Oklch(0.99, 0.004, hue)).AgainstAtLeast(accentHex, 4.5),
            new Oklch(isDark ? 0.34 : 0.87, groundChroma + 0.004, hue).ToHex());
    }

    /// <summary>Chooses the light for a reading: night and dark moods are set dark, Chinese verse on paper, the rest bright; without a reading the viewer decides.</summary>
    public static PageTheme Choose(MultiModal.Text.Reading? reading)
    {
        if (reading is null)
        {
            return PageTheme.Auto;
        }

        bool isNight = reading.Scene.Time == Images.TimeOfDay.Night || (reading.Scene.Time == Images.TimeOfDay.Dusk && reading.Mood.Valence < -0.2);
        bool isGrim = reading.Scene.Time is null && reading.Mood.Valence <= -0.4 && reading.Mood.Arousal >= 0.3;
        return isNight || isGrim ? PageTheme.Dark : reading.Language == Language.Zh ? PageTheme.Paper : PageTheme.Light;
    }

    /// <summary>Writes the colours as CSS custom properties.</summary>
    public string ToCss() => $"--ground:{Ground};--raised:{Raised};--ink:{Ink};--faint:{Faint};--accent:{Accent};--on-accent:{OnAccent};--line:{Line}";
}
