namespace MultiModal.Music.Scores;

/// <summary>Derives the notation of one part.</summary>
internal static class PartNotator
{
    public static NotatedPart Notate(Part part, IReadOnlyList<Bar> bars, IReadOnlyList<Beats> cuts)
    {
        IReadOnlyList<IReadOnlyList<Stem>> voices = VoiceSplitter.Split(part.Notes, part.Id);
        if (voices.Count == 0)
        {
            voices = [[]];
        }

        Dictionary<TimeSignature, MetricGrid> grids = [];
        List<NotatedVoice> notated = [];
        for (int voice = 0; voice < voices.Count; voice++)
        {
            List<Piece>[] pieces = Spread(voices[voice], bars, fillEmptyBars: voice == 0);
            List<IReadOnlyList<NotatedEvent>> content = new(bars.Count);
            foreach (Bar bar in bars)
            {
                if (!grids.TryGetValue(bar.Time, out MetricGrid? grid))
                {
                    grids[bar.Time] = grid = new MetricGrid(bar.Time);
                }

                IEnumerable<Beats> inner = voice == 0 ? Inside(cuts, bar) : [];
                content.Add(pieces[bar.Index].Count == 0 ? [] : BarNotator.Notate(bar, grid, pieces[bar.Index], [.. inner]));
            }

            notated.Add(new NotatedVoice(content));
        }

        return new NotatedPart(part, notated);
    }

    private static IEnumerable<Beats> Inside(IReadOnlyList<Beats> cuts, Bar bar)
    {
        int low = 0;
        int high = cuts.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = cuts[middle] <= bar.Start ? (middle + 1, high) : (low, middle);
        }

        for (; low < cuts.Count && cuts[low] < bar.End; low++)
        {
            if (64 % cuts[low].Denominator == 0)
            {
                yield return cuts[low];
            }
        }
    }

    /// <summary>Cuts the stems of a voice at the bar lines and fills the gaps with rests.</summary>
    private static List<Piece>[] Spread(IReadOnlyList<Stem> stems, IReadOnlyList<Bar> bars, bool fillEmptyBars)
    {
        List<Piece>[] content = [.. bars.Select(_ => new List<Piece>())];
        int at = 0;
        foreach (Stem stem in stems)
        {
            while (bars[at].End <= stem.Onset)
            {
                at++;
            }

            Beats place = stem.Onset;
            for (int bar = at; place < stem.End; bar++)
            {
                Beats end = Beats.Min(bars[bar].End, stem.End);
                content[bar].Add(new Piece(place, end, stem, place > stem.Onset, end < stem.End));
                place = end;
            }
        }

        foreach (Bar bar in bars)
        {
            if (content[bar.Index].Count > 0 || fillEmptyBars)
            {
                FillGaps(content[bar.Index], bar);
            }
        }

        return content;
    }

    private static void FillGaps(List<Piece> pieces, Bar bar)
    {
        List<Piece> filled = [];
        Beats place = bar.Start;
        foreach (Piece piece in pieces)
        {
            if (piece.Start > place)
            {
                filled.Add(Piece.Rest(place, piece.Start));
            }

            filled.Add(piece);
            place = piece.End;
        }

        if (place < bar.End)
        {
            filled.Add(Piece.Rest(place, bar.End));
        }

        pieces.Clear();
        pieces.AddRange(filled);
    }
}
