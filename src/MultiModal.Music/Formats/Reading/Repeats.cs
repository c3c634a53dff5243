namespace MultiModal.Music.Formats.Reading;

/// <summary>One playing of a bar.</summary>
/// <param name="Bar">The bar.</param>
/// <param name="Pass">Which time it is played, from 1.</param>
/// <param name="Passes">How often its repeat is played in all.</param>
internal readonly record struct PlayedBar(ReadBar Bar, int Pass, int Passes);

/// <summary>Plays repeats and their endings out: the time line of a score has none.</summary>
internal static class Repeats
{
    /// <summary>Returns the bars in the order in which they are played.</summary>
    /// <param name="bars">The bars as written.</param>
    /// <param name="maxBars">The most bars to return.</param>
    /// <exception cref="BadInputException">More bars would be played.</exception>
    public static IReadOnlyList<PlayedBar> PlayOut(IReadOnlyList<ReadBar> bars, int maxBars)
    {
        List<PlayedBar> played = [];
        int start = 0;
        while (start < bars.Count)
        {
            int end = SectionEnd(bars, start);
            int passes = Passes(bars, start, end);
            for (int pass = 1; pass <= passes; pass++)
            {
                for (int i = start; i < end; i++)
                {
                    if (bars[i].Ending.Count > 0 && !bars[i].Ending.Contains(pass))
                    {
                        continue;
                    }

                    if (played.Count == maxBars)
                    {
                        throw new BadInputException(FormattableString.Invariant($"The score has more than {maxBars} bars when its repeats are played."));
                    }

                    played.Add(new PlayedBar(bars[i], pass, passes));
                }
            }

            start = end;
        }

        return played;
    }

    /// <summary>A section ends after the repeat sign (and the endings that follow it), or before the next one begins.</summary>
    private static int SectionEnd(IReadOnlyList<ReadBar> bars, int start)
    {
        for (int i = start; i < bars.Count; i++)
        {
            if (i > start && bars[i].BeginsRepeat)
            {
                return i;
            }

            if (bars[i].RepeatTimes == 0)
            {
                continue;
            }

            int end = i + 1;
            if (bars[i].Ending.Count > 0)
            {
                int last = bars[i].Ending.Max();
                while (end < bars.Count && bars[end].Ending.Count > 0 && !bars[end].BeginsRepeat && (bars[end].Ending.Min() > last || bars[end].Ending.SequenceEqual(bars[end - 1].Ending)))
                {
                    last = Math.Max(last, bars[end].Ending.Max());
                    end++;
                }
            }

            return end;
        }

        return bars.Count;
    }

    private static int Passes(IReadOnlyList<ReadBar> bars, int start, int end)
    {
        int passes = 1;
        bool repeats = false;
        int lastEnding = 0;
        for (int i = start; i < end; i++)
        {
            repeats |= bars[i].RepeatTimes > 0;
            passes = Math.Max(passes, bars[i].RepeatTimes);
            lastEnding = Math.Max(lastEnding, bars[i].Ending.DefaultIfEmpty(0).Max());
        }

        return repeats ? Math.Max(passes, lastEnding) : Math.Max(1, lastEnding);
    }
}
