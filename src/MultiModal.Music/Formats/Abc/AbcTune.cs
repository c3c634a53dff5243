using System.Globalization;
using MultiModal.Music.Formats.Reading;

namespace MultiModal.Music.Formats.Abc;

/// <summary>A tune while it is read: its fields, its voices, and in the end its score.</summary>
internal sealed class AbcTune(ScoreReadOptions options, Warnings warnings)
{
    private const int MaxStaves = 1024;
    private readonly List<AbcTuneVoice> _voices = [];
    private readonly List<List<string>> _staves = [];
    private string? _title;
    private string? _composer;
    private string? _lyricist;
    private TimeSignature _time = new(4, 4);
    private Beats? _unit;
    private AbcKey _key = AbcKey.Default;
    private double? _tempo;
    private bool _continues;
    private AbcTuneVoice? _voice;
    private AbcMusic? _music;

    /// <summary>Gets a value indicating whether the head has ended.</summary>
    public bool InBody { get; private set; }

    /// <summary>Gets a value indicating whether a note or a rest was read.</summary>
    public bool HasMusic => _music?.Signs > 0;

    /// <summary>Reads a line that is not empty.</summary>
    public void Line(string line)
    {
        if (line.StartsWith("%%", StringComparison.Ordinal) || line.StartsWith("I:", StringComparison.Ordinal))
        {
            Directive(line[2..].Trim());
            return;
        }

        line = WithoutComment(line);
        if (line.Trim().Length == 0)
        {
            return;
        }

        if (line.Length >= 2 && line[1] == ':' && (char.IsAsciiLetter(line[0]) || line[0] == '+') && !(InBody && line.Length > 2 && line[2] is ('|' or ':')))
        {
            Field(line[0], line[2..].Trim());
        }
        else if (InBody)
        {
            Music(line);
        }
    }

    /// <summary>Applies a field within the music, such as <c>[M:3/4]</c>.</summary>
    public void InlineField(char name, string value)
    {
        if (name is 'K' or 'L' or 'M' or 'Q' or 'V' or 'P' or 'I')
        {
            Field(name, value.Trim());
        }
    }

    /// <summary>Returns the voice that is read now.</summary>
    public AbcTuneVoice Voice => _voice ??= VoiceOf("1");

    /// <summary>Begins the next bar of a voice.</summary>
    public ReadBar NewBar(AbcTuneVoice voice)
    {
        if (voice.Bars.Count >= options.Limits.MaxBars)
        {
            throw new BadInputException(FormattableString.Invariant($"The ABC file has more than {options.Limits.MaxBars} bars."));
        }

        ReadBar bar = new() { Time = voice.Time, Key = voice.Key.Key, Ending = voice.Ending };
        voice.Bars.Add(bar);
        voice.Place = Beats.Zero;
        voice.Overlay = 0;
        voice.Accidentals.Clear();
        return bar;
    }

    /// <summary>Returns the score.</summary>
    public Score Finish()
    {
        List<AbcTuneVoice> voices = [.. _voices.Where(voice => voice.Bars.Exists(bar => bar.Notes.Count > 0))];
        if (voices.Count == 0)
        {
            throw new BadInputException(InBody ? "The ABC file has no notes." : "The ABC file has no K: field, which ends the head of a tune.");
        }

        List<ReadPart> parts = Parts(voices);
        List<ReadBar> bars = Merge(voices);
        return new ScoreAssembler(options, warnings) { Title = _title ?? string.Empty, Composer = _composer, Lyricist = _lyricist }.Assemble(parts, bars);
    }

