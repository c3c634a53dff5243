namespace MultiModal.Music.Scores;

/// <summary>Derives the notation of one part.</summary>
internal static class PartNotator
{
    private const int LastKeyboardProgram = 7;
    private const int MiddleC = 60;

    public static NotatedPart Notate(Part part, IReadOnlyList<Bar> bars, IReadOnlyList<Beats> cuts)
    {
        Dictionary<TimeSignature, MetricGrid> grids = [];
        List<NotatedVoice> notated = [];
        foreach (IReadOnlyList<Note> staffNotes in Staves(part))
        {
            int staff = notated.Count == 0 ? 1 : 2;
            IReadOnlyList<IReadOnlyList<Stem>> voices = VoiceSplitter.Split(staffNotes, part.Id);
            voices = voices.Count == 0 ? [[]] : voices;
            for (int voice = 0; voice < voices.Count; voice++)
            {
                List<Piece>[] pieces = Spread(voices[voice], bars, fillEmptyBars: voice == 0);
                IReadOnlyList<Beats> inner = staff == 1 && voice == 0 ? cuts : [];
                notated.Add(new NotatedVoice(staff, [.. bars.Select(bar => InBar(bar, pieces[bar.Index], inner))]));
            }
        }

        return new NotatedPart(part, notated);

        IReadOnlyList<NotatedEvent> InBar(Bar bar, List<Piece> pieces, IReadOnlyList<Beats> inner)
        {
            if (!grids.TryGetValue(bar.Time, out MetricGrid? grid))
            {
                grids[bar.Time] = grid = new MetricGrid(bar.Time);
            }

            return pieces.Count == 0 ? [] : BarNotator.Notate(bar, grid, pieces, [.. Inside(inner, bar)]);
        }
    }

    /// <summary>A keyboard part that reaches far to both sides of middle C is written for two hands.</summary>
    private static IReadOnlyList<IReadOnlyList<Note>> Staves(Part part)
    {
        bool isKeyboard = !part.IsPercussion && part.Program <= LastKeyboardProgram;
        if (!isKeyboard || part.Notes.All(note => note.Pitch.Midi > 52) || part.Notes.All(note => note.Pitch.Midi < 65))
        {
            return [part.Notes];
        }

        return [[.. part.Notes.Where(note => note.Pitch.Midi >= MiddleC)], [.. part.Notes.Where(note => note.Pitch.Midi < MiddleC)]];
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
