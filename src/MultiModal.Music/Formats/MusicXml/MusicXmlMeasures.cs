using System.Globalization;
using System.Xml.Linq;
using MultiModal.Music.Formats.Reading;
using MultiModal.Music.Scores;
using MultiModal.Music.Theory;
using static MultiModal.Music.Formats.MusicXml.XmlTree;

namespace MultiModal.Music.Formats.MusicXml;

/// <summary>Reads the measures of one part into the bars that all parts share.</summary>
internal sealed class MusicXmlMeasures(int part, MusicXmlPartHead head, List<ReadBar> bars, ScoreReadOptions options, Warnings warnings)
{
    private const int AcousticSnare = 38;
    private readonly Dictionary<string, int> _voices = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _verses = new(StringComparer.Ordinal);
    private decimal _divisions = 1;
    private TimeSignature _time = new(4, 4);
    private Key _key = new(PitchStep.C, 0, Mode.Major);
    private Transposition _transposition;
    private int _velocity = 80;
    private IReadOnlyList<int> _ending = [];
    private ReadBar _bar = new();
    private Beats _place;
    private Beats _chordPlace;
    private Beats _longest;
    private int _number;
    private bool _hasPitch;

    private bool IsFirstPart => part == 0;

    public void Read(List<XElement> measures)
    {
        for (int i = 0; i < measures.Count; i++)
        {
            _number = i + 1;
            Measure(measures[i], i, i + 1 == measures.Count);
        }
    }

    private void Measure(XElement measure, int index, bool isLast)
    {
        bool isNew = index == bars.Count;
        if (isNew)
        {
            bars.Add(new ReadBar());
        }

        _bar = bars[index];
        _place = Beats.Zero;
        _chordPlace = Beats.Zero;
        _longest = Beats.Zero;
        if (isNew)
        {
            _bar.Time = _time;
            _bar.Key = _key;
            _bar.Ending = _ending;
        }

        bool ended = false;
        foreach (XElement element in measure.Elements())
        {
            switch (element.Name.LocalName)
            {
                case "attributes":
                    Attributes(element, isNew);
                    break;
                case "note":
                    Note(element);
                    break;
                case "backup":
                    Move(-Duration(element));
                    break;
                case "forward":
                    Move(Duration(element));
                    break;
                case "direction":
                    Direction(element);
                    break;
                case "sound":
                    Sound(element, _place);
                    break;
                case "harmony":
                    Harmony(element);
                    break;
                case "barline":
                    ended |= BarLine(element);
                    break;
            }
        }

        if (ended)
        {
            _ending = [];
        }

        // A measure that says nothing of being short is padded, except an upbeat at the beginning.
        bool mayBeShort = index == 0 || isLast || (string?)measure.Attribute("implicit") == "yes";
        Beats length = _longest == Beats.Zero || (_longest < _time.Bar && !mayBeShort) ? _time.Bar : _longest;
        _bar.Length = Beats.Max(_bar.Length, length);
    }

    private void Attributes(XElement element, bool isNew)
    {
        if (TextOf(Child(element, "divisions")) is { } divisions)
        {
            _divisions = Parse(divisions) is { } value && value > 0 && value <= 1_000_000
                ? value
                : throw Fault($"counts '{Short(divisions)}' divisions of a quarter note");
        }

        if (Child(element, "transpose") is { } transpose)
        {
            int chromatic = Math.Clamp(Number(TextOf(Child(transpose, "chromatic"))) ?? 0, -127, 127);
            int octaves = Math.Clamp(Number(TextOf(Child(transpose, "octave-change"))) ?? 0, -10, 10);
            int steps = Math.Clamp(Number(TextOf(Child(transpose, "diatonic"))) ?? (int)Math.Round(chromatic * 7 / 12.0), -80, 80);
            _transposition = new Transposition(steps + (7 * octaves), chromatic + (12 * octaves));
        }

        if (Child(element, "key") is { } key)
        {
            ReadKey(key, isNew);
        }

        if (Child(element, "time") is { } time)
        {
            ReadTime(time);
            if (isNew)
            {
                _bar.Time = _time;
            }
        }
    }

