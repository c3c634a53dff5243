using System.Globalization;
using System.Xml;
using MultiModal.Music.Scores;

namespace MultiModal.Music.Formats.MusicXml;

/// <summary>Writes the measures of one part.</summary>
internal sealed class MusicXmlPartWriter
{
    private readonly XmlWriter _xml;
    private readonly Notation _notation;
    private readonly NotatedPart _part;
    private readonly bool _isFirstPart;
    private readonly string _id;
    private readonly int _divisions;
    private readonly HashSet<int> _systems;
    private readonly MusicXmlNoteWriter _notes;
    private int _key;
    private int _tempo;
    private int _chord;
    private int _section;

    public MusicXmlPartWriter(XmlWriter xml, Notation notation, int part, string id, int divisions, HashSet<int> systems)
    {
        _xml = xml;
        _notation = notation;
        _part = notation.Parts[part];
        _isFirstPart = part == 0;
        _id = id;
        _divisions = divisions;
        _systems = systems;
        _notes = new MusicXmlNoteWriter(xml, notation.Score, _part, id, divisions);
    }

    private Score Score => _notation.Score;

    public void Write()
    {
        _xml.WriteStartElement("part");
        _xml.WriteAttributeString("id", _id);
        foreach (Bar bar in _notation.Bars)
        {
            Measure(bar);
        }

        _xml.WriteEndElement();
    }

    private void Measure(Bar bar)
    {
        _xml.WriteStartElement("measure");
        _xml.WriteAttributeString("number", bar.Number.ToString(CultureInfo.InvariantCulture));
        if (bar.IsPickup)
        {
            _xml.WriteAttributeString("implicit", "yes");
        }

        if (_isFirstPart && _systems.Contains(bar.Index) && bar.Index > 0)
        {
            _xml.WriteStartElement("print");
            _xml.WriteAttributeString("new-system", "yes");
            _xml.WriteEndElement();
        }

        Attributes(bar);
        for (int voice = 0; voice < _part.Voices.Count; voice++)
        {
            IReadOnlyList<NotatedEvent> signs = _part.Voices[voice].Bars[bar.Index];
            if (signs.Count == 0)
            {
                continue;
            }

            if (voice > 0)
            {
                _xml.WriteStartElement("backup");
                Duration(bar.Length);
                _xml.WriteEndElement();
            }

            _notes.BeginVoice(_part.Voices[voice].Staff, voice + 1, _part.IsFirstOfStaff(voice), FifthsAt(bar.Start));
            for (int i = 0; i < signs.Count; i++)
            {
                if (voice == 0)
                {
                    Marks(signs[i], bar);
                }

                _notes.Write(signs, i);
            }
        }

        if (bar.Index + 1 == _notation.Bars.Count)
        {
            _xml.WriteStartElement("barline");
            _xml.WriteAttributeString("location", "right");
            _xml.WriteElementString("bar-style", "light-heavy");
            _xml.WriteEndElement();
        }

        _xml.WriteEndElement();
    }

    private int FifthsAt(Beats place) => Score.Keys.Last(key => key.Onset <= place).Key.Fifths;

    private void Attributes(Bar bar)
    {
        bool first = bar.Index == 0;
        bool newTime = first || _notation.Bars[bar.Index - 1].Time != bar.Time;
        int key = _key;
        TakeKeys(bar.Start);
        if (!first && !newTime && key == _key)
        {
            return;
        }

        _xml.WriteStartElement("attributes");
        if (first)
        {
            MusicXmlWriter.Number(_xml, "divisions", _divisions);
        }

        if (first || key != _key)
        {
            Key();
        }

        if (newTime)
        {
            _xml.WriteStartElement("time");
            MusicXmlWriter.Number(_xml, "beats", bar.Time.Numerator);
            MusicXmlWriter.Number(_xml, "beat-type", bar.Time.Denominator);
            _xml.WriteEndElement();
        }

        if (first)
        {
            Clefs();
        }

        _xml.WriteEndElement();
    }

    private void TakeKeys(Beats place)
    {
        while (_key + 1 < Score.Keys.Count && Score.Keys[_key + 1].Onset <= place)
        {
            _key++;
        }
    }

    private void Key()
    {
        _xml.WriteStartElement("key");
        MusicXmlWriter.Number(_xml, "fifths", Score.Keys[_key].Key.Fifths);
        _xml.WriteElementString("mode", MusicXmlNames.Mode(Score.Keys[_key].Key.Mode));
        _xml.WriteEndElement();
    }

