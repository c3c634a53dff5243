namespace MultiModal.Music.Synthesis.Patches;

/// <summary>A soft kit on the General MIDI percussion map: brushes and felt rather than sticks.</summary>
internal static class DrumKit
{
    private static readonly DrumPatch Kick = new()
    {
        Name = "kick",
        SkinLevel = 0.62f,
        SkinHz = 52,
        SkinFall = 1.1,
        SkinT60Seconds = 0.34,
        First = new(1400, 0.7, 0.05, 0.03),
        ReverbSend = 0.2,
    };

    private static readonly DrumPatch Snare = new()
    {
        Name = "brushed snare",
        GainDb = 5,
        SkinLevel = 0.12f,
        SkinHz = 185,
        SkinFall = 0.25,
        SkinT60Seconds = 0.14,
        First = new(3200, 0.55, 0.2, 0.24, 0.004),
        Second = new(1100, 0.8, 0.06, 0.12),
        Pan = -0.1,
    };

    private static readonly DrumPatch Brush = new() { Name = "brush", GainDb = 9, First = new(4200, 0.5, 0.14, 0.3, 0.03), Pan = -0.1 };

    private static readonly DrumPatch Stick = new() { Name = "side stick", GainDb = 9, SkinLevel = 0.08f, SkinHz = 1650, SkinT60Seconds = 0.035, First = new(2400, 1.4, 0.16, 0.04), Pan = -0.1 };

    private static readonly DrumPatch Clap = new() { Name = "clap", GainDb = 8, First = new(1300, 1, 0.3, 0.2, 0.006), Second = new(2100, 1, 0.1, 0.35, 0.014) };

    private static readonly DrumPatch ClosedHat = new() { Name = "closed hi-hat", GainDb = 9, First = new(7000, 0.7, 0.10, 0.06, 0.001, IsHighPass: true), Pan = 0.3 };

    private static readonly DrumPatch OpenHat = ClosedHat with { Name = "open hi-hat", GainDb = 5, First = new(6500, 0.7, 0.09, 0.5, 0.002, IsHighPass: true) };

    private static readonly DrumPatch Shaker = new() { Name = "shaker", GainDb = 11, First = new(6200, 0.8, 0.16, 0.11, 0.018), Pan = 0.35 };

    private static readonly DrumPatch Tambourine = new() { Name = "tambourine", GainDb = 5, First = new(7800, 1.3, 0.2, 0.25, 0.003), Pan = 0.3 };

    private static readonly BarPatch Cymbal = Struck("cymbal", 420, 2.2, 0.3, [(1, 0.05, 1), (1.47, 0.05, 0.9), (2.09, 0.05, 0.8), (2.56, 0.05, 0.8), (3.39, 0.05, 0.7), (4.7, 0.05, 0.6), (6.1, 0.04, 0.6)]) with
    {
        StrikeLevel = 0.14,
        StrikeHz = 7500,
        StrikeT60Seconds = 1.3,
    };

    private static readonly BarPatch Ride = Cymbal with { Name = "ride", GainDb = 5, FixedHz = 510, T60Seconds = 1.6, StrikeLevel = 0.06, StrikeT60Seconds = 0.5, Pan = 0.35 };

    private static readonly BarPatch RideBell = Struck("ride bell", 780, 1.4, 0.35, [(1, 0.3, 1), (1.81, 0.25, 0.8), (2.77, 0.2, 0.7), (4.1, 0.1, 0.5)]);

    private static readonly BarPatch Cowbell = Struck("cowbell", 560, 0.35, 0.2, [(1, 0.5, 1), (1.51, 0.45, 0.9), (2.7, 0.15, 0.5)]);

    private static readonly BarPatch Triangle = Struck("triangle", 1210, 3.2, 0.4, [(1, 0.10, 0.8), (2.72, 0.16, 1), (4.17, 0.14, 0.9), (5.24, 0.10, 0.8), (7.1, 0.06, 0.6)]);

    private static readonly BarPatch MuteTriangle = Triangle with { Name = "mute triangle", T60Seconds = 0.25 };

    private static readonly BarPatch Claves = Struck("claves", 2450, 0.12, -0.25, [(1, 0.7, 1), (2.7, 0.1, 0.5)]);

    private static readonly BarPatch HighBlock = Block("high wood block", 980);

    private static readonly BarPatch LowBlock = Block("low wood block", 690);

    private static readonly BarPatch SmallGong = Struck("small gong", 330, 2.6, -0.3, [(1, 0.5, 1), (1.52, 0.3, 0.8), (2.03, 0.28, 0.7), (2.71, 0.22, 0.55), (3.6, 0.12, 0.4), (4.9, 0.07, 0.3)]) with
    {
        GainDb = -3,
        StrikeLevel = 0.02,
        ContactSeconds = 0.004,
    };

    /// <summary>Returns the drum of a key of the General MIDI percussion map; keys that the map leaves open are wood blocks.</summary>
    public static Patch Find(int key) => key switch
    {
        35 or 36 => Kick,
        37 or 31 => Stick,
        38 => Snare,
        39 => Clap,
        40 => Brush,
        41 or 43 or 45 or 47 or 48 or 50 => Tom(key),
        42 or 44 => ClosedHat,
        46 => OpenHat,
        49 or 55 or 57 => Cymbal,
        51 or 59 => Ride,
        52 => SmallGong,
        53 => RideBell,
        54 => Tambourine,
        56 or 67 or 68 => Cowbell,
        60 or 61 or 62 or 63 or 64 or 65 or 66 => Hand(key),
        69 or 70 or 82 => Shaker,
        73 or 74 => Tambourine,
        75 => Claves,
        76 => HighBlock,
        77 => LowBlock,
        80 => MuteTriangle,
        81 => Triangle,
        78 or 79 => Hand(key),
        _ => key < 35 ? Kick : LowBlock,
    };

    private static readonly DrumPatch[] Toms = [.. Enumerable.Range(0, 6).Select(i => Skin($"tom {i + 1}", 82 * Math.Pow(1.19, i), 0.5, -0.3 + (0.12 * i)))];

    private static readonly DrumPatch[] Hands = [.. Enumerable.Range(0, 9).Select(i => Skin($"hand drum {i + 1}", 330 - (24 * i), 0.22, 0.2))];

    private static DrumPatch Tom(int key) => Toms[key switch { 41 => 0, 43 => 1, 45 => 2, 47 => 3, 48 => 4, _ => 5 }];

    private static DrumPatch Hand(int key) => Hands[key >= 78 ? key - 71 : key - 60];

    private static DrumPatch Skin(string name, double hz, double t60Seconds, double pan) => new()
    {
        Name = name,
        SkinLevel = 0.36f,
        SkinHz = hz,
        SkinFall = 0.35,
        SkinT60Seconds = t60Seconds,
        First = new(1200, 0.8, 0.04, 0.04),
        Pan = pan,
    };

    private static BarPatch Struck(string name, double hz, double t60Seconds, double pan, IReadOnlyList<(double Ratio, double Level, double Decay)> modes) => new()
    {
        Name = name,
        FixedHz = hz,
        T60Seconds = t60Seconds,
        Pan = pan,
        Modes = modes,
        StrikeLevel = 0.03,
    };

    private static BarPatch Block(string name, double hz) => Struck(name, hz, 0.12, 0.25, [(1, 0.9, 1), (1.62, 0.4, 0.8), (2.9, 0.2, 0.5)]) with { StrikeLevel = 0.1, StrikeHz = 1600, StrikeT60Seconds = 0.015 };
}
