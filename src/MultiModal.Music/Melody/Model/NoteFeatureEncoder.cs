namespace MultiModal.Music.Melody.Model;

/// <summary>Builds the input row of one note. The columns and their meaning are those of <c>models/training/melody/features.py</c>; a test compares both.</summary>
public sealed class NoteFeatureEncoder
{
    private readonly NoteVocabulary _vocabulary;
    private readonly Dictionary<string, int> _columns;
    private readonly SungText _text;
    private readonly TimeSignature _time;
    private readonly int[] _firstNote;
    private readonly int[] _noteCount;
    private readonly int[] _constant;

    /// <summary>Initializes a new instance of the <see cref="NoteFeatureEncoder"/> class for one song.</summary>
    /// <param name="vocabulary">The model's vocabulary.</param>
    /// <param name="text">The words.</param>
    /// <param name="time">The time signature.</param>
    /// <param name="mode">A name of <see cref="NoteVocabulary.Modes"/>.</param>
    /// <param name="qpm">Quarters a minute, or null when unknown.</param>
    /// <param name="valence">Mean valence of the words, or null when unknown.</param>
    public NoteFeatureEncoder(NoteVocabulary vocabulary, SungText text, TimeSignature time, string mode, double? qpm, double? valence)
    {
        _vocabulary = vocabulary;
        _text = text;
        _time = time;
        _columns = vocabulary.Features.Select((column, index) => (column.Name, index)).ToDictionary(pair => pair.Name, pair => pair.index, StringComparer.Ordinal);
        _firstNote = new int[text.Syllables.Count];
        _noteCount = new int[text.Syllables.Count];
        _constant = new int[vocabulary.Features.Count];
        int meter = IndexOf(vocabulary.Meters, time.ToString());
        Set(_constant, "meter", meter >= 0 ? meter : IndexOf(vocabulary.Meters, "other"));
        Set(_constant, "mode", Math.Max(0, IndexOf(vocabulary.Modes, mode)));
        Set(_constant, "tempo", qpm is { } tempo ? 1 + NoteVocabulary.Bucket(vocabulary.TempoEdges, tempo) : 0);
        Set(_constant, "valence", valence is { } mood ? 1 + NoteVocabulary.Bucket(vocabulary.ValenceEdges, mood) : 0);
        Set(_constant, "hasLyrics", 1);
    }

    /// <summary>Settles a note: later lines may look back at it.</summary>
    /// <param name="index">Its index in the song.</param>
    /// <param name="note">The note.</param>
    public void Settle(int index, ModelNote note)
    {
        if (_noteCount[note.Syllable]++ == 0)
        {
            _firstNote[note.Syllable] = index;
        }
    }

    /// <summary>Writes the row of the note after <paramref name="history"/>.</summary>
    /// <param name="row">As many numbers as the vocabulary has columns.</param>
    /// <param name="history">The notes before.</param>
    /// <param name="syllable">The syllable the note carries.</param>
    /// <param name="isFresh">Whether the syllable begins with it.</param>
    /// <param name="bar">The bar in which the note before ended.</param>
    /// <param name="position">Ticks into that bar.</param>
    public void Encode(Span<int> row, NoteHistory history, int syllable, bool isFresh, int bar, int position)
    {
        _constant.CopyTo(row);
        EncodePlace(row, bar, position);
        EncodePast(row, history);
        (int matched, int length) = Match(history);
        EncodeMatch(row, history, isFresh, matched, length);
        EncodeWords(row, history, syllable, isFresh, bar);
    }

    private static int IndexOf(IReadOnlyList<string> names, string name)
    {
        for (int i = 0; i < names.Count; i++)
        {
            if (names[i] == name)
            {
                return i;
            }
        }

        return -1;
    }

    private void Set(Span<int> row, string column, int value)
    {
        int index = _columns.TryGetValue(column, out int found) ? found : -1;
        if (index >= 0)
        {
            row[index] = Math.Clamp(value, 0, _vocabulary.Features[index].Values - 1);
        }
    }

    private void EncodePlace(Span<int> row, int bar, int position)
    {
        int phase = 0;
        while (phase < _vocabulary.Phases.Count && _vocabulary.Phases[phase] != position % Ticks.PerQuarter)
        {
            phase++;
        }

        Set(row, "beat", position / Ticks.PerQuarter);
        Set(row, "phase", phase);
        Set(row, "strength", Ticks.Weakness(position, _time));
        Set(row, "barOfEight", bar % 8);
    }

    private void EncodePast(Span<int> row, NoteHistory history)
    {
        int count = history.Count;
        if (count > 0)
        {
            ModelNote last = history[count - 1];
            int since = 1;
            while (since < count && history[count - since].Gap == 0)
            {
                since++;
            }

            Set(row, "notesSinceRest", NoteVocabulary.Bucket(_vocabulary.RestlessEdges, since));
            Set(row, "pitch1", last.Pitch + 1);
            Set(row, "duration1", last.Duration + 1);
            Set(row, "gap1", last.Gap + 1);
            Set(row, "chroma1", ((((last.Pitch + _vocabulary.PitchLowest) % 12) + 12) % 12) + 1);
        }

        if (count > 1)
        {
            Set(row, "interval1", Interval(history, count - 1));
            Set(row, "duration2", history[count - 2].Duration + 1);
        }

        if (count > 2)
        {
            Set(row, "interval2", Interval(history, count - 2));
        }
    }

