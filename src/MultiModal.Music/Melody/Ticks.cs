namespace MultiModal.Music.Melody;

/// <summary>The composer's grid: whole ticks, 24 to the quarter note, so that halves, quarters and thirds of a beat are exact. Not MIDI ticks.</summary>
public static class Ticks
{
    /// <summary>Ticks in a quarter note.</summary>
    public const int PerQuarter = 24;

    /// <summary>Returns the length of a bar.</summary>
    public static int Bar(TimeSignature time) => time.Numerator * 4 * PerQuarter / time.Denominator;

    /// <summary>Returns the length of one felt beat.</summary>
    public static int Pulse(TimeSignature time) => (int)(time.Pulse.ToDouble() * PerQuarter);

    /// <summary>Converts to quarter notes.</summary>
    public static Beats ToBeats(int ticks) => new(ticks, PerQuarter);

    /// <summary>Returns how weak a place in the bar is: 0 downbeat, 1 second strong beat, 2 beat, 3 half a beat (a third in compound metres), 4 elsewhere.</summary>
    /// <param name="position">Ticks since the bar line, at least 0.</param>
    /// <param name="time">The time signature.</param>
    public static int Weakness(int position, TimeSignature time)
    {
        if (position == 0)
        {
            return 0;
        }

        int unit = 4 * PerQuarter / time.Denominator;
        bool compound = time.Numerator is 6 or 9 or 12;
        int beat = compound ? 3 * unit : unit;
        if (position % beat == 0)
        {
            int beats = compound ? time.Numerator / 3 : time.Numerator;
            return beats % 2 == 0 && position * 2 == beats * beat ? 1 : 2;
        }

        int part = compound ? unit : beat / 2;
        return part > 0 && position % part == 0 ? 3 : 4;
    }
}
