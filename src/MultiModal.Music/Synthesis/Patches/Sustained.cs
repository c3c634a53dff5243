namespace MultiModal.Music.Synthesis.Patches;

/// <summary>Bowed, blown and sung instruments, alone and together, and pads.</summary>
internal static class Sustained
{
    private static readonly Func<int, double, double> Bow = Spectra.Formants(
        (k, hz) => Math.Pow(k, -0.95) / (1 + Math.Pow(hz / 5000, 3)), 0.55, (290, 60, 0.7), (480, 110, 0.8), (1100, 350, 0.5), (2600, 800, 0.7));

    private static readonly Func<int, double, double> SoftBow = (k, hz) => Bow(k, hz) / (1 + Math.Pow(hz / 3000, 1.5));

    public static EnsemblePatch Strings { get; } = new()
    {
        Name = "string ensemble",
        GainDb = -2,
        Harmonic = Bow,
        SpreadCents = 21,
        AttackSeconds = 0.16,
        ReleaseT60Seconds = 0.8,
        BrightnessHz = 3600,
        ReverbSend = 1.25,
    };

    public static EnsemblePatch SlowStrings { get; } = Strings with { Name = "slow strings", GainDb = -1, AttackSeconds = 0.38, ReleaseT60Seconds = 1.4, BrightnessHz = 2600 };

    public static EnsemblePatch Tremolo { get; } = Strings with { Name = "tremolo strings", GainDb = -3, SpreadCents = 34, AttackSeconds = 0.1 };

    public static EnsemblePatch SynthStrings { get; } = Strings with { Name = "synth strings", GainDb = -2, Harmonic = Spectra.Falling(1, 5000), SpreadCents = 16, BrightnessHz = 3000, ReleaseT60Seconds = 1.2 };

    public static EnsemblePatch Choir { get; } = new()
    {
        Name = "choir",
        GainDb = -1.5,
        Harmonic = Spectra.Formants(Spectra.Falling(1.15, 3500), 0.05, (650, 120, 1), (1080, 140, 0.55), (2650, 250, 0.18), (3300, 300, 0.08)),
        SpreadCents = 26,
        AttackSeconds = 0.22,
        ReleaseT60Seconds = 1,
        BrightnessHz = 3600,
        ReverbSend = 1.5,
    };

    public static EnsemblePatch BrassSection { get; } = new()
    {
        Name = "brass section",
        GainDb = -2.5,
        Harmonic = Spectra.Formants(Spectra.Falling(0.75, 2600), 0.5, (500, 250, 0.7), (1400, 500, 0.5)),
        SpreadCents = 12,
        AttackSeconds = 0.06,
        ReleaseT60Seconds = 0.3,
        BrightnessHz = 3200,
    };

    public static EnsemblePatch WarmPad { get; } = new()
    {
        Name = "warm pad",
        GainDb = 0,
        Harmonic = Spectra.Falling(1.3, 1400),
        SpreadCents = 24,
        AttackSeconds = 0.5,
        ReleaseT60Seconds = 2.2,
        BrightnessHz = 2000,
        ReverbSend = 1.6,
    };

    public static EnsemblePatch GlassPad { get; } = WarmPad with { Name = "glass pad", GainDb = -0.5, Harmonic = Spectra.Listed(0, -8, -22, -14, -34, -26, -40, -20), SpreadCents = 14, BrightnessHz = 4500 };

    public static EnsemblePatch HollowPad { get; } = WarmPad with { Name = "hollow pad", GainDb = 0, Harmonic = Spectra.Odd(Spectra.Falling(1.2, 1800), 0.08) };

    public static TonePatch Violin { get; } = new()
    {
        Name = "violin",
        GainDb = 1,
        Soft = SoftBow,
        Loud = Bow,
        AttackSeconds = 0.09,
        ReleaseT60Seconds = 0.3,
        VibratoHz = 5.6,
        VibratoCents = 16,
        TremoloDepth = 0.05,
        DriftCents = 1.6,
        BreathLevel = 0.012f,
        BreathHarmonic = 6,
    };

