namespace MultiModal.Benchmarks.Melody;

/// <summary>
/// The baseline: a Markov model of order 5, interpolated by Witten and Bell's method down to the uniform distribution, and factored as the LSTM
/// is: p(gap | 5 notes' gaps and lengths) p(length | 5 lengths, gap) p(pitch | 5 pitches, length). The same as <c>models/training/melody/markov.py</c>.
/// </summary>
internal sealed class MarkovBaseline(int gaps, int durations, int pitches)
{
    /// <summary>How many notes it looks back.</summary>
    public const int Order = 5;

    private readonly Table[] _tables = [new(gaps), new(durations), new(pitches)];

    /// <summary>Learns a song, as classes.</summary>
    public void Learn(IReadOnlyList<(int Gap, int Duration, int Pitch)> song)
    {
        foreach ((int table, int[] context, int symbol) in Events(song))
        {
            _tables[table].Learn(context, symbol);
        }
    }

    /// <summary>Measures a song: nats of each factor, and how many notes are foretold whole.</summary>
    public (double[] Nats, int Right) Measure(IReadOnlyList<(int Gap, int Duration, int Pitch)> song)
    {
        double[] nats = new double[3];
        int right = 0;
        bool all = true;
        foreach ((int table, int[] context, int symbol) in Events(song))
        {
            double[] distribution = _tables[table].Distribution(context);
            nats[table] -= Math.Log(distribution[symbol]);
            all &= Array.IndexOf(distribution, distribution.Max()) == symbol;
            if (table == 2)
            {
                right += all ? 1 : 0;
                all = true;
            }
        }

        return (nats, right);
    }

    private static IEnumerable<(int Table, int[] Context, int Symbol)> Events(IReadOnlyList<(int Gap, int Duration, int Pitch)> song)
    {
        for (int i = 0; i < song.Count; i++)
        {
            (int gap, int duration, int pitch) = song[i];
            yield return (0, [.. Back(i, note => (note.Gap * 32) + note.Duration)], gap);
            yield return (1, [.. Back(i, note => note.Duration), 100 + gap], duration);
            yield return (2, [.. Back(i, note => note.Pitch), 100 + duration], pitch);
        }

        IEnumerable<int> Back(int at, Func<(int Gap, int Duration, int Pitch), int> of) =>
            Enumerable.Range(at - Order, Order).Select(k => k < 0 ? -1 : of(song[k]));
    }

    private sealed class Table(int size)
    {
        private readonly Dictionary<string, Dictionary<int, int>> _counts = new(StringComparer.Ordinal);

        public void Learn(int[] context, int symbol)
        {
            for (int k = 0; k <= context.Length; k++)
            {
                string key = Key(context, k);
                if (!_counts.TryGetValue(key, out Dictionary<int, int>? seen))
                {
                    _counts[key] = seen = [];
                }

                seen[symbol] = seen.GetValueOrDefault(symbol) + 1;
            }
        }

        public double[] Distribution(int[] context)
        {
            double[] p = new double[size];
            Array.Fill(p, 1.0 / size);
            for (int k = 0; k <= context.Length && _counts.TryGetValue(Key(context, k), out Dictionary<int, int>? seen); k++)
            {
                double total = seen.Values.Sum(), kinds = seen.Count;
                for (int symbol = 0; symbol < size; symbol++)
                {
                    p[symbol] = (seen.GetValueOrDefault(symbol) + (kinds * p[symbol])) / (total + kinds);
                }
            }

            return p;
        }

        private static string Key(int[] context, int last) => string.Join(',', context.AsSpan(context.Length - last).ToArray());
    }
}
