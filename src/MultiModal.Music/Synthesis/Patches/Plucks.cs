namespace MultiModal.Music.Synthesis.Patches;

/// <summary>Guitars, harps, basses and the plucked strings of China and Japan.</summary>
internal static class Plucks
{
    private static readonly BodyResonance[] GuitarBody = [new(102, 4, 4), new(205, 3, 3.5), new(390, 3, 2), new(2600, 1, -2)];
    private static readonly BodyResonance[] ZhengBody = [new(160, 2, 3), new(310, 2, 2), new(740, 1.5, 2), new(3200, 1, 1.5)];
    private static readonly BodyResonance[] PipaBody = [new(240, 2, 2), new(620, 2, 4), new(1250, 2, 3)];
    private static readonly BodyResonance[] BassBody = [new(65, 2, 3), new(120, 2, 3), new(700, 1, -2)];

    public static PluckedPatch NylonGuitar { get; } = new()
    {
        Name = "nylon guitar",
        GainDb = 1.5,
        RingsThroughHarmony = true,
        ChordSpreadSeconds = 0.012,
        Body = GuitarBody,
        PickPosition = 0.19,
        BrightnessHz = 2280,
        NoiseShare = 0.35,
        T60Seconds = 5,
        HighT60Seconds = 0.55,
        NailLevel = 0.02,
        NailHz = 1800,
    };

    public static PluckedPatch SteelGuitar { get; } = new()
    {
        Name = "steel guitar",
        GainDb = 0,
        RingsThroughHarmony = true,
        ChordSpreadSeconds = 0.01,
        Body = GuitarBody,
        PickPosition = 0.14,
        BrightnessHz = 3840,
        NoiseShare = 0.4,
        T60Seconds = 7.5,
        HighT60Seconds = 1.1,
        NailLevel = 0.03,
        NailHz = 3200,
        CutoffHz = 8500,
    };

    public static PluckedPatch JazzGuitar { get; } = NylonGuitar with { Name = "jazz guitar", GainDb = 0, BrightnessHz = 900, PickPosition = 0.25, T60Seconds = 6, HighT60Seconds = 0.4 };

    public static PluckedPatch CleanGuitar { get; } = SteelGuitar with { Name = "clean electric guitar", GainDb = -0.5, Body = [], BrightnessHz = 2880, CutoffHz = 5000, T60Seconds = 9 };

    public static PluckedPatch MutedGuitar { get; } = SteelGuitar with { Name = "muted guitar", GainDb = 8.5, T60Seconds = 0.5, HighT60Seconds = 0.2, BrightnessHz = 1800 };

    public static PluckedPatch LeadGuitar { get; } = CleanGuitar with { Name = "sustained electric guitar", GainDb = -2, T60Seconds = 18, HighT60Seconds = 1.6, VibratoCents = 10, BrightnessHz = 3360, CutoffHz = 3600, ReleaseT60Seconds = 0.2 };

    public static PluckedPatch Harmonics { get; } = CleanGuitar with { Name = "guitar harmonics", GainDb = 1, PickPosition = 0.5, BrightnessHz = 900, T60Seconds = 6 };

    public static PluckedPatch UprightBass { get; } = new()
    {
        Name = "upright bass",
        GainDb = -0.5,
        Body = BassBody,
        PickPosition = 0.28,
        BrightnessHz = 750,
        NoiseShare = 0.3,
        T60Seconds = 2.8,
        HighT60Seconds = 0.22,
        ReleaseT60Seconds = 0.22,
        NailLevel = 0.012,
        NailHz = 900,
        ReverbSend = 0.35,
        Spread = 0,
    };

    public static PluckedPatch ElectricBass { get; } = UprightBass with { Name = "electric bass", GainDb = -1.5, Body = [new(80, 1, 2)], BrightnessHz = 1560, T60Seconds = 6, HighT60Seconds = 0.5, PickPosition = 0.16 };

    public static PluckedPatch PickBass { get; } = ElectricBass with { Name = "picked bass", GainDb = -1.5, BrightnessHz = 2640, NailLevel = 0.03 };

