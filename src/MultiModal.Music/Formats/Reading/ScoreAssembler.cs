using MultiModal.Music.Scores;

namespace MultiModal.Music.Formats.Reading;

/// <summary>Puts the bars of a file on one time line: repeats played out, ties joined, metres set so that bar lines fall as written.</summary>
internal sealed class ScoreAssembler(ScoreReadOptions options, Warnings warnings)
{
    private readonly List<TempoMark> _tempos = [];
    private readonly List<MeterMark> _meters = [];
    private readonly List<KeyMark> _keys = [];
    private readonly List<ChordSymbol> _chords = [];
    private readonly List<SectionMark> _sections = [];
    private readonly SortedSet<Beats> _phraseEnds = [];
    private readonly List<List<OpenNote>> _notes = [];
    private readonly Dictionary<(int Part, int Voice, int Midi), OpenNote> _ties = [];
    private int _noteCount;

    public required string Title { get; init; }

    public string? Composer { get; init; }

    public string? Lyricist { get; init; }

    /// <summary>Returns the score.</summary>
    public Score Assemble(IReadOnlyList<ReadPart> parts, IReadOnlyList<ReadBar> bars)
    {
        foreach (ReadPart _ in parts)
        {
            _notes.Add([]);
        }

        IReadOnlyList<PlayedBar> played = Repeats.PlayOut(bars, options.Limits.MaxBars);
        if (played.Count > bars.Count)
        {
            warnings.Add("The repeats of the score were written out.");
        }

        Beats place = Beats.Zero;
        Beats pickup = Beats.Zero;
        for (int i = 0; i < played.Count; i++)
        {
            ReadBar bar = played[i].Bar;
            if (i == 0 && played.Count > 1 && bar.Length < bar.Time.Bar)
            {
                pickup = bar.Length;
            }

            AddMeter(played, i, place);
            AddMarks(bar, place);
            foreach (ReadNote note in bar.Notes)
            {
                Add(note, place, played[i]);
            }

            place += bar.Length;
            if (place > options.Limits.MaxQuarters)
            {
                throw new BadInputException(FormattableString.Invariant($"The score is longer than {options.Limits.MaxQuarters} quarter notes."));
            }
        }

        if (_noteCount == 0)
        {
            throw new BadInputException("The score has no notes.");
        }

        foreach (OpenNote open in _ties.Values)
        {
            warnings.Add("A tie of the score leads nowhere; its note was ended where it stands.");
        }

        List<Part> written = [.. parts.Select((part, i) => Write(part, _notes[i]))];
        return new Score
        {
            Title = string.IsNullOrWhiteSpace(Title) ? "Untitled" : Title,
            Composer = Composer,
            Lyricist = Lyricist,
            Language = Script.LanguageOf(written),
            Pickup = pickup,
            Tempos = Tempos(),
            Meters = _meters,
            Keys = _keys,
            Chords = [.. _chords.DistinctBy(chord => (chord.Onset, chord.ToString())).OrderBy(chord => chord.Onset)],
            Sections = [.. _sections.Distinct().OrderBy(section => section.Onset)],
            PhraseEnds = [.. _phraseEnds],
            Parts = written,
        };
    }

    /// <summary>Tells the time signature of an irregular length, if it has one.</summary>
    private static TimeSignature? TimeOf(Beats length, TimeSignature like)
    {
        Beats whole = length / 4;
        if (whole <= Beats.Zero || whole.Denominator > 64)
        {
            return null;
        }

        long scale = Math.Max(1, like.Denominator / whole.Denominator);
        long numerator = whole.Numerator * scale;
        return numerator <= 64 && ScoreRules.IsTimeSignature((int)numerator, (int)(whole.Denominator * scale))
            ? new TimeSignature((int)numerator, (int)(whole.Denominator * scale))
            : null;
    }

    private void AddMeter(IReadOnlyList<PlayedBar> played, int at, Beats place)
    {
        ReadBar bar = played[at].Bar;
        TimeSignature time = bar.Time;
        bool isShort = bar.Length < time.Bar;
        bool mayBeShort = at == 0 || at + 1 == played.Count;
        bool isHalved = isShort && (Completes(at, at + 1) || Completes(at - 1, at));
        if (bar.Length != time.Bar && !(isShort && (mayBeShort || isHalved)))
        {
            TimeSignature? irregular = TimeOf(bar.Length, time);
            if (irregular is null)
            {
                warnings.Add("A bar of the score is not as long as its metre; the bar lines after it are moved.");
            }

            time = irregular ?? time;
        }

        if (_meters.Count == 0 || _meters[^1].Time != time)
        {
            _meters.Add(new MeterMark(place, time));
        }

        // A bar that is cut by a repeat sign or an upbeat is written as two short ones.
        bool Completes(int first, int second) => first >= 0 && second < played.Count
            && (first > 0 || second == at)
            && played[first].Bar.Time == played[second].Bar.Time
            && played[first].Bar.Length < played[first].Bar.Time.Bar
            && played[second].Bar.Length < played[second].Bar.Time.Bar
            && played[first].Bar.Length + played[second].Bar.Length == played[first].Bar.Time.Bar
            && (first > 0 || played.Count == 2);
    }

    private void AddMarks(ReadBar bar, Beats place)
    {
        AddKey(new KeyMark(place, bar.Key));
        foreach (KeyMark key in bar.Keys)
        {
            AddKey(key with { Onset = place + key.Onset });
        }

        _tempos.AddRange(bar.Tempos.Select(tempo => tempo with { Onset = place + tempo.Onset }));
        _chords.AddRange(bar.Chords.Select(chord => chord with { Onset = place + chord.Onset }));
        _sections.AddRange(bar.Sections.Select(section => section with { Onset = place + section.Onset }));
    }