    private void ReadKey(XElement key, bool isNew)
    {
        if (Number(TextOf(Child(key, "fifths"))) is not { } fifths)
        {
            warnings.Add("A key of the MusicXML file has no place on the circle of fifths; it was left out.");
            return;
        }

        fifths += _transposition.Fifths;
        while (fifths is < -7 or > 7)
        {
            fifths += fifths < 0 ? 12 : -12;
        }

        Mode mode = TextOf(Child(key, "mode"))?.ToLowerInvariant() switch
        {
            "minor" or "aeolian" => Mode.Minor,
            "dorian" => Mode.Dorian,
            "phrygian" => Mode.Phrygian,
            "lydian" => Mode.Lydian,
            "mixolydian" => Mode.Mixolydian,
            _ => Mode.Major,
        };
        _key = KeySignatures.KeyOf(fifths, mode);
        if (!isNew)
        {
            return;
        }

        if (_place == Beats.Zero)
        {
            _bar.Key = _key;
        }
        else
        {
            _bar.Keys.Add(new KeyMark(_place, _key));
        }
    }

    private void ReadTime(XElement time)
    {
        string[] beats = [.. Children(time, "beats").Select(beat => TextOf(beat) ?? string.Empty)];
        string[] types = [.. Children(time, "beat-type").Select(type => TextOf(type) ?? string.Empty)];
        if (beats.Length == 0)
        {
            return;
        }

        Beats bar = Beats.Zero;
        int finest = 1;
        for (int i = 0; i < Math.Min(beats.Length, types.Length) && i < 16; i++)
        {
            int type = Number(types[i]) ?? 0;
            int count = beats[i].Split('+').Sum(term => Math.Clamp(Number(term) ?? -100, -100, 100));
            if (!ScoreRules.IsTimeSignature(Math.Clamp(count, 0, 64), type))
            {
                throw Fault($"has the time signature '{Short(beats[i])}/{Short(types[i])}'");
            }

            bar += new Beats(4L * count, type);
            finest = Math.Max(finest, type);
        }

        long numerator = (bar * finest / 4).FloorDivide(1);
        _time = ScoreRules.IsTimeSignature((int)Math.Min(numerator, 65), finest)
            ? new TimeSignature((int)numerator, finest)
            : throw Fault("has a time signature of more than 64 beats");
    }

    private void Note(XElement note)
    {
        bool isChord = Child(note, "chord") is not null;
        if (Child(note, "grace") is not null)
        {
            warnings.Add("Grace notes of the MusicXML file were left out.");
            return;
        }

        Beats duration = Duration(note);
        Beats onset = isChord ? _chordPlace : _place;
        if (!isChord)
        {
            _chordPlace = _place;
            Move(duration);
        }

        if (Child(note, "rest") is not null)
        {
            return;
        }

        if (Child(note, "cue") is not null)
        {
            warnings.Add("Cue notes of the MusicXML file were left out.");
            return;
        }

        if (duration == Beats.Zero)
        {
            warnings.Add("A note of the MusicXML file has no length; it was left out.");
            return;
        }

        XElement[] ties = [.. Children(note, "tie")];
        if (ties.Length == 0)
        {
            ties = [.. Children(note, "notations").SelectMany(notations => Children(notations, "tied"))];
        }

        ReadNote read = new()
        {
            Part = part,
            Voice = Voice(note),
            Offset = onset,
            Duration = duration,
            Pitch = PitchOf(note),
            Velocity = Decimal((string?)note.Attribute("dynamics")) is { } dynamics
                ? (int)Math.Clamp(Math.Round(dynamics * MusicXmlNoteWriter.ForteVelocity / 100), 1, 127)
                : _velocity,
            IsTiedFrom = ties.Any(tie => (string?)tie.Attribute("type") == "stop"),
            IsTiedTo = ties.Any(tie => (string?)tie.Attribute("type") == "start"),
        };
        Lyrics(note, read);
        _bar.Notes.Add(read);
    }

    private int Voice(XElement note)
    {
        string name = (TextOf(Child(note, "voice")) ?? "1") + "/" + (TextOf(Child(note, "staff")) ?? "1");
        if (!_voices.TryGetValue(name, out int voice))
        {
            _voices[name] = voice = _voices.Count;
        }

        return voice;
    }

