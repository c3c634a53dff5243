using System.Globalization;
using System.Text.Json.Serialization;

namespace MultiModal.Music;

/// <summary>A pitch as it is spelled: F♯4 and G♭4 sound the same and are two pitches.</summary>
/// <param name="Step">The letter.</param>
/// <param name="Alter">Semitones up (sharps) or down (flats), -2 to 2.</param>
/// <param name="Octave">The octave in scientific notation: middle C is C4.</param>
public readonly record struct Pitch(PitchStep Step, int Alter, int Octave)
{
    private static readonly int[] Semitones = [0, 2, 4, 5, 7, 9, 11];

    /// <summary>Gets the MIDI note number: middle C (C4) is 60; 0 to 127 inclusive in files.</summary>
    [JsonIgnore]
    public int Midi => (12 * (Octave + 1)) + Semitones[(int)Step] + Alter;

    /// <summary>Gets the pitch class, 0 (C) to 11 (B).</summary>
    [JsonIgnore]
    public int PitchClass => ((Midi % 12) + 12) % 12;

    /// <summary>Spells a MIDI note number within a key: by the sharps or flats of its signature, chromatic notes the nearest way on the circle of fifths.</summary>
    /// <param name="midi">0 to 127 inclusive.</param>
    /// <param name="fifths">Sharps (positive) or flats (negative) in the signature, -7 to 7.</param>
    public static Pitch FromMidi(int midi, int fifths = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(midi);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(midi, 127);

        // On the line of fifths F=-1 C=0 G=1 …, a key with n fifths holds n-1 … n+5; take the twelve places n-3 … n+8 around it.
        int place = 7 * (midi % 12) % 12;
        while (place < fifths - 3)
        {
            place += 12;
        }

        while (place > fifths + 8)
        {
            place -= 12;
        }

        int letter = (((place + 1) % 7) + 7) % 7;
        int alter = (int)Math.Floor((place + 1) / 7.0);
        PitchStep step = (PitchStep)"3041526"[letter] - '0';
        int natural = midi - alter;
        return new Pitch(step, alter, ((natural - Semitones[(int)step]) / 12) - 1);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Step}{(Alter < 0 ? new string('b', -Alter) : new string('#', Alter))}{Octave}");
}

/// <summary>The letter of a pitch.</summary>
public enum PitchStep
{
    /// <summary>Do.</summary>
    C,

    /// <summary>Re.</summary>
    D,

    /// <summary>Mi.</summary>
    E,

    /// <summary>Fa.</summary>
    F,

    /// <summary>Sol.</summary>
    G,

    /// <summary>La.</summary>
    A,

    /// <summary>Ti.</summary>
    B,
}
