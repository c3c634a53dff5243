namespace MultiModal.Music.Arranging;

/// <summary>Chooses the notes of each chord near those of the chord before it, below the melody.</summary>
internal sealed class Voicer(int floor, int middle)
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

    /// <summary>Lists the close positions: each chord tone as the lowest, the others above it; of four-note chords also those without the fifth.</summary>
    private IEnumerable<int[]> Close(int[] classes, int size, int ceiling)
    {
        int[] used = size == classes.Length ? classes : [.. classes.Where((_, i) => size switch { 3 => i != 2, 2 => i is 0 or 1, _ => i == 0 })];
        for (int lowest = floor; lowest <= ceiling; lowest++)
        {
            int at = Array.IndexOf(used, lowest % 12);
            if (at < 0)
                continue;

            int[] notes = new int[used.Length];
            notes[0] = lowest;
            int[] upward = [.. used.Where((_, i) => i != at).Select(pitchClass => lowest + ((((pitchClass - lowest) % 12) + 12) % 12)).Order()];
            upward.CopyTo(notes, 1);
            if (notes[^1] <= ceiling)
                yield return notes;
        }
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
