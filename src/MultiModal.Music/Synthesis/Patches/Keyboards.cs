namespace MultiModal.Music.Synthesis.Patches;

/// <summary>Pianos, organs and things struck with mallets.</summary>
internal static class Keyboards
{
    private static readonly BodyResonance[] Soundboard = [new(180, 0.8, 1.5), new(420, 1.0, 1), new(1900, 0.9, -1)];

    public static PianoPatch Grand { get; } = new() { Name = "grand piano", GainDb = 2.5, RingsThroughHarmony = true, ChordSpreadSeconds = 0.003, Body = Soundboard };

    public static PianoPatch Bright { get; } = new() { Name = "bright piano", GainDb = 3, RingsThroughHarmony = true, ChordSpreadSeconds = 0.003, Body = Soundboard, Brightness = 1.6 };

    public static PianoPatch HonkyTonk { get; } = new() { Name = "honky-tonk piano", GainDb = 4, RingsThroughHarmony = true, ChordSpreadSeconds = 0.003, Body = Soundboard, Brightness = 1.4, MistuningCents = 7 };

    public static BarPatch TineEpiano { get; } = new()
    {
        Name = "tine electric piano",
        GainDb = -5.5,
        Modes = [(1, 1, 1), (2, 0.22, 0.8), (3, 0.06, 0.6), (1.0015, 0.25, 1.4), (7.1, 0.10, 0.10), (16.4, 0.03, 0.05)],
        T60Seconds = 4.5,
        ReleaseT60Seconds = 0.25,
        ContactSeconds = 0.002,
        StrikeLevel = 0.02,
        StrikeHz = 900,
    };

    public static BarPatch BellEpiano { get; } = new()
    {
        Name = "bell electric piano",
        GainDb = -5.5,
        Modes = [(1, 1, 1), (2, 0.12, 0.7), (3, 0.1, 0.6), (1.002, 0.4, 1.2), (14, 0.05, 0.12), (4, 0.05, 0.4)],
        T60Seconds = 4,
        ReleaseT60Seconds = 0.3,
        ContactSeconds = 0.0015,
        StrikeLevel = 0.008,
    };

    public static PluckedPatch Harpsichord { get; } = new()
    {
        Name = "harpsichord",
        GainDb = 0,
        PickPosition = 0.11,
        BrightnessHz = 6500,
        NoiseShare = 0.3,
        T60Seconds = 6,
        HighT60Seconds = 1.2,
        ReleaseT60Seconds = 0.12,
        NailLevel = 0.05,
        NailHz = 3500,
        GlideCents = 0,
        CutoffHz = 9000,
    };

    public static PluckedPatch Clavinet { get; } = Harpsichord with { Name = "clavinet", GainDb = 1.5, PickPosition = 0.07, T60Seconds = 3, BrightnessHz = 3500, ReleaseT60Seconds = 0.07 };

    public static BarPatch Celesta { get; } = new()
    {
        Name = "celesta",
        GainDb = 0,
        Modes = [(1, 1, 1), (2, 0.06, 0.7), (3.98, 0.14, 0.35), (7.6, 0.03, 0.15)],
        T60Seconds = 2.6,
        ReleaseT60Seconds = 0.9,
        ContactSeconds = 0.0012,
        StrikeLevel = 0.02,
        StrikeHz = 1800,
    };

    public static BarPatch Glockenspiel { get; } = new()
    {
        Name = "glockenspiel",
        GainDb = -4.5,
        Modes = [(1, 1, 1), (2.756, 0.22, 0.5), (5.404, 0.08, 0.25), (1.0008, 0.25, 1.2)],
        T60Seconds = 5,
        StrikeLevel = 0.03,
        StrikeHz = 5500,
    };

    public static BarPatch MusicBox { get; } = new()
    {
        Name = "music box",
        GainDb = -3,
        Modes = [(1, 1, 1), (2.0, 0.16, 0.8), (3.01, 0.05, 0.5), (6.27, 0.2, 0.25), (1.0012, 0.22, 1.3), (11.4, 0.02, 0.06)],
        T60Seconds = 3.4,
        ContactSeconds = 0.0005,
        StrikeLevel = 0.035,
        StrikeHz = 4200,
        StrikeT60Seconds = 0.02,
    };

    public static BarPatch Vibraphone { get; } = new()
    {
        Name = "vibraphone",
        GainDb = -5.5,
        Modes = [(1, 1, 1), (3.98, 0.12, 0.4), (10.1, 0.03, 0.1), (1.0016, 0.2, 1)],
        T60Seconds = 6,
        ReleaseT60Seconds = 0.6,
        ContactSeconds = 0.0018,
        StrikeLevel = 0.012,
        StrikeHz = 1500,
    };

    public static BarPatch Marimba { get; } = new()
    {
        Name = "marimba",
        GainDb = 1.5,
        Modes = [(1, 1, 1), (3.93, 0.16, 0.3), (9.3, 0.05, 0.12)],
        T60Seconds = 1.1,
        ContactSeconds = 0.0016,
        StrikeLevel = 0.03,
        StrikeHz = 1000,
    };

    public static BarPatch Xylophone { get; } = new()
    {
        Name = "xylophone",
        GainDb = 2,
        Modes = [(1, 1, 1), (3.0, 0.3, 0.5), (6.1, 0.12, 0.25), (9.9, 0.05, 0.15)],
        T60Seconds = 0.8,
        StrikeLevel = 0.06,
        StrikeHz = 2600,
    };