    public static PluckedPatch FretlessBass { get; } = ElectricBass with { Name = "fretless bass", GainDb = -1.5, BrightnessHz = 800, VibratoCents = 8, GlideCents = -12 };

    public static PluckedPatch Harp { get; } = new()
    {
        Name = "harp",
        GainDb = -1,
        ChordSpreadSeconds = 0.018,
        Body = [new(190, 1.5, 2.5), new(450, 1.5, 1.5)],
        PickPosition = 0.42,
        BrightnessHz = 1800,
        NoiseShare = 0.2,
        T60Seconds = 6.5,
        OctavesPerHalving = 2,
        HighT60Seconds = 0.6,
        ReleaseT60Seconds = 1.6,
        NailLevel = 0.008,
        GlideCents = 1,
        Spread = 0.4,
        ReverbSend = 1.3,
    };

    public static PluckedPatch Pizzicato { get; } = new()
    {
        Name = "pizzicato strings",
        GainDb = 5,
        Body = [new(280, 2, 3), new(460, 2, 3), new(900, 1.5, 1)],
        PickPosition = 0.2,
        BrightnessHz = 1680,
        T60Seconds = 0.9,
        HighT60Seconds = 0.18,
        ReleaseT60Seconds = 0.3,
        Spread = 0.3,
        ReverbSend = 1.4,
    };

    public static PluckedPatch Dulcimer { get; } = new()
    {
        Name = "yangqin",
        GainDb = -1,
        ChordSpreadSeconds = 0.008,
        Body = [new(220, 1.5, 2), new(900, 1.2, 2)],
        PickPosition = 0.12,
        BrightnessHz = 4560,
        NoiseShare = 0.2,
        T60Seconds = 6,
        HighT60Seconds = 0.9,
        ReleaseT60Seconds = 1.2,
        NailLevel = 0.045,
        NailHz = 2200,
        Spread = 0.35,
    };

    public static PluckedPatch Guzheng { get; } = new()
    {
        Name = "guzheng",
        GainDb = -2,
        ChordSpreadSeconds = 0.016,
        Body = ZhengBody,
        PickPosition = 0.13,
        BrightnessHz = 5200,
        NoiseShare = 0.35,
        T60Seconds = 7,
        OctavesPerHalving = 1.9,
        HighT60Seconds = 1.25,
        ReleaseT60Seconds = 1.5,
        GlideCents = 14,
        VibratoCents = 5,
        NailLevel = 0.04,
        NailHz = 3600,
        Spread = 0.4,
        CutoffHz = 9000,
    };

    public static PluckedPatch Pipa { get; } = new()
    {
        Name = "pipa",
        GainDb = 0.5,
        ChordSpreadSeconds = 0.01,
        Body = PipaBody,
        PickPosition = 0.09,
        BrightnessHz = 3600,
        NoiseShare = 0.6,
        T60Seconds = 3,
        HighT60Seconds = 0.5,
        ReleaseT60Seconds = 0.4,
        GlideCents = 10,
        NailLevel = 0.06,
        NailHz = 2600,
    };

    public static PluckedPatch Shamisen { get; } = Pipa with { Name = "shamisen", T60Seconds = 1.6, NailLevel = 0.09, NailHz = 1600 };

    public static PluckedPatch Banjo { get; } = new()
    {
        Name = "banjo",
        GainDb = 2.5,
        ChordSpreadSeconds = 0.01,
        Body = [new(450, 1.5, 4), new(850, 1.5, 3)],
        PickPosition = 0.1,
        BrightnessHz = 4200,
        T60Seconds = 1.6,
        HighT60Seconds = 0.45,
        ReleaseT60Seconds = 0.2,
        NailLevel = 0.05,
    };

    public static PluckedPatch Sitar { get; } = new()
    {
        Name = "sitar",
        GainDb = -5,
        Body = [new(330, 2, 3), new(1800, 1.2, 3), new(3000, 1.2, 3)],
        PickPosition = 0.06,
        BrightnessHz = 5000,
        T60Seconds = 9,
        HighT60Seconds = 1.8,
        ReleaseT60Seconds = 1.2,
        GlideCents = 18,
        VibratoCents = 8,
        CutoffHz = 9000,
    };
}