    private void Clefs()
    {
        if (_part.Staves > 1)
        {
            MusicXmlWriter.Number(_xml, "staves", _part.Staves);
        }

        for (int voice = 0; voice < _part.Voices.Count; voice++)
        {
            if (!_part.IsFirstOfStaff(voice))
            {
                continue;
            }

            _xml.WriteStartElement("clef");
            if (_part.Staves > 1)
            {
                _xml.WriteAttributeString("number", _part.Voices[voice].Staff.ToString(CultureInfo.InvariantCulture));
            }

            (string sign, int line) = _part.Voices[voice].ClefFor(_part.Part) switch
            {
                Clef.Percussion => ("percussion", 2),
                Clef.Bass => ("F", 4),
                _ => ("G", 2),
            };
            _xml.WriteElementString("sign", sign);
            MusicXmlWriter.Number(_xml, "line", line);
            _xml.WriteEndElement();
        }
    }

    /// <summary>What stands over the staff at a sign or, by an offset, during it.</summary>
    private void Marks(NotatedEvent sign, Bar bar)
    {
        int key = _key;
        TakeKeys(sign.Onset);
        if (key != _key)
        {
            _xml.WriteStartElement("attributes");
            Key();
            _xml.WriteEndElement();
            _notes.ChangeKey(Score.Keys[_key].Key.Fifths);
        }

        if (!_isFirstPart)
        {
            return;
        }

        Beats end = sign.Onset + sign.Duration;
        for (; _section < Score.Sections.Count && Score.Sections[_section].Onset < end; _section++)
        {
            Direction(Score.Sections[_section].Onset - sign.Onset, null, () => _xml.WriteElementString("rehearsal", MusicXmlWriter.Clean(Score.Sections[_section].Name)));
        }

        for (; _tempo < Score.Tempos.Count && Score.Tempos[_tempo].Onset < end; _tempo++)
        {
            double qpm = Score.Tempos[_tempo].Qpm;
            Direction(Score.Tempos[_tempo].Onset - sign.Onset, qpm, () => Metronome(qpm, bar.Time));
        }

        for (; _chord < Score.Chords.Count && Score.Chords[_chord].Onset < end; _chord++)
        {
            Harmony(Score.Chords[_chord], Score.Chords[_chord].Onset - sign.Onset);
        }
    }

    private void Direction(Beats offset, double? tempo, Action type)
    {
        _xml.WriteStartElement("direction");
        _xml.WriteAttributeString("placement", "above");
        _xml.WriteStartElement("direction-type");
        type();
        _xml.WriteEndElement();
        Offset(offset);
        if (tempo is { } qpm)
        {
            _xml.WriteStartElement("sound");
            _xml.WriteAttributeString("tempo", MusicXmlWriter.Decimal(qpm));
            _xml.WriteEndElement();
        }

        _xml.WriteEndElement();
    }

    private void Metronome(double qpm, TimeSignature time)
    {
        bool writable = NoteValue.TryFrom(time.Pulse, out NoteValue pulse);
        double count = writable ? qpm / time.Pulse.ToDouble() : qpm;
        NoteValue beat = writable ? pulse : new NoteValue(-2, 0);
        _xml.WriteStartElement("metronome");
        _xml.WriteElementString("beat-unit", MusicXmlNames.Type(beat));
        if (beat.Dots > 0)
        {
            _xml.WriteElementString("beat-unit-dot", null);
        }

        _xml.WriteElementString("per-minute", MusicXmlWriter.Decimal(Math.Round(count, 1)));
        _xml.WriteEndElement();
    }

    private void Harmony(ChordSymbol chord, Beats offset)
    {
        _xml.WriteStartElement("harmony");
        Letter("root", chord.Root, chord.Alter);
        _xml.WriteElementString("kind", MusicXmlNames.Kind(chord.Quality));
        if (chord.Bass is { } bass)
        {
            Letter("bass", bass.Step, bass.Alter);
        }

        Offset(offset);
        _xml.WriteEndElement();
    }

    private void Letter(string name, PitchStep step, int alter)
    {
        _xml.WriteStartElement(name);
        _xml.WriteElementString(name + "-step", step.ToString());
        if (alter != 0)
        {
            MusicXmlWriter.Number(_xml, name + "-alter", alter);
        }

        _xml.WriteEndElement();
    }

    private void Offset(Beats offset)
    {
        if (offset != Beats.Zero)
        {
            _xml.WriteElementString("offset", MusicXmlWriter.Decimal((offset * _divisions).ToDouble()));
        }
    }

    private void Duration(Beats length) => MusicXmlWriter.Number(_xml, "duration", (length * _divisions).Numerator);
}