    public static BarPatch TubularBells { get; } = new()
    {
        Name = "tubular bells",
        GainDb = -5.5,
        Modes = [(1, 0.8, 1), (2, 0.7, 0.9), (3.01, 0.45, 0.6), (4.16, 0.3, 0.4), (5.43, 0.18, 0.3), (0.5, 0.15, 1.3), (6.79, 0.1, 0.2)],
        T60Seconds = 5,
        ReleaseT60Seconds = 2.5,
        StrikeLevel = 0.05,
    };

    public static BarPatch Bell { get; } = new()
    {
        Name = "small bell",
        GainDb = -5,
        Modes = [(1, 1, 1), (2.76, 0.35, 0.6), (5.4, 0.2, 0.35), (1.003, 0.4, 1), (8.9, 0.07, 0.2)],
        T60Seconds = 4,
        StrikeLevel = 0.02,
    };

    public static BarPatch Kalimba { get; } = new()
    {
        Name = "kalimba",
        GainDb = 0,
        Modes = [(1, 1, 1), (2, 0.05, 0.6), (5.5, 0.09, 0.12), (6.3, 0.05, 0.1)],
        T60Seconds = 1.6,
        ContactSeconds = 0.0015,
        StrikeLevel = 0.05,
        StrikeHz = 900,
    };

    public static BarPatch SteelDrum { get; } = new()
    {
        Name = "steel drum",
        GainDb = -2,
        Modes = [(1, 1, 1), (2.0, 0.55, 0.9), (3.02, 0.22, 0.6), (4.1, 0.12, 0.4), (1.004, 0.3, 0.8)],
        T60Seconds = 1.5,
        ContactSeconds = 0.002,
    };

    public static BarPatch Timpani { get; } = new()
    {
        Name = "timpani",
        GainDb = -1.5,
        Modes = [(1, 1, 1), (1.5, 0.7, 0.8), (1.99, 0.45, 0.6), (2.44, 0.25, 0.5), (2.9, 0.12, 0.4), (0.63, 0.2, 0.2)],
        T60Seconds = 1.3,
        OctavesPerHalving = 4,
        ContactSeconds = 0.004,
        StrikeLevel = 0.06,
        StrikeHz = 400,
        StrikeT60Seconds = 0.08,
    };

    public static BarPatch Taiko { get; } = Timpani with { Name = "taiko", GainDb = 1, Modes = [(0.5, 1, 1), (0.8, 0.6, 0.7), (1.07, 0.4, 0.5), (1.5, 0.15, 0.3)], T60Seconds = 0.9, StrikeLevel = 0.15 };

    public static BarPatch Agogo { get; } = new() { Name = "agogo", GainDb = 2, Modes = [(1, 1, 1), (1.49, 0.6, 0.8), (2.71, 0.4, 0.5), (4.2, 0.2, 0.3)], T60Seconds = 0.6, StrikeLevel = 0.05 };

    public static BarPatch WoodBlock { get; } = new() { Name = "wood block", GainDb = 6.5, Modes = [(1, 1, 1), (2.3, 0.35, 0.6), (3.9, 0.15, 0.4)], T60Seconds = 0.22, OctavesPerHalving = 3, StrikeLevel = 0.15, StrikeHz = 1500, StrikeT60Seconds = 0.015 };

    public static TonePatch DrawbarOrgan { get; } = new()
    {
        Name = "drawbar organ",
        GainDb = 1,
        Soft = Spectra.Listed(0, -5, -9, -14, -26, -22, -40, -24),
        Loud = Spectra.Listed(0, -3, -5, -10, -20, -15, -34, -14),
        AttackSeconds = 0.012,
        ReleaseT60Seconds = 0.08,
        VibratoHz = 6.3,
        VibratoCents = 4,
        TremoloDepth = 0.05,
        DetuneCents = 2.5,
        VibratoDelaySeconds = 0,
    };

    public static TonePatch ChurchOrgan { get; } = new()
    {
        Name = "church organ",
        GainDb = 0,
        Soft = Spectra.Listed(0, -4, -10, -7, -20, -15, -26, -12, -30, -24, -32, -20),
        Loud = Spectra.Listed(0, -2, -7, -4, -14, -10, -20, -8, -22, -18, -24, -14),
        AttackSeconds = 0.06,
        ReleaseT60Seconds = 0.35,
        DetuneCents = 1.5,
        DriftCents = 0.3,
        BreathLevel = 0.01f,
        ReverbSend = 1.8,
    };

    public static TonePatch ReedOrgan { get; } = new()
    {
        Name = "reed organ",
        GainDb = 2,
        Soft = Spectra.Falling(1.1, 1600),
        Loud = Spectra.Falling(0.9, 2600),
        AttackSeconds = 0.06,
        ReleaseT60Seconds = 0.15,
        DetuneCents = 3,
        BreathLevel = 0.008f,
    };

    public static TonePatch Accordion { get; } = ReedOrgan with { Name = "accordion", GainDb = 0, Soft = Spectra.Falling(0.8, 2200), Loud = Spectra.Falling(0.65, 3200), DetuneCents = 6, AttackSeconds = 0.04 };

    public static TonePatch Harmonica { get; } = ReedOrgan with { Name = "harmonica", GainDb = 0.5, Soft = Spectra.Falling(0.7, 2500), Loud = Spectra.Falling(0.5, 3300), DetuneCents = 0, VibratoCents = 12, TremoloDepth = 0.15, ScoopCents = 20 };
}
