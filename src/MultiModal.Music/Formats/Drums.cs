namespace MultiModal.Music.Formats;

/// <summary>Where drums stand on a staff of five lines, after the usual drum-set notation (Weinberg, 1994).</summary>
internal static class Drums
{
    /// <summary>Returns the place, as the pitch it would be in treble clef, of a key of the General MIDI percussion map.</summary>
    public static Pitch OnStaff(int key) => key switch
    {
        35 or 36 => new Pitch(PitchStep.F, 0, 4),
        37 or 38 or 39 or 40 => new Pitch(PitchStep.C, 0, 5),
        41 or 43 => new Pitch(PitchStep.A, 0, 4),
        45 or 47 => new Pitch(PitchStep.D, 0, 5),
        48 or 50 => new Pitch(PitchStep.E, 0, 5),
        44 => new Pitch(PitchStep.D, 0, 4),
        42 or 46 => new Pitch(PitchStep.G, 0, 5),
        49 or 52 or 55 or 57 => new Pitch(PitchStep.A, 0, 5),
        51 or 53 or 59 => new Pitch(PitchStep.F, 0, 5),
        _ => new Pitch(PitchStep.B, 0, 4),
    };
}