    private Pitch PitchOf(XElement note)
    {
        if (Child(note, "pitch") is { } pitch)
        {
            _hasPitch = true;
            int alter = (int)Math.Round(Decimal(TextOf(Child(pitch, "alter"))) ?? 0, MidpointRounding.AwayFromZero);
            int octave = Number(TextOf(Child(pitch, "octave"))) ?? 99;
            if (!TryStep(TextOf(Child(pitch, "step")), out PitchStep step) || alter is < -2 or > 2 || octave is < -1 or > 10)
            {
                throw Fault("has a note without a pitch that MIDI can number");
            }

            Pitch sounding = _transposition.Sounding(new Pitch(step, alter, octave));
            return sounding.Midi is >= 0 and <= 127 ? sounding : throw Fault("has a note without a pitch that MIDI can number");
        }

        if (Child(note, "unpitched") is null)
        {
            throw Fault("has a note that is neither pitch, rest nor unpitched");
        }

        head.Part.IsPercussion |= !_hasPitch;
        string instrument = (string?)Child(note, "instrument")?.Attribute("id") ?? string.Empty;
        return Pitch.FromMidi(head.Drums.TryGetValue(instrument, out int drum) ? drum : head.Drums.Count == 1 ? head.Drums.Values.First() : AcousticSnare);
    }

    private void Lyrics(XElement note, ReadNote read)
    {
        foreach (XElement lyric in Children(note, "lyric"))
        {
            read.EndsLine |= Child(lyric, "end-line") is not null || Child(lyric, "end-paragraph") is not null;
            string[] texts = [.. Children(lyric, "text").Select(text => text.Value.Trim()).Where(text => text.Length > 0)];
            if (texts.Length == 0)
            {
                continue;
            }

            int verse = Verse((string?)lyric.Attribute("number") ?? (string?)lyric.Attribute("name") ?? "1");
            if (verse > 99 || read.Lyrics.Exists(other => other.Verse == verse))
            {
                continue;
            }

            XElement[] syllabics = [.. Children(lyric, "syllabic")];
            bool opens = TextOf(syllabics.FirstOrDefault()) is "middle" or "end";
            bool goesOn = TextOf(syllabics.LastOrDefault()) is "begin" or "middle";
            Syllabic syllabic = (opens, goesOn) switch
            {
                (false, true) => Syllabic.Begin,
                (true, true) => Syllabic.Middle,
                (true, false) => Syllabic.End,
                _ => Syllabic.Single,
            };
            bool extends = Children(lyric, "extend").Any(extend => (string?)extend.Attribute("type") != "stop");
            read.Lyrics.Add(new Lyric(string.Join('‿', texts), syllabic, verse, extends));
        }
    }

    /// <summary>Verses are numbers, or names that are numbered as they come.</summary>
    private int Verse(string name)
    {
        if (Number(name) is { } number and >= 1 and <= 99)
        {
            return number;
        }

        if (!_verses.TryGetValue(name, out int verse))
        {
            _verses[name] = verse = _verses.Count + 1;
        }

        return verse;
    }

    private void Direction(XElement direction)
    {
        Beats place = Offset(direction);
        foreach (XElement type in Children(direction, "direction-type").SelectMany(type => type.Elements()))
        {
            if (type.Name.LocalName == "rehearsal" && TextOf(type) is { } name)
            {
                _bar.Sections.Add(new SectionMark(place, name));
            }
            else if (type.Name.LocalName == "metronome" && Child(direction, "sound")?.Attribute("tempo") is null && IsFirstPart && Metronome(type) is { } qpm)
            {
                _bar.Tempos.Add(new TempoMark(place, qpm));
            }
        }

        if (Child(direction, "sound") is { } sound)
        {
            Sound(sound, place);
        }
    }

    private static double? Metronome(XElement metronome)
    {
        double? beat = TextOf(Child(metronome, "beat-unit")) switch
        {
            "breve" => 8,
            "whole" => 4,
            "half" => 2,
            "quarter" => 1,
            "eighth" => 0.5,
            "16th" => 0.25,
            "32nd" => 0.125,
            _ => null,
        };
        double dots = Child(metronome, "beat-unit-dot") is null ? 1 : 1.5;
        return Decimal(TextOf(Child(metronome, "per-minute"))) is { } count and > 0 ? beat * dots * count : null;
    }