    private static int Interval(NoteHistory history, int index) =>
        Math.Clamp(history[index].Pitch - history[index - 1].Pitch, -12, 12) + 13;

    /// <summary>Finds the latest note before which the most notes (at least two) agree in pitch and length with the last ones.</summary>
    private (int Index, int Length) Match(NoteHistory history)
    {
        int count = history.Count, best = 0, at = 0;
        if (count <= 2)
        {
            return (0, 0);
        }

        for (int candidate = count - 1; candidate >= 1; candidate--)
        {
            int length = 0;
            while (length < _vocabulary.MatchMost && length < candidate && SameNote(history[candidate - 1 - length], history[count - 1 - length]))
            {
                length++;
            }

            if (length > best)
            {
                (best, at) = (length, candidate);
                if (best == _vocabulary.MatchMost)
                {
                    break;
                }
            }
        }

        return best >= 2 ? (at, best) : (0, 0);
    }

    private static bool SameNote(ModelNote left, ModelNote right) => left.Pitch == right.Pitch && left.Duration == right.Duration;

    private void EncodeMatch(Span<int> row, NoteHistory history, bool isFresh, int matched, int length)
    {
        if (length == 0)
        {
            return;
        }

        Set(row, "matchPitch", history[matched].Pitch + 1);
        Set(row, "matchDuration", history[matched].Duration + 1);
        Set(row, "matchGap", history[matched].Gap + 1);
        Set(row, "matchLength", NoteVocabulary.Bucket(_vocabulary.MatchEdges, length));
        bool follows = matched + 1 < history.Count ? history[matched + 1].IsFresh : isFresh;
        Set(row, "matchContinues", follows ? 1 : 2);
    }

    private void EncodeWords(Span<int> row, NoteHistory history, int syllable, bool isFresh, int bar)
    {
        SungSyllable sung = _text.Syllables[syllable];
        SyllableRange line = _text.Lines[sung.Line];
        Set(row, "stress", sung.Stress);
        Set(row, "nextStress", StressAt(syllable + 1));
        Set(row, "nextStress2", StressAt(syllable + 2));
        Set(row, "wordStart", sung.IsWordStart ? 1 : 0);
        Set(row, "wordEnd", sung.IsWordEnd ? 1 : 0);
        Set(row, "punctuation", sung.Punctuation);
        Set(row, "lineEnd", syllable + 1 == line.End ? 1 : 0);
        Set(row, "syllablesLeft", Math.Min(line.End - syllable, 16));
        Set(row, "syllableIndex", Math.Min(syllable - line.Start + 1, 16));
        Set(row, "linesLeft", Math.Min(_text.Lines.Count - sung.Line, 4));
        Set(row, "lineParity", (sung.Line % 4) + 1);

        int place = 0, first = history.Count;
        for (int i = history.Count - 1; i >= 0 && history[i].Syllable >= line.Start; i--)
        {
            place += history[i].Syllable == syllable ? 1 : 0;
            first = history[i].Syllable == line.Start ? i : first;
        }

        if (first == history.Count && syllable != line.Start)
        {
            first = 0;
        }

        Set(row, "melisma", isFresh ? 0 : 1);
        Set(row, "melismaLength", Math.Min(place, 4));
        Set(row, "barInPhrase", Math.Min(Math.Max(bar - (first < history.Count ? history[first].Bar : bar), 0), 8));
        if (history.Count > first)
        {
            Set(row, "lineFirstPitch", history[first].Pitch + 1);
        }

        EncodeEarlierLines(row, history, syllable, sung.Line, place);
    }

    private int StressAt(int syllable) => syllable < _text.Syllables.Count ? _text.Syllables[syllable].Stress : 0;

    private void EncodeEarlierLines(Span<int> row, NoteHistory history, int syllable, int lineIndex, int place)
    {
        SyllableRange line = _text.Lines[lineIndex];
        if (lineIndex > 0 && LastNoteOf(_text.Lines[lineIndex - 1]) is int last and >= 0)
        {
            Set(row, "previousLineEndPitch", history[last].Pitch + 1);
        }

        foreach (int back in _vocabulary.BackLines)
        {
            if (lineIndex < back)
            {
                continue;
            }

            SyllableRange earlier = _text.Lines[lineIndex - back];
            Set(row, FormattableString.Invariant($"back{back}Shape"), earlier.Count == line.Count ? 2 : 1);
            int other = earlier.Start + syllable - line.Start;
            if (other < earlier.End && place < _noteCount[other])
            {
                ModelNote note = history[_firstNote[other] + place];
                Set(row, FormattableString.Invariant($"back{back}Pitch"), note.Pitch + 1);
                Set(row, FormattableString.Invariant($"back{back}Duration"), note.Duration + 1);
            }
        }
    }

    private int LastNoteOf(SyllableRange line)
    {
        for (int syllable = line.End - 1; syllable >= line.Start; syllable--)
        {
            if (_noteCount[syllable] > 0)
            {
                return _firstNote[syllable] + _noteCount[syllable] - 1;
            }
        }

        return -1;
    }
}
