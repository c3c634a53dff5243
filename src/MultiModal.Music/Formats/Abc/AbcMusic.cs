using System.Globalization;
using MultiModal.Music.Formats.Reading;

namespace MultiModal.Music.Formats.Abc;

/// <summary>Reads lines of music.</summary>
internal sealed class AbcMusic(AbcTune tune, ScoreReadOptions options, Warnings warnings)
{
    private const int MaxOverlays = 64;
    private const int MaxTuplet = 64;
    private string _line = string.Empty;
    private int _at;

    /// <summary>Gets how many notes, rests and bar lines were read.</summary>
    public int Signs { get; private set; }

    /// <summary>Gets or sets how far an accidental reaches: <c>pitch</c> (all octaves of the bar), <c>octave</c> or <c>not</c>.</summary>
    public string Propagation { get; set; } = "pitch";

    private AbcTuneVoice Voice => tune.Voice;

    private char Next => _at < _line.Length ? _line[_at] : '\0';

    public void Line(string line)
    {
        _line = line;
        _at = 0;
        while (_at < _line.Length)
        {
            Sign();
        }
    }

    private void Sign()
    {
        char sign = Next;
        switch (sign)
        {
            case '"':
                Quoted();
                break;
            case '!' or '+':
                SkipTo(sign);
                break;
            case '{':
                warnings.Add("Grace notes of the ABC file were left out.");
                SkipTo('}');
                break;
            case '[':
                Bracket();
                break;
            case '(':
                _at++;
                if (char.IsAsciiDigit(Next))
                {
                    Tuplet();
                }

                break;
            case '|' or ':':
                BarLine();
                break;
            case '&':
                _at++;
                Overlay();
                break;
            case '<' or '>':
                Broken();
                break;
            case 'z' or 'x':
                _at++;
                Rest(Length());
                break;
            case 'Z' or 'X':
                _at++;
                BarRests();
                break;
            case 'y':
                _at++;
                Number();
                break;
            case '^' or '_' or '=' or (>= 'A' and <= 'G') or (>= 'a' and <= 'g'):
                Note();
                break;
            case '-':
                _at++;
                Tie(Voice.LastNotes);
                break;
            default:
                _at++;
                break;
        }
    }

    private void SkipTo(char close)
    {
        int end = _line.IndexOf(close, _at + 1);
        _at = end < 0 ? _at + 1 : end + 1;
    }

    private ReadBar Bar() => Voice.Bars.Count > 0 ? Voice.Bars[^1] : tune.NewBar(Voice);

    private void Quoted()
    {
        int end = _line.IndexOf('"', _at + 1);
        if (end < 0)
        {
            throw new BadInputException("A line of the ABC file has a quotation mark that is not closed.");
        }

        string text = _line[(_at + 1)..end];
        _at = end + 1;
        if (text.Length == 0)
        {
            return;
        }

        if (text[0] is '^' or '_' or '<' or '>' or '@')
        {
            if (text[0] == '^' && text.Length > 1)
            {
                Bar().Sections.Add(new SectionMark(Voice.Place, text[1..].Replace("\\%", "%", StringComparison.Ordinal).Replace("''", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal)));
            }

            return;
        }

        if (!ChordText.TryParse(text, Voice.Place, out ChordSymbol chord, out bool exact))
        {
            warnings.Add("A text over the ABC music is no chord symbol; it was left out.");
            return;
        }

        if (!exact)
        {
            warnings.Add("A chord of the ABC file has a quality we have no word for; the nearest was taken.");
        }

        Bar().Chords.Add(chord);
    }

    private void Bracket()
    {
        if (_at + 2 < _line.Length && char.IsAsciiLetter(_line[_at + 1]) && _line[_at + 2] == ':')
        {
            int end = _line.IndexOf(']', _at);
            if (end < 0)
            {
                throw new BadInputException("A line of the ABC file has a field in brackets that is not closed.");
            }

            char name = _line[_at + 1];
            string value = _line[(_at + 3)..end];
            _at = end + 1;
            AbcTuneVoice before = Voice;
            tune.InlineField(name, value);
            if (!ReferenceEquals(before, Voice))
            {
                Voice.Line.Clear();
                Voice.Verse = 0;
            }

            return;
        }

        if (_at + 1 < _line.Length && (_line[_at + 1] is '|' or ']' || char.IsAsciiDigit(_line[_at + 1])))
        {
            BarLine();
            return;
        }

        _at++;
        Chord();
    }

