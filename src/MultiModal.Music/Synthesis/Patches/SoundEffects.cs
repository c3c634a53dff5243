namespace MultiModal.Music.Synthesis.Patches;

/// <summary>The last General MIDI programs: noises rather than notes.</summary>
internal static class SoundEffects
{
    public static DrumPatch ReverseCymbal { get; } = new() { Name = "reverse cymbal", GainDb = 8, First = new(6000, 0.6, 0.3, 1.2, 0.7, IsHighPass: true) };

    public static DrumPatch FretNoise { get; } = new() { Name = "fret noise", GainDb = 8, First = new(3200, 2, 0.4, 0.25, 0.03) };

    public static DrumPatch Breath { get; } = new() { Name = "breath", GainDb = 8, First = new(1800, 0.8, 0.25, 0.9, 0.15) };

    public static DrumPatch Seashore { get; } = new() { Name = "seashore", GainDb = 8, First = new(700, 0.5, 0.4, 4, 1.4), Second = new(3500, 0.6, 0.12, 3, 1.8) };

    public static DrumPatch Bird { get; } = new() { Name = "bird", GainDb = 6, SkinLevel = 0.12f, SkinHz = 2900, SkinFall = 0.4, SkinT60Seconds = 0.25 };

    public static DrumPatch Rotor { get; } = new() { Name = "rotor", GainDb = 5, SkinLevel = 0.3f, SkinHz = 40, SkinT60Seconds = 0.6, First = new(300, 0.8, 0.4, 0.5, 0.02) };

    public static DrumPatch Applause { get; } = new() { Name = "applause", GainDb = 3.5, First = new(1900, 0.5, 0.3, 3.5, 0.5) };

    public static DrumPatch Shot { get; } = new() { Name = "shot", GainDb = -2.5, SkinLevel = 0.3f, SkinHz = 70, SkinFall = 2, SkinT60Seconds = 0.4, First = new(900, 0.4, 0.6, 0.7) };
}