    private void AddKey(KeyMark key)
    {
        if (_keys.Count == 0 || _keys[^1].Key != key.Key)
        {
            _keys.Add(key);
        }
    }

    private List<TempoMark> Tempos()
    {
        List<TempoMark> changes = [];
        foreach (TempoMark tempo in _tempos.OrderBy(mark => mark.Onset))
        {
            double qpm = tempo.Qpm;
            if (qpm is not (>= 20 and <= 400))
            {
                warnings.Add("A tempo of the score is outside 20 to 400 quarter notes a minute; it was brought within.");
                qpm = double.IsNaN(qpm) ? 120 : Math.Clamp(qpm, 20, 400);
            }

            if (changes.Count == 0 && tempo.Onset > Beats.Zero)
            {
                changes.Add(new TempoMark(0, 120));
            }

            if (changes.Count > 0 && changes[^1].Onset == tempo.Onset)
            {
                changes.RemoveAt(changes.Count - 1);
            }

            if (changes.Count == 0 || changes[^1].Qpm != qpm)
            {
                changes.Add(new TempoMark(tempo.Onset, qpm));
            }
        }

        return changes.Count == 0 ? [new TempoMark(0, 120)] : changes;
    }

    private void Add(ReadNote note, Beats bar, PlayedBar played)
    {
        Beats onset = bar + note.Offset;
        (int, int, int) tie = (note.Part, note.Voice, note.Pitch.Midi);
        if (_ties.Remove(tie, out OpenNote? open))
        {
            if (note.IsTiedFrom && open.End == onset)
            {
                open.End = onset + note.Duration;
                open.EndsLine |= note.EndsLine;
                if (note.IsTiedTo)
                {
                    _ties[tie] = open;
                }

                return;
            }

            warnings.Add("A tie of the score leads nowhere; its note was ended where it stands.");
        }

        if (++_noteCount > options.Limits.MaxNotes)
        {
            throw new BadInputException(FormattableString.Invariant($"The score has more than {options.Limits.MaxNotes} notes."));
        }

        OpenNote added = new(onset, note, Verses(note.Lyrics, played)) { End = onset + note.Duration, EndsLine = note.EndsLine };
        _notes[note.Part].Add(added);
        if (note.IsTiedTo)
        {
            _ties[tie] = added;
        }
    }

    /// <summary>Each pass of a repeat sings its own verse; what is left of the verses belongs to the last pass.</summary>
    private static IReadOnlyList<Lyric> Verses(List<Lyric> lyrics, PlayedBar played)
    {
        if (played.Passes == 1 || lyrics.Count == 0)
        {
            return lyrics;
        }

        if (played.Pass == played.Passes && lyrics.Exists(lyric => lyric.Verse >= played.Pass))
        {
            return [.. lyrics.Where(lyric => lyric.Verse >= played.Pass).Select(lyric => lyric with { Verse = lyric.Verse - played.Pass + 1 })];
        }

        int verse = lyrics.Where(lyric => lyric.Verse <= played.Pass).Select(lyric => lyric.Verse).DefaultIfEmpty(0).Max();
        return [.. lyrics.Where(lyric => lyric.Verse == verse).Select(lyric => lyric with { Verse = 1 })];
    }

    private Part Write(ReadPart part, List<OpenNote> notes)
    {
        OpenNote[] ordered = [.. notes.OrderBy(note => note.Onset).ThenBy(note => note.Source.Pitch.Midi)];
        List<Note> written = new(ordered.Length);
        for (int i = 0; i < ordered.Length; i++)
        {
            OpenNote note = ordered[i];
            if (note.EndsLine)
            {
                _phraseEnds.Add(EndOfMelisma(ordered, i));
            }

            written.Add(new Note
            {
                Onset = note.Onset,
                Duration = note.End - note.Onset,
                Pitch = note.Source.Pitch,
                Velocity = note.Source.Velocity,
                Lyrics = [.. note.Lyrics.Select(lyric => lyric.Extends && !IsHeld(ordered, i, lyric.Verse) ? lyric with { Extends = false } : lyric)],
            });
        }

        return new Part
        {
            Id = part.Id,
            Name = part.Name,
            Program = part.Program,
            IsPercussion = part.IsPercussion,
            Pan = part.Pan,
            Notes = written,
        };
    }

    /// <summary>Tells whether a note begins where this one ends that has no syllable of the verse: programs also draw lines after tied notes.</summary>
    private static bool IsHeld(OpenNote[] notes, int at, int verse)
    {
        int next = at + 1;
        int high = notes.Length;
        while (next < high)
        {
            int middle = (next + high) / 2;
            (next, high) = notes[middle].Onset < notes[at].End ? (middle + 1, high) : (next, middle);
        }

        return next < notes.Length && notes[next].Onset == notes[at].End && !notes[next].Lyrics.Any(lyric => lyric.Verse == verse);
    }

    private static Beats EndOfMelisma(OpenNote[] notes, int at)
    {
        Beats end = notes[at].End;
        int verse = notes[at].Lyrics.Select(lyric => lyric.Verse).DefaultIfEmpty(1).Min();
        for (int next = at + 1; next < notes.Length && notes[next].Onset <= end && !notes[next].Lyrics.Any(lyric => lyric.Verse == verse); next++)
        {
            end = notes[next].Onset == end ? notes[next].End : end;
        }

        return end;
    }

    private sealed class OpenNote(Beats onset, ReadNote source, IReadOnlyList<Lyric> lyrics)
    {
        public Beats Onset { get; } = onset;

        public ReadNote Source { get; } = source;

        public IReadOnlyList<Lyric> Lyrics { get; } = lyrics;

        public Beats End { get; set; }

        public bool EndsLine { get; set; }
    }
}
