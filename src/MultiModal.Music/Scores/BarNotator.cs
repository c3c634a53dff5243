namespace MultiModal.Music.Scores;

/// <summary>Turns the pieces of one voice in one bar into signs.</summary>
internal static class BarNotator
{
    private static readonly Beats FinestStep = new(1, 64);

    public static IReadOnlyList<NotatedEvent> Notate(Bar bar, MetricGrid grid, List<Piece> pieces, IReadOnlyList<Beats> cuts)
    {
        IReadOnlyList<Tuplet>? tuplets = TupletFinder.Find(bar, pieces);
        if (tuplets is null)
        {
            pieces = MoveToStraightGrid(bar, pieces);
            tuplets = [];
        }

        if (pieces.Count == 1 && pieces[0].Stem is null && cuts.Count == 0)
        {
            return [new NotatedEvent { Onset = bar.Start, Duration = bar.Length, Value = default, IsBarRest = true }];
        }

        List<Piece> cut = CutAt(pieces, [.. cuts.Concat(tuplets.SelectMany<Tuplet, Beats>(tuplet => [tuplet.Onset, tuplet.End])).Distinct().Order()]);
        List<NotatedEvent> events = [];
        int next = 0;
        Beats shift = bar.MetricOffset - bar.Start;
        foreach (Piece piece in cut)
        {
            while (next < tuplets.Count && tuplets[next].End <= piece.Start)
            {
                next++;
            }

            Tuplet? tuplet = next < tuplets.Count && tuplets[next].Onset <= piece.Start ? tuplets[next] : null;
            IEnumerable<Beats> ends = tuplet is null
                ? grid.Cut(piece.Start + shift, piece.End + shift, piece.Stem is null).Select(end => end - shift)
                : CutInTuplet(tuplet, piece);
            AddSigns(events, piece, ends, tuplet);
        }

        return Beams.Over(events, bar);
    }

    private static void AddSigns(List<NotatedEvent> events, Piece piece, IEnumerable<Beats> ends, Tuplet? tuplet)
    {
        Beats start = piece.Start;
        foreach (Beats end in ends)
        {
            Beats written = tuplet is null ? end - start : (end - start) * tuplet.Actual / tuplet.Normal;
            if (!NoteValue.TryFrom(written, out NoteValue value))
            {
                throw new BadInputException($"The length {piece.End - piece.Start} at place {piece.Start} cannot be written in notes and ties; put the notes on a plainer grid.");
            }

            bool tiedFrom = piece.IsTiedFrom || start > piece.Start;
            bool tiedTo = piece.IsTiedTo || end < piece.End;
            events.Add(new NotatedEvent
            {
                Onset = start,
                Duration = end - start,
                Value = value,
                Tuplet = tuplet,
                Notes = piece.Stem is null ? [] : [.. piece.Stem.Notes.Select(note => new NotatedNote(note, tiedFrom, tiedTo))],
            });
            start = end;
        }
    }

    private static IEnumerable<Beats> CutInTuplet(Tuplet tuplet, Piece piece)
    {
        Beats start = (piece.Start - tuplet.Onset) * tuplet.Actual / tuplet.Normal;
        Beats end = (piece.End - tuplet.Onset) * tuplet.Actual / tuplet.Normal;
        while (!NoteValue.TryFrom(end - start, out _))
        {
            Beats cell = tuplet.Unit;
            while (cell * (start.FloorDivide(cell) + 1) >= end && cell.Denominator < 128)
            {
                cell /= 2;
            }

            Beats first = cell * (start.FloorDivide(cell) + 1);
            Beats at = (cell * -(-end).FloorDivide(cell)) - cell;
            while (at > first && !NoteValue.TryFrom(at - start, out _))
            {
                at -= cell;
            }

            if (at <= start || at >= end)
            {
                break;
            }

            start = at;
            yield return tuplet.Onset + (at * tuplet.Normal / tuplet.Actual);
        }

        yield return piece.End;
    }

    private static List<Piece> CutAt(List<Piece> pieces, IReadOnlyList<Beats> places)
    {
        List<Piece> cut = [];
        int next = 0;
        foreach (Piece piece in pieces)
        {
            Piece rest = piece;
            while (next < places.Count && places[next] < rest.End)
            {
                if (places[next] > rest.Start)
                {
                    (Piece before, rest) = rest.CutAt(places[next]);
                    cut.Add(before);
                }

                next++;
            }

            cut.Add(rest);
        }

        return cut;
    }

    /// <summary>Last resort for rhythms that no tuplet holds: the nearest 256ths, each place after the one before.</summary>
    private static List<Piece> MoveToStraightGrid(Bar bar, List<Piece> pieces)
    {
        long[] steps = new long[pieces.Count + 1];
        long last = (bar.Length * 64).FloorDivide(1);
        steps[^1] = last;
        for (int i = 1; i < pieces.Count; i++)
        {
            steps[i] = Math.Max(steps[i - 1] + 1, (((pieces[i].Start - bar.Start) * 128) + 1).FloorDivide(2));
        }

        for (int i = pieces.Count - 1; i > 0; i--)
        {
            steps[i] = Math.Min(steps[i], steps[i + 1] - 1);
        }

        if (pieces.Count > 0 && steps[0] >= (steps.Length > 1 ? steps[1] : last))
        {
            throw new BadInputException(FormattableString.Invariant($"Bar {bar.Number} holds more notes than can be written in it; put the notes on a plainer grid."));
        }

        return [.. pieces.Select((piece, i) => piece with
        {
            Start = bar.Start + (FinestStep * steps[i]),
            End = i + 1 == pieces.Count ? bar.End : bar.Start + (FinestStep * steps[i + 1]),
        })];
    }
}
