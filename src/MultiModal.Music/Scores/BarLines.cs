namespace MultiModal.Music.Scores;

/// <summary>Draws bar lines over a score.</summary>
public static class BarLines
{
    /// <summary>Returns the bars from the pickup to the bar in which the last note ends or the last chord symbol stands; at least one.</summary>
    /// <remarks>A metre that does not begin at a bar line cuts the running bar short.</remarks>
    /// <exception cref="BadInputException">The score breaks a rule or has too many bars.</exception>
    public static IReadOnlyList<Bar> Of(Score score, ScoreLimits? limits = null)
    {
        limits ??= ScoreLimits.Default;
        ScoreRules.Check(score, limits);
        Beats end = score.End;
        Beats lastChord = score.Chords.Count > 0 ? score.Chords[^1].Onset : Beats.Zero;
        List<Bar> bars = [];
        Beats place = Beats.Zero;
        int meter = 0;
        while (bars.Count == 0 || place < end || place <= lastChord)
        {
            while (meter + 1 < score.Meters.Count && score.Meters[meter + 1].Onset <= place)
            {
                meter++;
            }

            TimeSignature time = score.Meters[meter].Time;
            bool pickup = bars.Count == 0 && score.Pickup > Beats.Zero;
            Beats length = pickup ? score.Pickup : time.Bar;
            if (meter + 1 < score.Meters.Count && score.Meters[meter + 1].Onset < place + length)
            {
                length = score.Meters[meter + 1].Onset - place;
            }

            int number = pickup ? 0 : bars.Count == 0 ? 1 : bars[^1].Number + 1;
            bars.Add(new Bar(bars.Count, number, place, length, time));
            place += length;
            if (bars.Count > limits.MaxBars)
            {
                throw new BadInputException(FormattableString.Invariant($"The score has more than {limits.MaxBars} bars; take a longer metre or fewer notes."));
            }
        }

        return bars;
    }
}