    private void Chord()
    {
        List<(Pitch Pitch, Beats Length, bool Tied)> heads = [];
        while (_at < _line.Length && Next != ']')
        {
            if (Next is '^' or '_' or '=' or (>= 'A' and <= 'G') or (>= 'a' and <= 'g'))
            {
                Pitch? pitch = PitchOf();
                Beats length = Length();
                bool tied = Next == '-';
                _at += tied ? 1 : 0;
                if (pitch is { } known)
                {
                    heads.Add((known, length, tied));
                }
            }
            else if (Next == '"')
            {
                Quoted();
            }
            else if (Next is '!' or '+')
            {
                SkipTo(Next);
            }
            else
            {
                _at++;
            }

            if (heads.Count > 128)
            {
                throw new BadInputException("A chord of the ABC file has more than 128 notes.");
            }
        }

        if (_at >= _line.Length)
        {
            throw new BadInputException("A line of the ABC file has a chord that is not closed.");
        }

        _at++;
        Beats factor = Length();
        if (heads.Count > 0)
        {
            Place(heads.ConvertAll(head => (head.Pitch, Times(head.Length, factor), head.Tied)));
        }
    }

    private void Note()
    {
        Pitch? pitch = PitchOf();
        if (pitch is null)
        {
            return;
        }

        Place([(pitch.Value, Length(), false)]);
    }

    private Pitch? PitchOf()
    {
        // A new bar forgets accidentals, so it has to be there before its first one is read.
        Bar();
        int? alter = null;
        while (Next is '^' or '_' or '=')
        {
            int step = Next switch { '^' => 1, '_' => -1, _ => 0 };
            alter = Next == '=' ? 0 : (alter ?? 0) + step;
            _at++;
            if (Next is '/' or (>= '0' and <= '9'))
            {
                warnings.Add("A microtonal accidental of the ABC file was taken for a whole one.");
                Length();
            }
        }

        if (Next is not ((>= 'A' and <= 'G') or (>= 'a' and <= 'g')))
        {
            return null;
        }

        char letter = _line[_at++];
        PitchStep name = Enum.Parse<PitchStep>(letter.ToString().ToUpperInvariant());
        int octave = letter >= 'a' ? 5 : 4;
        while (Next is '\'' or ',')
        {
            octave += Next == '\'' ? 1 : -1;
            _at++;
        }

        if (alter is < -2 or > 2 || octave is < -1 or > 10)
        {
            throw new BadInputException(FormattableString.Invariant($"The ABC file has a note '{letter}' outside what MIDI can number."));
        }

        Pitch pitch = new(name, Alteration(name, octave, alter), octave);
        return pitch.Midi is >= 0 and <= 127
            ? pitch
            : throw new BadInputException(FormattableString.Invariant($"The ABC file has a note '{letter}' outside what MIDI can number."));
    }

    private int Alteration(PitchStep name, int octave, int? alter)
    {
        (PitchStep, int) reach = (name, Propagation == "octave" ? octave : 0);
        if (alter is { } written)
        {
            if (Propagation != "not")
            {
                Voice.Accidentals[reach] = written;
            }

            return written;
        }

        return Voice.Tied.TryGetValue((name, octave), out int tied) && !Voice.Accidentals.ContainsKey(reach) ? tied
            : Voice.Accidentals.TryGetValue(reach, out int before) ? before
            : Voice.Key.Alteration(name);
    }

    /// <summary>Reads a length as a factor: <c>3</c>, <c>/</c>, <c>3/2</c>, <c>//</c>.</summary>
    private Beats Length()
    {
        long numerator = Number() ?? 1;
        long denominator = 1;
        while (Next == '/')
        {
            _at++;
            denominator *= Number() ?? 2;
            if (denominator is 0 or > 65536)
            {
                throw new BadInputException("The ABC file has a note length with a denominator outside 1 to 65536.");
            }
        }

        return new Beats(numerator, denominator);
    }

    private long? Number()
    {
        int start = _at;
        while (char.IsAsciiDigit(Next))
        {
            _at++;
        }

        if (_at == start)
        {
            return null;
        }

        return _at - start <= 6
            ? long.Parse(_line.AsSpan(start, _at - start), NumberStyles.None, CultureInfo.InvariantCulture)
            : throw new BadInputException("The ABC file has a number of more than six digits.");
    }

    private Beats Times(Beats left, Beats right)
    {
        Beats product = left * right.Numerator / right.Denominator;
        return product.Denominator <= options.Limits.MaxDenominator && product <= options.Limits.MaxQuarters
            ? product
            : throw new BadInputException("The ABC file has a note length too fine or too long to count.");
    }

