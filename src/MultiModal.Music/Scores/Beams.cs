namespace MultiModal.Music.Scores;

/// <summary>Joins the flags of short notes by beams that show the beats.</summary>
internal static class Beams
{
    /// <summary>Returns the signs of a bar with their beams numbered.</summary>
    public static IReadOnlyList<NotatedEvent> Over(List<NotatedEvent> events, Bar bar)
    {
        Beats cell = Cell(bar.Time);
        Beats half = bar.Time is { Numerator: 4, Denominator: 4 } ? new Beats(2) : Beats.Zero;
        Beats shift = bar.MetricOffset - bar.Start;
        int beam = 0;
        for (int i = 0; i < events.Count; i++)
        {
            if (!CanHang(events[i]))
            {
                continue;
            }

            int end = i + 1;
            while (end < events.Count && CanHang(events[end]) && AreTogether(events[i], events[end], shift, cell))
            {
                end++;
            }

            // In common time four plain eighths of one half bar hang on one beam.
            int wide = i;
            while (half > Beats.Zero && wide < events.Count && IsPlainEighth(events[wide]) && AreTogether(events[i], events[wide], shift, half))
            {
                wide++;
            }

            end = wide - i == 4 ? wide : end;
            if (end - i < 2)
            {
                continue;
            }

            beam++;
            for (int k = i; k < end; k++)
            {
                events[k] = events[k] with { Beam = beam };
            }

            i = end - 1;
        }

        return events;
    }

    private static Beats Cell(TimeSignature time)
    {
        Beats pulse = time.Pulse;
        return time.Bar <= new Beats(3, 2) && time.Denominator >= 8 ? time.Bar : pulse < Beats.Quarter ? Beats.Quarter : pulse;
    }

    private static bool CanHang(NotatedEvent sign) => !sign.IsRest && sign.Value.Flags > 0;

    private static bool IsPlainEighth(NotatedEvent sign) => CanHang(sign) && sign.Tuplet is null && sign.Value is { Base: -3, Dots: 0 };

    private static bool AreTogether(NotatedEvent first, NotatedEvent later, Beats shift, Beats cell) =>
        first.Tuplet is not null || later.Tuplet is not null
            ? ReferenceEquals(first.Tuplet, later.Tuplet)
            : (first.Onset + shift).FloorDivide(cell) == (later.Onset + shift).FloorDivide(cell);
}
