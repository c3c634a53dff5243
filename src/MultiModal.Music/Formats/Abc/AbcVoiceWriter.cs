using System.Globalization;
using System.Text;
using MultiModal.Music.Scores;

namespace MultiModal.Music.Formats.Abc;

/// <summary>Writes the music of one voice, bar by bar.</summary>
internal sealed class AbcVoiceWriter
{
    private readonly Notation _notation;
    private readonly NotatedVoice _voice;
    private readonly bool _isFirstOfStaff;
    private readonly bool _isLeader;
    private readonly BarAccidentals _accidentals = new();
    private readonly ILookup<Beats, string> _symbols;
    private int _key;
    private int _tempo;
    private TimeSignature _time;

    /// <param name="notation">The whole score on paper.</param>
    /// <param name="voice">The voice to write.</param>
    /// <param name="isFirstOfStaff">Whether it is the first of its staff; the others hide their rests.</param>
    /// <param name="isLeader">Whether it is the first of the score, which carries chord symbols, sections and tempos.</param>
    public AbcVoiceWriter(Notation notation, NotatedVoice voice, bool isFirstOfStaff, bool isLeader)
    {
        _notation = notation;
        _voice = voice;
        _isFirstOfStaff = isFirstOfStaff;
        _isLeader = isLeader;
        _time = notation.Bars[0].Time;
        _symbols = isLeader ? Symbols() : Array.Empty<string>().ToLookup(_ => Beats.Zero);
        _accidentals.Reset(Fifths);
    }

    private int Fifths => _notation.Score.Keys[_key].Key.Fifths;

    /// <summary>Returns a bar without its closing line.</summary>
    public string Bar(Bar bar)
    {
        StringBuilder text = new();
        _accidentals.Reset(Fifths);
        if (bar.Time != _time)
        {
            _time = bar.Time;
            text.Append(CultureInfo.InvariantCulture, $"[M:{bar.Time}]");
        }

        IReadOnlyList<NotatedEvent> signs = _voice.Bars[bar.Index];
        if (signs.Count == 0)
        {
            Fields(text, bar.Start);
            return text.Append(BarRest(bar, 'x')).ToString();
        }

        for (int i = 0; i < signs.Count; i++)
        {
            NotatedEvent sign = signs[i];
            bool joined = i > 0 && sign.Beam > 0 && signs[i - 1].Beam == sign.Beam;
            text.Append(joined || i == 0 ? string.Empty : " ");
            Fields(text, sign.Onset);
            text.AppendJoin(string.Empty, _symbols[sign.Onset]);
            if (sign.Tuplet is { } tuplet && (i == 0 || !ReferenceEquals(signs[i - 1].Tuplet, tuplet)))
            {
                int members = signs.Count(other => ReferenceEquals(other.Tuplet, tuplet));
                text.Append(tuplet.Actual == 3 && members == 3 ? "(3" : string.Create(CultureInfo.InvariantCulture, $"({tuplet.Actual}:{tuplet.Normal}:{members}"));
            }

            Sign(text, sign, bar);
        }

        return text.ToString();
    }

    private static string BarRest(Bar bar, char rest) => rest + AbcText.Length(bar.Length);

    private void Sign(StringBuilder text, NotatedEvent sign, Bar bar)
    {
        char rest = _isFirstOfStaff ? 'z' : 'x';
        if (sign.IsBarRest)
        {
            text.Append(BarRest(bar, rest));
            return;
        }

        if (sign.IsRest)
        {
            text.Append(rest).Append(AbcText.Length(sign.Value.Length));
            return;
        }

        text.Append(sign.Notes.Count > 1 ? "[" : string.Empty);
        foreach (NotatedNote note in sign.Notes)
        {
            Pitch pitch = note.Note.Pitch;
            text.Append(_accidentals.Needs(pitch) ? AbcText.Accidental(pitch.Alter) : string.Empty).Append(AbcText.Letter(pitch));
        }

        text.Append(sign.Notes.Count > 1 ? "]" : string.Empty)
            .Append(AbcText.Length(sign.Value.Length))
            .Append(sign.Notes.Any(note => note.IsTiedTo) ? "-" : string.Empty);
    }

    /// <summary>Keys and tempos that begin at a place, or began since the sign before.</summary>
    private void Fields(StringBuilder text, Beats place)
    {
        IReadOnlyList<KeyMark> keys = _notation.Score.Keys;
        int key = _key;
        while (_key + 1 < keys.Count && keys[_key + 1].Onset <= place)
        {
            _key++;
        }

        if (_key != key)
        {
            text.Append(CultureInfo.InvariantCulture, $"[K:{AbcText.Key(keys[_key].Key)}]");
            _accidentals.Reset(Fifths);
        }

        IReadOnlyList<TempoMark> tempos = _notation.Score.Tempos;
        int tempo = _tempo;
        while (_tempo + 1 < tempos.Count && tempos[_tempo + 1].Onset <= place)
        {
            _tempo++;
        }

        if (_tempo != tempo && _isLeader)
        {
            text.Append(CultureInfo.InvariantCulture, $"[Q:{AbcText.Tempo(tempos[_tempo].Qpm, _time)}]");
        }
    }

    /// <summary>Chord symbols and section names, by the onset of the sign they stand over.</summary>
    private ILookup<Beats, string> Symbols()
    {
        Beats[] onsets = [.. _voice.Bars.SelectMany(signs => signs).Select(sign => sign.Onset)];
        List<(Beats Onset, string Text)> symbols = [];
        symbols.AddRange(_notation.Score.Chords
            .GroupBy(chord => Over(chord.Onset))
            .Select(chords => (chords.Key, $"\"{chords.Last()}\"")));
        symbols.AddRange(_notation.Score.Sections.Select(section => (Over(section.Onset), $"\"^{AbcText.Field(section.Name)}\"")));
        return symbols.ToLookup(symbol => symbol.Onset, symbol => symbol.Text);

        Beats Over(Beats place)
        {
            int at = Array.BinarySearch(onsets, place);
            return onsets[at >= 0 ? at : Math.Max(0, ~at - 1)];
        }
    }
}
