namespace MultiModal.Benchmarks.Melody;

/// <summary>
/// The three figures of the lyrics-to-melody papers (SongMASS, arXiv 2012.05168; taken over by TeleMelody and SongComposer), as we read them:
/// PD and DD are the overlapped area of the normalised histograms of pitch and of note length, averaged over songs; MD is the dynamic time
/// warping distance between the two pitch lines on a grid of sixteenths, each less its own mean, here per step of the warping path.
/// Pitches count from the tonic's reference octave, so that the key does not matter.
/// </summary>
internal static class MelodyDistances
{
    /// <summary>Returns the overlapped area of two histograms, 0 to 1.</summary>
    public static double Overlap(IEnumerable<int> left, IEnumerable<int> right)
    {
        Dictionary<int, double> p = Histogram(left), q = Histogram(right);
        return p.Sum(pair => Math.Min(pair.Value, q.GetValueOrDefault(pair.Key)));
    }

    /// <summary>Returns the mean difference in semitones along the best warping of two melodies.</summary>
    public static double Warped(IReadOnlyList<MeasuredNote> left, IReadOnlyList<MeasuredNote> right)
    {
        double[] a = Line(left), b = Line(right);
        (double Cost, int Steps)[] previous = new (double, int)[b.Length + 1];
        Array.Fill(previous, (double.PositiveInfinity, 0));
        previous[0] = (0, 0);
        for (int i = 0; i < a.Length; i++)
        {
            (double Cost, int Steps)[] row = new (double, int)[b.Length + 1];
            row[0] = (double.PositiveInfinity, 0);
            for (int j = 0; j < b.Length; j++)
            {
                (double Cost, int Steps) best = previous[j];
                best = previous[j + 1].Cost < best.Cost ? previous[j + 1] : best;
                best = row[j].Cost < best.Cost ? row[j] : best;
                row[j + 1] = (best.Cost + Math.Abs(a[i] - b[j]), best.Steps + 1);
            }

            previous = row;
        }

        return previous[^1].Cost / previous[^1].Steps;
    }

    private static Dictionary<int, double> Histogram(IEnumerable<int> values)
    {
        int[] all = [.. values];
        return all.CountBy(value => value).ToDictionary(pair => pair.Key, pair => pair.Value / (double)all.Length);
    }

    /// <summary>The pitch at every sixteenth; a rest holds the note before it.</summary>
    private static double[] Line(IReadOnlyList<MeasuredNote> notes)
    {
        List<double> line = [];
        for (int i = 0; i < notes.Count; i++)
        {
            int until = i + 1 < notes.Count ? notes[i + 1].Onset : notes[i].Onset + notes[i].Duration;
            for (int tick = notes[i].Onset; tick < until && line.Count < 4_000; tick += 6)
            {
                line.Add(notes[i].Pitch);
            }
        }

        double mean = line.Average();
        return [.. line.Select(pitch => pitch - mean)];
    }
}

/// <summary>A note as the figures see it.</summary>
/// <param name="Onset">Ticks, 24 to the quarter.</param>
/// <param name="Duration">Ticks.</param>
/// <param name="Pitch">Semitones above the reference tonic.</param>
internal readonly record struct MeasuredNote(int Onset, int Duration, int Pitch);
