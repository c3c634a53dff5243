namespace MultiModal.Music.Synthesis.Patches;

/// <summary>Which instrument plays each General MIDI program.</summary>
internal static class GeneralMidi
{
    private static readonly Patch[] Programs =
    [
        // 0 Piano
        Keyboards.Grand, Keyboards.Bright, Keyboards.Bright, Keyboards.HonkyTonk, Keyboards.TineEpiano, Keyboards.BellEpiano, Keyboards.Harpsichord, Keyboards.Clavinet,

        // 8 Chromatic percussion
        Keyboards.Celesta, Keyboards.Glockenspiel, Keyboards.MusicBox, Keyboards.Vibraphone, Keyboards.Marimba, Keyboards.Xylophone, Keyboards.TubularBells, Plucks.Dulcimer,

        // 16 Organ
        Keyboards.DrawbarOrgan, Keyboards.DrawbarOrgan, Keyboards.DrawbarOrgan, Keyboards.ChurchOrgan, Keyboards.ReedOrgan, Keyboards.Accordion, Keyboards.Harmonica, Keyboards.Accordion,

        // 24 Guitar
        Plucks.NylonGuitar, Plucks.SteelGuitar, Plucks.JazzGuitar, Plucks.CleanGuitar, Plucks.MutedGuitar, Plucks.LeadGuitar, Plucks.LeadGuitar, Plucks.Harmonics,

        // 32 Bass
        Plucks.UprightBass, Plucks.ElectricBass, Plucks.PickBass, Plucks.FretlessBass, Plucks.PickBass, Plucks.PickBass, Plucks.ElectricBass, Plucks.ElectricBass,

        // 40 Strings
        Sustained.Violin, Sustained.Violin, Sustained.Cello, Sustained.Cello, Sustained.Tremolo, Plucks.Pizzicato, Plucks.Harp, Keyboards.Timpani,

        // 48 Ensemble
        Sustained.Strings, Sustained.SlowStrings, Sustained.SynthStrings, Sustained.SynthStrings, Sustained.Choir, Sustained.Sung, Sustained.Choir, Sustained.BrassSection,

        // 56 Brass
        Sustained.Trumpet, Sustained.Trombone, Sustained.Trombone, Sustained.Oboe, Sustained.Horn, Sustained.BrassSection, Sustained.BrassSection, Sustained.BrassSection,

        // 64 Reed
        Sustained.Saxophone, Sustained.Saxophone, Sustained.Saxophone, Sustained.Saxophone, Sustained.Oboe, Sustained.Oboe, Sustained.Bassoon, Sustained.Clarinet,

        // 72 Pipe
        Sustained.Flute, Sustained.Flute, Sustained.Recorder, Sustained.PanFlute, Sustained.PanFlute, Sustained.Dizi, Sustained.Whistle, Sustained.Recorder,

        // 80 Synth lead
        Sustained.SquareLead, Sustained.SawLead, Sustained.PanFlute, Sustained.SawLead, Sustained.SawLead, Sustained.Sung, Sustained.SawLead, Sustained.SawLead,

        // 88 Synth pad
        Sustained.GlassPad, Sustained.WarmPad, Sustained.SynthStrings, Sustained.Choir, Sustained.GlassPad, Sustained.HollowPad, Sustained.GlassPad, Sustained.WarmPad,

        // 96 Synth effects
        Sustained.GlassPad, Sustained.WarmPad, Keyboards.BellEpiano, Sustained.GlassPad, Keyboards.Bell, Sustained.HollowPad, Sustained.WarmPad, Sustained.GlassPad,

        // 104 Ethnic
        Plucks.Sitar, Plucks.Banjo, Plucks.Pipa, Plucks.Guzheng, Keyboards.Kalimba, Sustained.Bagpipe, Sustained.Erhu, Sustained.Bagpipe,

        // 112 Percussive
        Keyboards.Bell, Keyboards.Agogo, Keyboards.SteelDrum, Keyboards.WoodBlock, Keyboards.Taiko, Keyboards.Taiko, Keyboards.Timpani, SoundEffects.ReverseCymbal,

        // 120 Sound effects
        SoundEffects.FretNoise, SoundEffects.Breath, SoundEffects.Seashore, SoundEffects.Bird, Keyboards.Bell, SoundEffects.Rotor, SoundEffects.Applause, SoundEffects.Shot,
    ];

    /// <summary>Returns the instrument of a program, 0 to 127 inclusive.</summary>
    public static Patch Find(int program) => Programs[program];
}
