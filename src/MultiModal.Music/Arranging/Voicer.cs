namespace MultiModal.Music.Arranging;

/// <summary>Chooses the notes of each chord near those of the chord before it, below the melody.</summary>
internal sealed class Voicer(int lowest, int floor, int middle)
{
    // Below C3 (48) closer intervals than a fourth sound muddy.
    private const int MudBelow = 48;
    private int[] _last = [];

    /// <summary>Returns the notes of the chord in rising order; fewer than three where there is little room, none where there is no room.</summary>
    /// <param name="chord">The chord.</param>
    /// <param name="ceiling">The highest note allowed.</param>
    public int[] Next(ChordSymbol chord, int ceiling)
    {
        int[] classes = ChordTones.PitchClasses(chord);
        int[] best = [];
        double least = double.MaxValue;
        for (int size = Math.Min(classes.Length, 4); size >= 1; size--)
        {
            foreach (int[] candidate in Close(classes, size, ceiling))
            {
                double cost = Cost(candidate, classes, ceiling);
                if (cost < least)
                {
                    least = cost;
                    best = candidate;
                }
            }

        }

        if (best.Length > 0)
            _last = best;

        return best;
    }

    /// <summary>Lists the close positions: each chord tone as the lowest, the others above it.</summary>
    private IEnumerable<int[]> Close(int[] classes, int size, int ceiling)
    {
        // Under a low melody the hand goes down a little.
        int from = Math.Max(Math.Min(floor, ceiling - 9), lowest);
        foreach (int[] used in Parts(classes, size))
        {
            for (int bottom = from; bottom <= ceiling; bottom++)
            {
                int at = Array.IndexOf(used, bottom % 12);
                if (at < 0)
                    continue;

                int[] notes = [bottom, .. used.Where((_, i) => i != at).Select(pitchClass => bottom + ((((pitchClass - bottom) % 12) + 12) % 12)).Order()];
                if (notes[^1] <= ceiling)
                    yield return notes;
            }
        }
    }

    /// <summary>Lists what a chord may be thinned to: of four notes the fifth goes first, of three any may.</summary>
    private static IEnumerable<int[]> Parts(int[] classes, int size)
    {
        if (size == classes.Length)
            return [classes];

        return size switch
        {
            3 => [[classes[0], classes[1], classes[3]]],
            2 => [[classes[0], classes[1]], [classes[1], classes[^1]], [classes[0], classes[2]]],
            _ => [[classes[1]], [classes[0]], [classes[2]]],
        };
    }

    private double Cost(int[] candidate, int[] classes, int ceiling)
    {
        double cost = (0.6 * Math.Abs(candidate.Average() - Math.Min(middle, ceiling - 5))) + (4 * (Math.Min(classes.Length, 4) - candidate.Length));
        if (_last.Length > 0)
        {
            cost += candidate.Average(note => _last.Min(before => Math.Abs(before - note))) * 3;

            // All voices leaping the same way is what good players avoid.
            int shared = Math.Min(_last.Length, candidate.Length);
            int moves = 0;
            for (int i = 0; i < shared; i++)
                moves += Math.Sign(candidate[^(i + 1)] - _last[^(i + 1)]);

            cost += Math.Abs(moves) == shared ? 1.5 : 0;
            cost += 0.8 * Math.Abs(candidate[^1] - _last[^1]);
        }

        for (int i = 0; i + 1 < candidate.Length; i++)
            cost += (candidate[i] < MudBelow && candidate[i + 1] - candidate[i] < 5 ? 4 : 0) + (candidate[i] < 52 && candidate[i + 1] - candidate[i] < 3 ? 8 : 0);

        // A root at the bottom doubles the bass.
        return cost + (candidate[0] % 12 == classes[0] ? 0.5 : 0);
    }
}
