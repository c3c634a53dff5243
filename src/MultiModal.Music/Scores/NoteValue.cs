namespace MultiModal.Music.Scores;

/// <summary>The shape of a note on paper: a whole, half, quarter … 256th, with or without a dot.</summary>
/// <param name="Base">The undotted note as a power of two of a whole note: 1 a breve, 0 a whole note, -1 a half … -8 a 256th.</param>
/// <param name="Dots">0 or 1.</param>
public readonly record struct NoteValue(int Base, int Dots)
{
    /// <summary>The shortest note that is written, as a power of two of a whole note: a 256th.</summary>
    public const int Shortest = -8;

    /// <summary>Gets the number of flags or beams: none for a quarter, one for an eighth.</summary>
    public int Flags => Math.Max(0, -2 - Base);

    /// <summary>Gets the written length, without any tuplet.</summary>
    public Beats Length => Dots == 0 ? Plain(Base) : Plain(Base) + Plain(Base - 1);

    /// <summary>Finds the value of a length; false when it takes more than one note to write.</summary>
    public static bool TryFrom(Beats length, out NoteValue value)
    {
        value = default;
        if (length <= Beats.Zero || !long.IsPow2(length.Denominator))
        {
            return false;
        }

        long numerator = length.Numerator;
        int dots = 0;
        if (numerator % 3 == 0)
        {
            numerator /= 3;
            dots = 1;
        }

        if (!long.IsPow2(numerator))
        {
            return false;
        }

        // A plain note is 2^k quarters; a dotted one 3 * 2^k quarters, its base the double of 2^k.
        int power = (int)(long.Log2(numerator) - long.Log2(length.Denominator)) + dots;
        value = new NoteValue(power - 2, dots);
        return value.Base <= 1 && value.Base - dots >= Shortest;
    }

    private static Beats Plain(int power) => power + 2 >= 0 ? new Beats(1L << (power + 2)) : new Beats(1, 1L << (-2 - power));
}
