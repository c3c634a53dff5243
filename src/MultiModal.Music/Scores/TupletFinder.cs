namespace MultiModal.Music.Scores;

/// <summary>Finds the tuplets of one voice in one bar.</summary>
internal static class TupletFinder
{
    private static readonly Beats[] Lengths = [new(1, 8), new(1, 4), new(1, 2), new(1), new(2), new(4)];

    /// <summary>Tells whether a place in the bar can be written without a tuplet.</summary>
    public static bool IsStraight(Beats place) => 64 % place.Denominator == 0;

    /// <summary>Returns the tuplets in order, on the time line of the score; null when a place fits none.</summary>
    /// <param name="bar">The bar.</param>
    /// <param name="pieces">The notes and rests that fill it.</param>
    public static IReadOnlyList<Tuplet>? Find(Bar bar, IReadOnlyList<Piece> pieces)
    {
        Beats shift = bar.MetricOffset - bar.Start;
        Beats[] places = [.. pieces.Select(piece => piece.Start + shift), bar.End + shift];
        List<Tuplet> tuplets = [];
        Beats free = bar.IsPickup ? Beats.Zero : places[0];
        for (int at = 0; at < places.Length; at++)
        {
            if (IsStraight(places[at]) || places[at] < free)
            {
                continue;
            }

            Tuplet? best = null;
            double least = double.MaxValue;
            foreach (Tuplet candidate in Candidates(places[at], free, places[^1]))
            {
                double? cost = Cost(candidate, places, pieces);
                if (cost < least)
                {
                    least = cost.Value;
                    best = candidate;
                }
            }

            if (best is null)
            {
                return null;
            }

            free = best.End;
            tuplets.Add(best with { Onset = best.Onset - shift });
        }

        return tuplets;
    }

    private static IEnumerable<Tuplet> Candidates(Beats place, Beats from, Beats to)
    {
        (int actual, int normal) = OddPart(place.Denominator) switch
        {
            3 => (3, 2),
            5 => (5, 4),
            7 => (7, 4),
            _ => (0, 0),
        };
        if (actual == 0)
        {
            yield break;
        }

        foreach (Beats length in Lengths)
        {
            Beats step = Beats.Min(length, Beats.Eighth);
            Beats first = Beats.Max(from, place - length);
            for (Beats onset = step * -(-first).FloorDivide(step); onset < place; onset += step)
            {
                if (onset + length > place && onset + length <= to)
                {
                    yield return new Tuplet(onset, length, actual, normal);
                }
            }
        }
    }

    /// <summary>Returns how unnatural a tuplet looks, or null when something in it cannot be written.</summary>
    private static double? Cost(Tuplet tuplet, Beats[] places, IReadOnlyList<Piece> pieces)
    {
        int from = Array.BinarySearch(places, tuplet.Onset);
        int to = Array.BinarySearch(places, tuplet.End);
        double cost = (tuplet.Onset % tuplet.Length) == Beats.Zero ? 0 : 0.3;
        cost += from >= 0 ? 0 : CutCost(~from - 1, places, pieces);
        cost += to >= 0 ? 0 : CutCost(~to - 1, places, pieces);
        from = from >= 0 ? from + 1 : ~from;
        to = to >= 0 ? to : ~to;
        Beats natural = tuplet.Length * 4;
        for (int at = from; at < to; at++)
        {
            Beats within = (places[at] - tuplet.Onset) * tuplet.Actual;
            if (!IsStraight(within / tuplet.Normal))
            {
                return null;
            }

            if (IsStraight(places[at] - tuplet.Onset))
            {
                cost += 1;
            }
            else
            {
                natural = Beats.Min(natural, new Beats(within.Numerator & -within.Numerator, within.Denominator));
            }
        }

        // In a plain triplet of eighths the inner places are thirds, one third times three being its length.
        double octaves = Math.Log2(tuplet.Length.ToDouble() / natural.ToDouble());
        return cost + (octaves > 0 ? 1.2 * octaves : -0.6 * octaves);
    }

    private static double CutCost(int piece, Beats[] places, IReadOnlyList<Piece> pieces) =>
        piece < 0 || pieces[piece].Stem is null ? 0.1 : IsStraight(places[piece + 1]) ? 1 : 3;

    private static long OddPart(long value) => value / (value & -value);
}
