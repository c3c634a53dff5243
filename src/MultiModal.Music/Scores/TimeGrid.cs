namespace MultiModal.Music.Scores;

/// <summary>Puts played places on the grid that a person would write: per quarter note the plainest division, straight or in triplets, that lies near.</summary>
public static class TimeGrid
{
    private static readonly (int Division, double Cost)[] Divisions =
        [(1, 0), (2, 0.012), (3, 0.045), (4, 0.03), (6, 0.09), (8, 0.07), (12, 0.16), (16, 0.14)];

    private static readonly Beats Near = new(1, 8);

    /// <summary>Tells whether a place can be written as it is: powers of two down to 1/64 of a quarter, and triplets, quintuplets and septuplets of the usual sizes.</summary>
    public static bool IsWritable(Beats place)
    {
        long denominator = place.Denominator;
        return 64 % denominator == 0 || 48 % denominator == 0 || 40 % denominator == 0 || 28 % denominator == 0;
    }

    /// <summary>Moves the notes of a part to the grid when any of them cannot be written where it is; otherwise returns them as they are.</summary>
    /// <returns>The notes by onset, then pitch, none lost, none without length.</returns>
    public static IReadOnlyList<Note> Straighten(IReadOnlyList<Note> notes)
    {
        ArgumentNullException.ThrowIfNull(notes);
        if (notes.All(note => IsWritable(note.Onset) && IsWritable(note.Onset + note.Duration)))
        {
            return notes;
        }

        Beats[] onsets = [.. notes.Select(note => note.Onset).Distinct().Order()];
        Dictionary<long, int> divisions = onsets
            .GroupBy(onset => onset.FloorDivide(Beats.Quarter))
            .ToDictionary(quarter => quarter.Key, quarter => Plainest([.. quarter.Select(onset => (onset % Beats.Quarter).ToDouble())]));
        Dictionary<Beats, Beats> moved = onsets.ToDictionary(onset => onset, onset => Snap(onset, divisions[onset.FloorDivide(Beats.Quarter)]));
        List<Note> straight = new(notes.Count);
        foreach (Note note in notes)
        {
            Beats onset = moved[note.Onset];
            Beats end = MoveEnd(note.Onset, note.Onset + note.Duration, onsets, moved, divisions);
            int division = divisions[note.Onset.FloorDivide(Beats.Quarter)];
            straight.Add(note with { Onset = onset, Duration = end > onset ? end - onset : new Beats(1, division % 3 == 0 ? 12 : 16) });
        }

        return [.. straight.OrderBy(note => note.Onset).ThenBy(note => note.Pitch.Midi)];
    }

    /// <summary>A note that stops close to where another begins was meant to last until there.</summary>
    private static Beats MoveEnd(Beats onset, Beats end, Beats[] onsets, Dictionary<Beats, Beats> moved, Dictionary<long, int> divisions)
    {
        int next = Array.BinarySearch(onsets, end);
        next = next < 0 ? ~next : next;
        if (next < onsets.Length && onsets[next] - end <= Near)
        {
            return moved[onsets[next]];
        }

        if (next > 0 && onsets[next - 1] > onset && end - onsets[next - 1] <= Near)
        {
            return moved[onsets[next - 1]];
        }

        int division = divisions.TryGetValue(end.FloorDivide(Beats.Quarter), out int known)
            ? known <= 4 ? known * 2 : known
            : Plainest([(end % Beats.Quarter).ToDouble()]);
        return Snap(end, division);
    }

    private static Beats Snap(Beats place, int division) =>
        new Beats(place.FloorDivide(Beats.Quarter)) + Beats.FromDouble((place % Beats.Quarter).ToDouble(), division);

    private static int Plainest(double[] places)
    {
        int best = 1;
        double least = double.MaxValue;
        foreach ((int division, double cost) in Divisions)
        {
            double distance = places.Average(place => Math.Abs(place - (Math.Floor((place * division) + 0.5) / division)));
            double total = cost + (2 * distance);
            if (total < least)
            {
                least = total;
                best = division;
            }
        }

        return best;
    }
}