    public static TonePatch Cello { get; } = Violin with
    {
        Name = "cello",
        GainDb = 1.5,
        Soft = Spectra.Formants(Spectra.Falling(1.1, 1500), 0.5, (220, 60, 0.8), (420, 120, 0.6), (900, 300, 0.4)),
        Loud = Spectra.Formants(Spectra.Falling(0.95, 2600), 0.5, (220, 60, 0.8), (420, 120, 0.6), (900, 300, 0.4), (2100, 600, 0.5)),
        AttackSeconds = 0.11,
        VibratoHz = 5.1,
        VibratoCents = 12,
    };

    // Its skin and small body sing through the nose: resonances near 800 and 2,500 Hz.
    public static TonePatch Erhu { get; } = Violin with
    {
        Name = "erhu",
        GainDb = 1,
        Soft = Spectra.Formants(Spectra.Falling(1.0, 2200), 0.25, (420, 90, 0.5), (820, 160, 1), (2500, 500, 0.35)),
        Loud = Spectra.Formants(Spectra.Falling(0.85, 3200), 0.25, (420, 90, 0.5), (820, 160, 1), (2500, 500, 0.6)),
        AttackSeconds = 0.1,
        VibratoHz = 5.9,
        VibratoCents = 22,
        ScoopCents = 40,
        VibratoDelaySeconds = 0.18,
    };

    public static TonePatch Flute { get; } = new()
    {
        Name = "flute",
        GainDb = 0.5,
        Soft = Spectra.Listed(0, -12, -21, -30, -40, -48),
        Loud = Spectra.Listed(0, -4, -10, -19, -25, -31, -38, -44),
        AttackSeconds = 0.07,
        ReleaseT60Seconds = 0.2,
        VibratoHz = 5,
        VibratoCents = 7,
        TremoloDepth = 0.13,
        VibratoDelaySeconds = 0.3,
        BreathLevel = 0.05f,
        BreathHarmonic = 3,
        Chiff = 0.8f,
    };

    public static TonePatch Dizi { get; } = Flute with
    {
        Name = "dizi",
        GainDb = 0.5,
        Soft = Spectra.Formants(Spectra.Listed(0, -6, -12, -16, -20, -26, -30, -34), 0.7, (3200, 1200, 0.6)),
        Loud = Spectra.Formants(Spectra.Listed(0, -2, -6, -9, -13, -18, -22, -26), 0.7, (3200, 1200, 1.1)),
        ScoopCents = 30,
        VibratoCents = 9,
        BreathLevel = 0.06f,
        AttackSeconds = 0.05,
    };

    public static TonePatch Recorder { get; } = Flute with { Name = "recorder", GainDb = 1, Soft = Spectra.Listed(0, -24, -18, -40, -36), Loud = Spectra.Listed(0, -16, -12, -30, -26, -40), BreathLevel = 0.025f, VibratoCents = 3, TremoloDepth = 0.04 };

    public static TonePatch PanFlute { get; } = Flute with { Name = "pan flute", GainDb = 0.5, Soft = Spectra.Listed(0, -26, -18, -40, -34), Loud = Spectra.Listed(0, -18, -12, -32, -26), BreathLevel = 0.11f, Chiff = 1.4f };

    public static TonePatch Whistle { get; } = Flute with { Name = "whistle", GainDb = 1, Soft = Spectra.Listed(0, -40), Loud = Spectra.Listed(0, -30, -44), BreathLevel = 0.02f, BreathHarmonic = 1.5 };

    public static TonePatch Clarinet { get; } = new()
    {
        Name = "clarinet",
        GainDb = 1,
        Soft = Spectra.Odd(Spectra.Falling(1.5, 1600), 0.06),
        Loud = Spectra.Odd(Spectra.Falling(1.0, 2600), 0.18),
        AttackSeconds = 0.06,
        ReleaseT60Seconds = 0.18,
        BreathLevel = 0.01f,
        VibratoCents = 2,
    };

    public static TonePatch Oboe { get; } = new()
    {
        Name = "oboe",
        GainDb = 0,
        Soft = Spectra.Formants(Spectra.Falling(0.7, 2500), 0.25, (1150, 300, 1), (2900, 600, 0.35)),
        Loud = Spectra.Formants(Spectra.Falling(0.5, 3200), 0.25, (1150, 300, 1), (2900, 600, 0.6)),
        AttackSeconds = 0.05,
        ReleaseT60Seconds = 0.16,
        VibratoCents = 8,
        TremoloDepth = 0.06,
        BreathLevel = 0.008f,
    };