    private static string WithoutComment(string line)
    {
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] == '%' && (i == 0 || line[i - 1] != '\\'))
            {
                return line[..i].TrimEnd();
            }
        }

        return line;
    }

    private static string Plain(string value) => value.Replace("\\%", "%", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);

    private void Field(char name, string value)
    {
        switch (name)
        {
            case 'T' when !InBody && _title is null:
                _title = Plain(value);
                break;
            case 'C' when !InBody:
                Credit(Plain(value));
                break;
            case 'M':
                Meter(value);
                break;
            case 'L':
                _unit = AbcFields.Unit(value);
                foreach (AbcTuneVoice voice in InBody ? [Voice] : _voices)
                {
                    voice.Unit = _unit.Value;
                }

                break;
            case 'Q':
                Tempo(value);
                break;
            case 'V':
                ChooseVoice(value);
                break;
            case 'K':
                KeyField(value);
                break;
            case 'P' when InBody && value.Length > 0:
                Section(value);
                break;
            case 'I':
                Directive(value);
                break;
            case 'w' when InBody:
                AbcWords.Align(Voice, value, warnings);
                break;
        }
    }

    private void Credit(string value)
    {
        if (value.StartsWith(AbcHeader.Words, StringComparison.OrdinalIgnoreCase))
        {
            _lyricist ??= value[AbcHeader.Words.Length..].Trim();
        }
        else
        {
            _composer ??= value;
        }
    }

    private void Meter(string value)
    {
        TimeSignature? time = AbcFields.Meter(value);
        if (time is null)
        {
            warnings.Add("The ABC file has no metre for some of its music; bars of 4/4 were taken.");
        }

        if (!InBody)
        {
            _time = time ?? new TimeSignature(4, 4);
            return;
        }

        Voice.Time = time ?? new TimeSignature(4, 4);
        if (Voice.Bars.Count > 0 && Voice.Bars[^1].Notes.Count == 0 && Voice.Place == Beats.Zero)
        {
            Voice.Bars[^1].Time = Voice.Time;
        }
    }

    private void Tempo(string value)
    {
        double? qpm = AbcFields.Tempo(value, _unit ?? DefaultUnit());
        if (qpm is null)
        {
            warnings.Add("A tempo of the ABC file names no number; it was left out.");
        }
        else if (InBody)
        {
            RunningBar().Tempos.Add(new TempoMark(Voice.Place, qpm.Value));
        }
        else
        {
            _tempo = qpm;
        }
    }

    private void KeyField(string value)
    {
        AbcKey? key = AbcKey.Parse(value, warnings);
        if (!InBody)
        {
            _key = key ?? AbcKey.Default;
            InBody = true;
            foreach (AbcTuneVoice voice in _voices)
            {
                voice.Key = _key;
                voice.Time = _time;
                voice.Unit = _unit ?? DefaultUnit();
            }

            if (value.Contains("clef=perc", StringComparison.Ordinal))
            {
                Voice.IsPercussion = true;
            }

            return;
        }

        if (key is null)
        {
            return;
        }

        Voice.Key = key;
        Voice.Accidentals.Clear();
        ReadBar bar = RunningBar();
        if (Voice.Place == Beats.Zero)
        {
            bar.Key = key.Key;
        }
        else
        {
            bar.Keys.Add(new KeyMark(Voice.Place, key.Key));
        }
    }

    private void Section(string name) => RunningBar().Sections.Add(new SectionMark(Voice.Place, Plain(name)));

    private ReadBar RunningBar() => Voice.Bars.Count > 0 ? Voice.Bars[^1] : NewBar(Voice);

    private Beats DefaultUnit() => _time.Bar < new Beats(3) ? Beats.Sixteenth : Beats.Eighth;

    private void ChooseVoice(string value)
    {
        string[] words = value.Split((char[])[' ', '\t'], 2, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            throw new BadInputException("A V: field of the ABC file names no voice.");
        }

        AbcTuneVoice voice = VoiceOf(words[0]);
        if (words.Length > 1)
        {
            voice.Name = Attribute(words[1], "name=") ?? Attribute(words[1], "nm=") ?? voice.Name;
            voice.IsPercussion |= words[1].Contains("clef=perc", StringComparison.Ordinal) || words[1].Contains("clef=\"perc", StringComparison.Ordinal);
        }

        _voice = voice;
    }

    private AbcTuneVoice VoiceOf(string id)
    {
        AbcTuneVoice? voice = _voices.Find(known => known.Id == id);
        if (voice is null)
        {
            if (_voices.Count > options.Limits.MaxParts * 4)
            {
                throw new BadInputException(FormattableString.Invariant($"The ABC file has more than {options.Limits.MaxParts * 4} voices."));
            }

            voice = new AbcTuneVoice(id) { Key = _key, Time = _time, Unit = _unit ?? DefaultUnit() };
            _voices.Add(voice);
        }

        return voice;
    }

    private static string? Attribute(string text, string name)
    {
        int at = text.IndexOf(name, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        string rest = text[(at + name.Length)..];
        int end = rest.StartsWith('"') ? rest.IndexOf('"', 1) : rest.IndexOf(' ', StringComparison.Ordinal);
        return Plain((end < 0 ? rest : rest[..end]).Trim('"'));
    }

    private void Directive(string text)
    {
        string[] words = text.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2)
        {
            return;
        }

        if (words[0] is "score" or "staves")
        {
            Staves(string.Join(' ', words[1..]));
        }
        else if (words[0] == "MIDI" && words[1] == "program" && words.Length > 2 && int.TryParse(words[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int program) && program <= 127)
        {
            Voice.Program = program;
        }
        else if (words[0] == "MIDI" && words[1] == "channel" && words.Length > 2 && words[2] == "10")
        {
            Voice.IsPercussion = true;
        }
        else if (words[0] == "propagate-accidentals" && words[1] is "not" or "octave" or "pitch")
        {
            _music ??= new AbcMusic(this, options, warnings);
            _music.Propagation = words[1];
        }
    }

    /// <summary>Voices that stand in one pair of parentheses or braces are one part.</summary>
    private void Staves(string text)
    {
        _staves.Clear();
        int depth = 0;
        List<string> group = [];
        foreach (string word in text.Replace("(", " ( ", StringComparison.Ordinal).Replace(")", " ) ", StringComparison.Ordinal)
            .Replace("{", " { ", StringComparison.Ordinal).Replace("}", " } ", StringComparison.Ordinal)
            .Split((char[])[' ', '|', '[', ']', '*', '+'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (word is "(" or "{")
            {
                depth++;
            }
            else if (word is ")" or "}")
            {
                depth--;
            }
            else
            {
                group.Add(word);
            }

            if (_staves.Count + group.Count > MaxStaves)
            {
                throw new BadInputException(FormattableString.Invariant($"The ABC file names more than {MaxStaves} voices in one %%score line."));
            }

            if (depth <= 0 && group.Count > 0)
            {
                _staves.Add(group);
                group = [];
            }
        }
    }

    private void Music(string line)
    {
        AbcTuneVoice voice = Voice;
        if (!_continues)
        {
            voice.Line.Clear();
            voice.Verse = 0;
        }

        _continues = line.EndsWith('\\');
        _music ??= new AbcMusic(this, options, warnings);
        _music.Line(_continues ? line[..^1] : line);
    }

    /// <summary>Gives every voice its part: those of one group of staves share one.</summary>
    private List<ReadPart> Parts(List<AbcTuneVoice> voices)
    {
        List<ReadPart> parts = [];
        Dictionary<string, int> partOfGroup = new(StringComparer.Ordinal);
        foreach (AbcTuneVoice voice in voices)
        {
            string group = _staves.Find(staff => staff.Contains(voice.Id))?[0] ?? voice.Id;
            if (!partOfGroup.TryGetValue(group, out int part))
            {
                partOfGroup[group] = part = parts.Count;
                string name = voice.Name.Length > 0 ? voice.Name : voices.Count == 1 ? "Melody" : $"Voice {voice.Id}";
                parts.Add(new ReadPart
                {
                    Id = string.Create(CultureInfo.InvariantCulture, $"p{parts.Count + 1}"),
                    Name = name,
                    Program = voice.Program,
                    IsPercussion = voice.IsPercussion,
                });
            }

            voice.Part = part;
        }

        return parts;
    }

    /// <summary>Lays the bars of all voices over one another; the first voice decides metres, keys and repeats.</summary>
    private List<ReadBar> Merge(List<AbcTuneVoice> voices)
    {
        List<ReadBar> merged = [];
        for (int v = 0; v < voices.Count; v++)
        {
            AbcTuneVoice voice = voices[v];
            if (voice.Bars[^1].Notes.Count == 0 && voice.Place == Beats.Zero)
            {
                voice.Bars.RemoveAt(voice.Bars.Count - 1);
            }

            for (int i = 0; i < voice.Bars.Count; i++)
            {
                ReadBar bar = voice.Bars[i];
                if (i == merged.Count)
                {
                    merged.Add(new ReadBar { Time = bar.Time, Key = bar.Key, BeginsRepeat = bar.BeginsRepeat, RepeatTimes = bar.RepeatTimes, Ending = bar.Ending });
                    merged[i].Keys.AddRange(bar.Keys);
                }

                merged[i].Length = Beats.Max(merged[i].Length, bar.Length);
                merged[i].Chords.AddRange(bar.Chords);
                merged[i].Tempos.AddRange(bar.Tempos);
                merged[i].Sections.AddRange(bar.Sections);
                foreach (ReadNote note in bar.Notes)
                {
                    ReadNote moved = new()
                    {
                        Part = voice.Part,
                        Voice = (v * 64) + note.Voice,
                        Offset = note.Offset,
                        Duration = note.Duration,
                        Pitch = note.Pitch,
                        IsTiedTo = note.IsTiedTo,
                        IsTiedFrom = note.IsTiedFrom,
                    };
                    moved.Lyrics.AddRange(note.Lyrics);
                    merged[i].Notes.Add(moved);
                }
            }
        }

        if (_tempo is { } tempo)
        {
            merged[0].Tempos.Insert(0, new TempoMark(0, tempo));
        }

        return merged;
    }
}