    private void Sound(XElement sound, Beats place)
    {
        if (Decimal((string?)sound.Attribute("tempo")) is { } tempo and > 0)
        {
            _bar.Tempos.Add(new TempoMark(place, tempo));
        }

        if (Decimal((string?)sound.Attribute("dynamics")) is { } dynamics)
        {
            _velocity = (int)Math.Clamp(Math.Round(dynamics * MusicXmlNoteWriter.ForteVelocity / 100), 1, 127);
        }

        if (sound.Attribute("dacapo") is not null || sound.Attribute("dalsegno") is not null || sound.Attribute("tocoda") is not null)
        {
            warnings.Add("A jump of the MusicXML file (da capo, dal segno or coda) was not followed.");
        }
    }

    private void Harmony(XElement harmony)
    {
        if (Child(harmony, "root") is not { } root || !TryStep(TextOf(Child(root, "root-step")), out PitchStep step))
        {
            warnings.Add("A chord symbol of the MusicXML file names no root; it was left out.");
            return;
        }

        if (MusicXmlNames.Quality(TextOf(Child(harmony, "kind")) ?? "major", out bool exact) is not { } quality)
        {
            warnings.Add("A place of the MusicXML file without chord (N.C.) was left out.");
            return;
        }

        if (!exact || Child(harmony, "degree") is not null)
        {
            warnings.Add("A chord of the MusicXML file has a quality we have no word for; the nearest was taken.");
        }

        Pitch? bass = Child(harmony, "bass") is { } low && TryStep(TextOf(Child(low, "bass-step")), out PitchStep bassStep)
            ? new Pitch(bassStep, Alter(low, "bass-alter"), ChordText.BassOctave)
            : null;
        _bar.Chords.Add(new ChordSymbol(Offset(harmony), step, Alter(root, "root-alter"), quality) { Bass = bass });
    }

    private static int Alter(XElement element, string name) => Math.Clamp((int)Math.Round(Decimal(TextOf(Child(element, name))) ?? 0), -1, 1);

    private static bool TryStep(string? text, out PitchStep step)
    {
        step = default;
        return text is { Length: 1 } && text[0] is >= 'A' and <= 'G' && Enum.TryParse(text, out step);
    }

    /// <summary>Reads repeats and endings; true when an ending stops here.</summary>
    private bool BarLine(XElement barline)
    {
        if (!IsFirstPart)
        {
            return false;
        }

        if (Child(barline, "repeat") is { } repeat)
        {
            if ((string?)repeat.Attribute("direction") == "forward")
            {
                _bar.BeginsRepeat = true;
            }
            else
            {
                _bar.RepeatTimes = Math.Clamp(Number((string?)repeat.Attribute("times")) ?? 2, 2, 99);
            }
        }

        if (Child(barline, "ending") is not { } ending)
        {
            return false;
        }

        if ((string?)ending.Attribute("type") == "start")
        {
            string numbers = (string?)ending.Attribute("number") ?? "1";
            _ending = [.. numbers.Split(',', ' ').Select(Number).OfType<int>().Where(number => number is >= 1 and <= 99).Distinct().Take(99)];
            _bar.Ending = _ending;
            return false;
        }

        return true;
    }

    private Beats Offset(XElement element) =>
        TextOf(Child(element, "offset")) is { } text && Parse(text) is { } offset ? Beats.Max(Beats.Zero, _place + ToBeats(offset)) : _place;

    private Beats Duration(XElement element)
    {
        string text = TextOf(Child(element, "duration")) ?? throw Fault("has a note without a duration");
        return Parse(text) is { } duration and >= 0 ? ToBeats(duration) : throw Fault($"has the duration '{Short(text)}'");
    }

    private static decimal? Parse(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value) && Math.Abs(value) <= 1_000_000_000m
            ? Math.Round(value, 4)
            : null;

    private Beats ToBeats(decimal divisions)
    {
        Beats beats = new((long)(divisions * 10000), Math.Max(1, (long)(_divisions * 10000)));
        return Check(beats);
    }

    private Beats Check(Beats beats) => beats.Denominator <= options.Limits.MaxDenominator && beats <= options.Limits.MaxQuarters && beats >= -options.Limits.MaxQuarters
        ? beats
        : throw Fault("holds lengths too long or too finely divided to count");

    private void Move(Beats by)
    {
        _place = Check(Beats.Max(Beats.Zero, _place + by));
        _longest = Beats.Max(_longest, _place);
    }

    private BadInputException Fault(string what) => new(FormattableString.Invariant($"Measure {_number} of part '{Short(head.Part.Name)}' of the MusicXML file {what}."));
}