    public static TonePatch Bassoon { get; } = Oboe with
    {
        Name = "bassoon",
        GainDb = 1,
        Soft = Spectra.Formants(Spectra.Falling(0.8, 1100), 0.2, (480, 120, 1), (1150, 300, 0.3)),
        Loud = Spectra.Formants(Spectra.Falling(0.6, 1800), 0.2, (480, 120, 1), (1150, 300, 0.5)),
        VibratoCents = 5,
    };

    public static TonePatch Saxophone { get; } = Oboe with
    {
        Name = "saxophone",
        GainDb = 1,
        Soft = Spectra.Formants(Spectra.Falling(1.0, 1500), 0.4, (650, 250, 0.7), (1500, 400, 0.4)),
        Loud = Spectra.Formants(Spectra.Falling(0.7, 3000), 0.4, (650, 250, 0.7), (1500, 400, 0.6)),
        BreathLevel = 0.03f,
        ScoopCents = 25,
        VibratoCents = 11,
    };

    public static TonePatch Trumpet { get; } = new()
    {
        Name = "trumpet",
        GainDb = 0.5,
        Soft = Spectra.Formants(Spectra.Falling(0.8, 1600), 0.4, (1200, 500, 0.8)),
        Loud = Spectra.Formants(Spectra.Falling(0.4, 3400), 0.4, (1200, 500, 0.8), (2400, 800, 0.6)),
        AttackSeconds = 0.045,
        ReleaseT60Seconds = 0.16,
        VibratoCents = 6,
        BreathLevel = 0.006f,
    };

    public static TonePatch Horn { get; } = Trumpet with
    {
        Name = "french horn",
        GainDb = 1,
        Soft = Spectra.Formants(Spectra.Falling(1.2, 900), 0.5, (400, 180, 0.8)),
        Loud = Spectra.Formants(Spectra.Falling(0.8, 1700), 0.5, (400, 180, 0.8), (800, 400, 0.4)),
        AttackSeconds = 0.08,
        ReleaseT60Seconds = 0.3,
        ReverbSend = 1.5,
    };

    public static TonePatch Trombone { get; } = Trumpet with
    {
        Name = "trombone",
        GainDb = 1,
        Soft = Spectra.Formants(Spectra.Falling(0.9, 1100), 0.5, (550, 220, 0.8)),
        Loud = Spectra.Formants(Spectra.Falling(0.55, 2200), 0.5, (550, 220, 0.8), (1400, 500, 0.4)),
        AttackSeconds = 0.06,
    };

    // The vowel "oo" with some "ah" in it, so that it carries, and two soft copies for a little air around it.
    public static TonePatch Sung { get; } = new()
    {
        Name = "sung lead",
        GainDb = 5,
        Soft = Spectra.Formants(Spectra.Falling(1.25, 2600), 0.035, (360, 120, 1), (820, 140, 0.55), (2700, 300, 0.12)),
        Loud = Spectra.Formants(Spectra.Falling(1.0, 3400), 0.04, (420, 140, 1), (950, 180, 0.85), (2750, 320, 0.34), (3400, 350, 0.16)),
        AttackSeconds = 0.075,
        ReleaseT60Seconds = 0.28,
        VibratoHz = 5.4,
        VibratoCents = 17,
        TremoloDepth = 0.05,
        VibratoDelaySeconds = 0.3,
        DriftCents = 1.8,
        ScoopCents = 30,
        DetuneCents = 7,
        BreathLevel = 0.014f,
        BreathHarmonic = 7,
        ReverbSend = 1.2,
    };

    public static TonePatch SawLead { get; } = new() { Name = "saw lead", GainDb = 0.5, Soft = Spectra.Falling(1, 1800), Loud = Spectra.Falling(1, 3500), AttackSeconds = 0.02, DetuneCents = 5, VibratoCents = 5 };

    public static TonePatch SquareLead { get; } = SawLead with { Name = "square lead", GainDb = 1, Soft = Spectra.Odd(Spectra.Falling(1, 1800), 0), Loud = Spectra.Odd(Spectra.Falling(1, 3500), 0) };

    public static TonePatch Bagpipe { get; } = Oboe with { Name = "bagpipe", GainDb = 0, VibratoCents = 0, AttackSeconds = 0.03, TremoloDepth = 0 };
}