    /// <summary>Puts the heads of one stem at the running place.</summary>
    private void Place(List<(Pitch Pitch, Beats Length, bool Tied)> heads)
    {
        Count();
        ReadBar bar = Bar();
        Beats factor = Times(Voice.Unit, Factor());
        if (heads[0].Length == Beats.Zero)
        {
            warnings.Add("A note of the ABC file has no length; it was left out.");
            Voice.LastNotes = [];
            Voice.LastLength = Beats.Zero;
            return;
        }

        List<ReadNote> notes = [];
        foreach ((Pitch pitch, Beats length, bool _) in heads)
        {
            Beats duration = Times(length == Beats.Zero ? heads[0].Length : length, factor);
            ReadNote note = new() { Part = 0, Voice = Voice.Overlay, Offset = Voice.Place, Duration = duration, Pitch = pitch, IsTiedFrom = true };
            notes.Add(note);
            bar.Notes.Add(note);
        }

        if (Voice.Overlay == 0)
        {
            bool continues = heads.TrueForAll(head => Voice.Tied.ContainsKey((head.Pitch.Step, head.Pitch.Octave)));
            Voice.Line.Add((notes[0], Voice.Bars.Count, continues));
        }

        Voice.Tied.Clear();
        Voice.LastNotes = notes;
        Advance(Times(heads[0].Length, factor));
        for (int i = 0; i < heads.Count; i++)
        {
            if (heads[i].Tied)
            {
                Tie([notes[i]]);
            }
        }
    }

    private void Rest(Beats length)
    {
        Count();
        Bar();
        Voice.LastNotes = [];
        Voice.Tied.Clear();
        Advance(Times(Times(Voice.Unit, Factor()), length));
    }

    private void BarRests()
    {
        long count = Number() ?? 1;
        if (count > options.Limits.MaxBars)
        {
            throw new BadInputException(FormattableString.Invariant($"The ABC file has a rest of {count} bars; at most {options.Limits.MaxBars} bars are read."));
        }

        Voice.LastNotes = [];
        Voice.LastLength = Beats.Zero;
        for (long i = 0; i < count; i++)
        {
            Count();
            ReadBar bar = i == 0 ? Bar() : tune.NewBar(Voice);
            Advance(bar.Time.Bar);
        }
    }

    /// <summary>Moves on by the length of a sign.</summary>
    private void Advance(Beats length)
    {
        Voice.LastLength = length;
        Voice.Place = Check(Voice.Place + length);
        Bar().Length = Beats.Max(Bar().Length, Voice.Place);
    }

    private Beats Check(Beats place) => place.Denominator <= options.Limits.MaxDenominator && place <= options.Limits.MaxQuarters
        ? place
        : throw new BadInputException("The ABC file has a bar too long or too finely divided to count.");

    /// <summary>The factor that tuplets and broken rhythms give the next sign.</summary>
    private Beats Factor()
    {
        Beats factor = Voice.NextFactor;
        Voice.NextFactor = 1;
        if (Voice.TupletLeft > 0)
        {
            Voice.TupletLeft--;
            factor = Times(factor, Voice.TupletFactor);
        }

        return factor;
    }

    private void Tie(List<ReadNote> notes)
    {
        foreach (ReadNote note in notes)
        {
            note.IsTiedTo = true;
            (PitchStep, int) place = (note.Pitch.Step, note.Pitch.Octave);

            // Where two alterations of one letter are tied, the one that the key has is the one that needs no sign.
            if (!Voice.Tied.TryGetValue(place, out int other) || other != Voice.Key.Alteration(note.Pitch.Step))
            {
                Voice.Tied[place] = note.Pitch.Alter;
            }
        }
    }

    private void Tuplet()
    {
        long actual = Number() ?? 0;
        long? normal = null;
        long? count = null;
        if (Next == ':')
        {
            _at++;
            normal = Number();
            if (Next == ':')
            {
                _at++;
                count = Number();
            }
        }

        bool compound = Bar().Time.Pulse.Numerator % 3 == 0;
        normal ??= actual switch { 2 => 3, 3 => 2, 4 => 3, 6 => 2, 8 => 3, _ => compound ? 3 : 2 };
        if (actual is < 1 or > MaxTuplet || normal is < 1 or > MaxTuplet || count is < 1 or > 1024)
        {
            throw new BadInputException(FormattableString.Invariant($"The ABC file has a tuplet of {actual} notes in the time of {normal}; both lie between 1 and {MaxTuplet}."));
        }

        Voice.TupletLeft = (int)(count ?? actual);
        Voice.TupletFactor = new Beats(normal.Value, actual);
    }

