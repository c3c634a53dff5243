using MultiModal.Music;
using MultiModal.Music.Formats.Abc;
using MultiModal.Tools;

namespace MultiModal.Page;

/// <summary>The song of a piece as the page's script needs it: what to engrave, and when each note sounds.</summary>
internal sealed record Song
{
    /// <summary>Gets the lead sheet in ABC without its heading (the page has one); null when there is nothing to engrave.</summary>
    public string? Abc { get; init; }

    /// <summary>Gets a value indicating whether the syllables are Chinese characters.</summary>
    public bool IsChinese { get; init; }

    /// <summary>Gets the measures, counted from 0 with the pickup, in which a phrase ends: good places to break a line.</summary>
    public IReadOnlyList<int> PhraseEnds { get; init; } = [];

    /// <summary>Gets the notes of the melody in order.</summary>
    public IReadOnlyList<SongNote> Notes { get; init; } = [];

    /// <summary>Reads the song from a piece's parts; null when there is neither a score nor an ABC.</summary>
    /// <exception cref="BadInputException">The score is not one.</exception>
    public static Song? Find(IReadOnlyList<ArtifactContent> parts, PoemText poem)
    {
        // The last score is the nearest to the sound: an arrangement may begin before the singer does.
        Score[] scores = [.. parts.Where(part => part.Artifact.MediaType == MediaTypes.Score).Select(part => part.As<Score>())];
        Score? score = scores.LastOrDefault(IsSung) ?? scores.LastOrDefault();
        string? abc = LeadSheet(score) ?? parts.FirstOrDefault(part => part.Artifact.MediaType == MediaTypes.Abc)?.AsText();
        return score is null && abc is null ? null : new Song
        {
            Abc = abc is null ? null : WithoutHeading(abc),
            IsChinese = poem.IsChinese,
            PhraseEnds = score is null ? [] : MeasuresOf(score, score.PhraseEnds),
            Notes = score is null ? [] : NotesOf(score, poem),
        };
    }

    private static bool IsSung(Score score) => score.Parts.Count > 0 && score.Parts[0].Notes.Any(note => note.Lyrics.Count > 0);

    private static string? LeadSheet(Score? score)
    {
        try
        {
            // One section is the whole song, and a label in another language than the words only disturbs.
            return score is { Parts.Count: > 0 }
                ? AbcWriter.WriteText(score.Sections.Count < 2 || score.Language == Language.Zh ? score with { Sections = [] } : score, options: AbcWriterOptions.LeadSheet)
                : null;
        }
        catch (BadInputException)
        {
            // A rhythm that notation cannot show: an ABC among the parts may still be there to engrave.
            return null;
        }
    }

    // T: title, C: composer and words; the page shows both above.
    private static string WithoutHeading(string abc) => string.Join(
        '\n',
        HtmlText.Clean(abc).Split('\n').Where(line => line.Length < 2 || line[1] != ':' || line[0] is not ('T' or 'C' or 'O' or 'Z' or 'N' or 'S')));

    private static List<int> MeasuresOf(Score score, IReadOnlyList<Beats> places)
    {
        List<int> measures = [];
        foreach (Beats place in places.Where(place => place > Beats.Zero))
        {
            int measure = score.Pickup > Beats.Zero ? 1 : 0;
            Beats from = score.Pickup;
            for (int i = 0; i < score.Meters.Count && from < place; i++)
            {
                Beats until = i + 1 < score.Meters.Count ? Beats.Min(score.Meters[i + 1].Onset, place) : place;
                Beats bar = score.Meters[i].Time.Bar;
                if (bar > Beats.Zero && until > from)
                {
                    measure += (int)((until - from).FloorDivide(bar) + ((until - from) % bar > Beats.Zero ? 1 : 0));
                    from = until;
                }
            }

            measures.Add(measure - 1);
        }

        return [.. measures.Where(measure => measure >= 0).Distinct()];
    }

    private static List<SongNote> NotesOf(Score score, PoemText poem)
    {
        IReadOnlyList<Note> melody = score.Parts.Count > 0 ? score.Parts[0].Notes : [];
        IReadOnlyList<SyllablePlace?> places = SungSyllables.Place(poem.Lines, melody.Select(note => note.Lyrics.Count > 0 ? note.Lyrics[0].Text : string.Empty));
        SongTiming timing = new(score);
        List<SongNote> notes = [];
        for (int i = 0; i < melody.Count; i++)
        {
            Note note = melody[i];
            SongNote? before = notes.Count > 0 ? notes[^1] : null;
            Beats end = note.Onset + note.Duration;

            // A note without a syllable right after a sung one carries that syllable on.
            bool isMelisma = note.Lyrics.Count == 0 && i > 0 && melody[i - 1].Onset + melody[i - 1].Duration == note.Onset;
            SyllablePlace place = places[i] ?? (isMelisma && before is not null ? new(before.Line, before.From, before.To) : new(-1, 0, 0));
            notes.Add(new SongNote(
                Math.Round(note.Onset.ToDouble(), 5),
                Math.Round(end.ToDouble(), 5),
                Math.Round(timing.SecondsAt(note.Onset), 4),
                Math.Round(timing.SecondsAt(end), 4),
                place.Line,
                place.Start,
                place.End));
        }

        return notes;
    }
}

/// <summary>A note of the melody.</summary>
/// <param name="Start">Where it begins, in quarter notes.</param>
/// <param name="End">Where it ends, in quarter notes.</param>
/// <param name="On">When it begins, in seconds.</param>
/// <param name="Off">When it ends, in seconds.</param>
/// <param name="Line">The poem's line its syllable stands in, from 0; -1 when the poem does not have it.</param>
/// <param name="From">The syllable's first UTF-16 unit in that line.</param>
/// <param name="To">One past its last.</param>
internal sealed record SongNote(double Start, double End, double On, double Off, int Line, int From, int To);
