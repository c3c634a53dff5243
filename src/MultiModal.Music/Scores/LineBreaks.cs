namespace MultiModal.Music.Scores;

/// <summary>Divides bars into lines of about the same length that end where phrases end.</summary>
internal static class LineBreaks
{
    private const double LonePhrasePenalty = 4;

    /// <summary>Returns, for each line, the index after its last bar.</summary>
    /// <param name="bars">All bars.</param>
    /// <param name="phraseEnds">The places where phrases end, in order.</param>
    /// <param name="width">How much room the signs of a bar take, by bar; about 16 fit a quarter of a line.</param>
    /// <param name="barsPerLine">The number of bars to aim at.</param>
    public static IReadOnlyList<int> Of(IReadOnlyList<Bar> bars, IReadOnlyList<Beats> phraseEnds, Func<Bar, double> width, int barsPerLine)
    {
        bool[] endsPhrase = EndsPhrase(bars, phraseEnds);
        double[] widths = [.. bars.Select(width)];
        int count = bars.Count;
        double[] cost = new double[count + 1];
        int[] before = new int[count + 1];
        Array.Fill(cost, double.MaxValue);
        cost[0] = 0;
        for (int end = 1; end <= count; end++)
        {
            double room = 0;
            for (int start = end - 1; start >= 0 && end - start <= (2 * barsPerLine) + 1; start--)
            {
                room += widths[start];
                double full = end - start - (bars[start].IsPickup ? 1 : 0);
                double off = full - barsPerLine;
                double crowd = Math.Max(0, room - (16 * barsPerLine)) / 8;
                bool atPhrase = end == count || endsPhrase[end - 1];
                double total = cost[start] + (off * off) + (crowd * crowd) + (atPhrase ? 0 : LonePhrasePenalty);
                if (total < cost[end])
                {
                    cost[end] = total;
                    before[end] = start;
                }
            }
        }

        List<int> lines = [];
        for (int end = count; end > 0; end = before[end])
        {
            lines.Add(end);
        }

        lines.Reverse();
        return lines;
    }

    private static bool[] EndsPhrase(IReadOnlyList<Bar> bars, IReadOnlyList<Beats> phraseEnds)
    {
        bool[] ends = new bool[bars.Count];
        int next = 0;
        foreach (Bar bar in bars)
        {
            while (next < phraseEnds.Count && phraseEnds[next] <= bar.End)
            {
                ends[bar.Index] |= phraseEnds[next] > bar.Start;
                next++;
            }
        }

        return ends;
    }
}