    private void Broken()
    {
        char sign = Next;
        int dots = 0;
        while (Next == sign)
        {
            dots++;
            _at++;
        }

        if (Voice.LastLength == Beats.Zero || dots > 4)
        {
            warnings.Add("A broken rhythm of the ABC file stands after no note; it was left out.");
            return;
        }

        Beats less = new(1, 1L << dots);
        Beats more = 2 - less;
        Beats factor = sign == '>' ? more : less;
        Beats length = Times(Voice.LastLength, factor);
        foreach (ReadNote note in Voice.LastNotes)
        {
            note.Duration = Times(note.Duration, factor);
        }

        Beats end = Voice.Place;
        Voice.Place = Check(end - Voice.LastLength + length);
        ReadBar bar = Bar();
        bar.Length = bar.Length == end ? Voice.Place : Beats.Max(bar.Length, Voice.Place);
        Voice.LastLength = Beats.Zero;
        Voice.NextFactor = sign == '>' ? less : more;
    }

    private void Overlay()
    {
        Voice.Overlay++;
        if (Voice.Overlay >= MaxOverlays)
        {
            throw new BadInputException("A bar of the ABC file has more than 63 overlays.");
        }

        Voice.Place = Beats.Zero;
        Voice.LastNotes = [];
        Voice.LastLength = Beats.Zero;
        Voice.Tied.Clear();
    }

    /// <summary>Reads a bar line of any kind, with the repeats and endings in it.</summary>
    private void BarLine()
    {
        Count();
        bool endsRepeat = false;
        bool beginsRepeat = false;
        bool seenLine = false;
        int colons = 0;
        int lines = 0;
        int times = 1;
        while (Next is '|' or ':' or ']' or '[')
        {
            char sign = Next;
            if (sign == '[' && (_at + 1 >= _line.Length || (_line[_at + 1] is not ('|' or ']') && !char.IsAsciiDigit(_line[_at + 1]))))
            {
                break;
            }

            _at++;
            if (sign == ':')
            {
                colons++;
                beginsRepeat = seenLine;
                endsRepeat |= !seenLine;
                times = Math.Max(times, seenLine ? 1 : colons + 1);
            }
            else if (sign == '|')
            {
                seenLine = true;
                lines++;
            }
            else if (sign == ']')
            {
                lines++;
            }
            else if (sign == '[' && char.IsAsciiDigit(Next))
            {
                break;
            }
        }

        // "::" ends one repeat and begins the next.
        if (!seenLine && colons >= 2)
        {
            beginsRepeat = true;
            times = 2;
        }

        bool isEnd = seenLine || colons > 0;
        Close(isEnd, endsRepeat ? times : 0, beginsRepeat || lines > 1, beginsRepeat);
        if (char.IsAsciiDigit(Next))
        {
            Ending();
        }
    }

    private void Close(bool isLine, int repeatTimes, bool endsEnding, bool beginsRepeat)
    {
        ReadBar bar = Bar();
        bool empty = bar.Length == Beats.Zero;
        if (isLine && repeatTimes > 0)
        {
            ReadBar? ended = empty ? Voice.Bars.Count > 1 ? Voice.Bars[^2] : null : bar;
            if (ended is not null)
            {
                ended.RepeatTimes = repeatTimes;
            }

            Voice.Ending = [];
        }

        if (isLine && !empty)
        {
            Voice.LastNotes = [.. Voice.LastNotes];
            Voice.LastLength = Beats.Zero;
            bar = tune.NewBar(Voice);
        }
        else if (isLine)
        {
            Voice.Accidentals.Clear();
            bar.Ending = Voice.Ending;
        }

        // A double bar ends an ending.
        if (endsEnding)
        {
            Voice.Ending = [];
            bar.Ending = [];
        }

        bar.BeginsRepeat |= beginsRepeat;
    }

    private void Ending()
    {
        SortedSet<int> passes = [];
        while (char.IsAsciiDigit(Next))
        {
            int first = (int)Math.Min(Number() ?? 1, 99);
            int last = first;
            if (Next == '-' && _at + 1 < _line.Length && char.IsAsciiDigit(_line[_at + 1]))
            {
                _at++;
                last = (int)Math.Min(Number() ?? first, 99);
            }

            for (int pass = first; pass <= last; pass++)
            {
                passes.Add(pass);
            }

            if (Next != ',' || _at + 1 >= _line.Length || !char.IsAsciiDigit(_line[_at + 1]))
            {
                break;
            }

            _at++;
        }

        passes.Remove(0);
        Voice.Ending = [.. passes];
        Bar().Ending = Voice.Ending;
    }

    private void Count()
    {
        if (++Signs > options.MaxEvents)
        {
            throw new BadInputException(FormattableString.Invariant($"The ABC file has more than {options.MaxEvents} signs."));
        }
    }
}
