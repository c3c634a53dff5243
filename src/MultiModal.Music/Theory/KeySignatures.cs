namespace MultiModal.Music.Theory;

/// <summary>Keys by their signatures.</summary>
public static class KeySignatures
{
    /// <summary>Returns the key of a mode that has a signature.</summary>
    /// <param name="fifths">Sharps (positive) or flats (negative), -7 to 7.</param>
    /// <param name="mode">The mode.</param>
    public static Key KeyOf(int fifths, Mode mode)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fifths, -7);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fifths, 7);

        // On the line of fifths C is 0; the tonic lies as far from the signature as C of this mode lies from no signature.
        int place = fifths - new Key(PitchStep.C, 0, mode).Fifths + 1;
        int alter = (int)Math.Floor(place / 7.0);
        return new Key(Enum.Parse<PitchStep>("FCGDAEB".Substring(place - (7 * alter), 1)), alter, mode);
    }
}
