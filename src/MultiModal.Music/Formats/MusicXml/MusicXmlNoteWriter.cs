using System.Globalization;
using System.Xml;
using MultiModal.Music.Scores;

namespace MultiModal.Music.Formats.MusicXml;

/// <summary>Writes the notes and rests of one part.</summary>
internal sealed class MusicXmlNoteWriter(XmlWriter xml, Score score, NotatedPart part, string partId, int divisions)
{
    /// <summary>In MusicXML loudness is a percentage of forte, MIDI velocity 90.</summary>
    public const double ForteVelocity = 90;

    private readonly BarAccidentals _accidentals = new();
    private readonly HashSet<int> _heldVerses = [];
    private readonly HashSet<(Beats Onset, int Verse)> _lineEnds = LineEnds(score, part);
    private int _staff;
    private int _voice;
    private bool _showsRests;

    /// <summary>Begins a voice in a measure.</summary>
    public void BeginVoice(int staff, int voice, bool showsRests, int fifths)
    {
        _staff = staff;
        _voice = voice;
        _showsRests = showsRests;
        _accidentals.Reset(fifths);
    }

    /// <summary>Takes a new signature within the measure.</summary>
    public void ChangeKey(int fifths) => _accidentals.Reset(fifths);

    /// <summary>Writes one sign of a measure: a rest, a note, or the notes of a chord.</summary>
    public void Write(IReadOnlyList<NotatedEvent> signs, int at)
    {
        NotatedEvent sign = signs[at];
        if (sign.IsRest)
        {
            Rest(signs, at);
            return;
        }

        for (int head = 0; head < sign.Notes.Count; head++)
        {
            NotatedNote note = sign.Notes[head];
            xml.WriteStartElement("note");
            xml.WriteAttributeString("dynamics", MusicXmlWriter.Decimal(note.Note.Velocity * 100 / ForteVelocity));
            if (head > 0)
            {
                xml.WriteElementString("chord", null);
            }

            Pitch(note.Note.Pitch);
            Duration(sign);
            Tie("tie", note);
            if (part.Part.IsPercussion)
            {
                xml.WriteStartElement("instrument");
                xml.WriteAttributeString("id", MusicXmlWriter.InstrumentId(partId, note.Note.Pitch.Midi));
                xml.WriteEndElement();
            }

            VoiceAndType(sign);
            if (!part.Part.IsPercussion && _accidentals.Needs(note.Note.Pitch) && !note.IsTiedFrom)
            {
                xml.WriteElementString("accidental", MusicXmlNames.Accidental(note.Note.Pitch.Alter));
            }

            TimeModification(sign);
            Staff();
            if (head == 0)
            {
                BeamLevels(signs, at);
            }

            Notations(signs, at, head == 0, note);
            if (head == 0 && !sign.IsContinuation)
            {
                Lyrics(sign);
            }

            xml.WriteEndElement();
        }
    }

    /// <summary>The syllables of the first verse after which a line of the words ends.</summary>
    private static HashSet<(Beats Onset, int Verse)> LineEnds(Score score, NotatedPart part)
    {
        HashSet<(Beats, int)> ends = [];
        int verse = part.Part.Notes.SelectMany(note => note.Lyrics).Select(lyric => lyric.Verse).DefaultIfEmpty(0).Min();
        Beats[] onsets = [.. part.Part.Notes.Where(note => note.Lyrics.Any(lyric => lyric.Verse == verse)).Select(note => note.Onset)];
        foreach (Beats end in score.PhraseEnds)
        {
            int at = Array.BinarySearch(onsets, end);
            at = (at >= 0 ? at : ~at) - 1;
            if (at >= 0)
            {
                ends.Add((onsets[at], verse));
            }
        }

        return ends;
    }

    private void Rest(IReadOnlyList<NotatedEvent> signs, int at)
    {
        NotatedEvent sign = signs[at];
        _heldVerses.Clear();
        xml.WriteStartElement("note");
        if (!_showsRests)
        {
            xml.WriteAttributeString("print-object", "no");
        }

        xml.WriteStartElement("rest");
        if (sign.IsBarRest)
        {
            xml.WriteAttributeString("measure", "yes");
        }

        xml.WriteEndElement();
        Duration(sign);
        VoiceAndType(sign);
        TimeModification(sign);
        Staff();
        Notations(signs, at, isFirstHead: true, note: null);
        xml.WriteEndElement();
    }

    private void Pitch(Pitch pitch)
    {
        bool unpitched = part.Part.IsPercussion;
        string prefix = unpitched ? "display-" : string.Empty;
        Pitch shown = unpitched ? Drums.OnStaff(pitch.Midi) : pitch;
        xml.WriteStartElement(unpitched ? "unpitched" : "pitch");
        xml.WriteElementString(prefix + "step", shown.Step.ToString());
        if (!unpitched && shown.Alter != 0)
        {
            MusicXmlWriter.Number(xml, "alter", shown.Alter);
        }

        MusicXmlWriter.Number(xml, prefix + "octave", shown.Octave);
        xml.WriteEndElement();
    }

    private void Duration(NotatedEvent sign) => MusicXmlWriter.Number(xml, "duration", (sign.Duration * divisions).Numerator);

    private void Tie(string name, NotatedNote note)
    {
        if (note.IsTiedFrom)
        {
            xml.WriteStartElement(name);
            xml.WriteAttributeString("type", "stop");
            xml.WriteEndElement();
        }

        if (note.IsTiedTo)
        {
            xml.WriteStartElement(name);
            xml.WriteAttributeString("type", "start");
            xml.WriteEndElement();
        }
    }

    private void VoiceAndType(NotatedEvent sign)
    {
        MusicXmlWriter.Number(xml, "voice", _voice);
        if (sign.IsBarRest)
        {
            return;
        }

        xml.WriteElementString("type", MusicXmlNames.Type(sign.Value));
        if (sign.Value.Dots > 0)
        {
            xml.WriteElementString("dot", null);
        }
    }

    private void TimeModification(NotatedEvent sign)
    {
        if (sign.Tuplet is { } tuplet)
        {
            xml.WriteStartElement("time-modification");
            MusicXmlWriter.Number(xml, "actual-notes", tuplet.Actual);
            MusicXmlWriter.Number(xml, "normal-notes", tuplet.Normal);
            xml.WriteEndElement();
        }
    }

    private void Staff()
    {
        if (part.Staves > 1)
        {
            MusicXmlWriter.Number(xml, "staff", _staff);
        }
    }

    private void BeamLevels(IReadOnlyList<NotatedEvent> signs, int at)
    {
        NotatedEvent sign = signs[at];
        if (sign.Beam == 0)
        {
            return;
        }

        int before = at > 0 && signs[at - 1].Beam == sign.Beam ? signs[at - 1].Value.Flags : 0;
        int after = at + 1 < signs.Count && signs[at + 1].Beam == sign.Beam ? signs[at + 1].Value.Flags : 0;
        for (int level = 1; level <= Math.Min(sign.Value.Flags, 8); level++)
        {
            string beam = (before >= level, after >= level) switch
            {
                (true, true) => "continue",
                (true, false) => "end",
                (false, true) => "begin",
                _ => before > 0 ? "backward hook" : "forward hook",
            };
            xml.WriteStartElement("beam");
            xml.WriteAttributeString("number", level.ToString(CultureInfo.InvariantCulture));
            xml.WriteString(beam);
            xml.WriteEndElement();
        }
    }

    private void Notations(IReadOnlyList<NotatedEvent> signs, int at, bool isFirstHead, NotatedNote? note)
    {
        Tuplet? tuplet = isFirstHead ? signs[at].Tuplet : null;
        bool begins = tuplet is not null && (at == 0 || !ReferenceEquals(signs[at - 1].Tuplet, tuplet));
        bool ends = tuplet is not null && (at + 1 == signs.Count || !ReferenceEquals(signs[at + 1].Tuplet, tuplet));
        bool tied = note is { IsTiedFrom: true } or { IsTiedTo: true };
        if (!begins && !ends && !tied)
        {
            return;
        }

        xml.WriteStartElement("notations");
        if (note is not null)
        {
            Tie("tied", note);
        }

        if (begins)
        {
            TupletMark("start");
        }

        if (ends)
        {
            TupletMark("stop");
        }

        xml.WriteEndElement();
    }

    private void TupletMark(string type)
    {
        xml.WriteStartElement("tuplet");
        xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("number", "1");
        xml.WriteEndElement();
    }

    private void Lyrics(NotatedEvent sign)
    {
        Lyric[] lyrics = [.. sign.Notes.SelectMany(note => note.Note.Lyrics).DistinctBy(lyric => lyric.Verse).OrderBy(lyric => lyric.Verse)];
        foreach (Lyric lyric in lyrics)
        {
            _heldVerses.Remove(lyric.Verse);
            BeginLyric(lyric.Verse);
            xml.WriteElementString("syllabic", lyric.Syllabic.ToString().ToLowerInvariant());
            xml.WriteElementString("text", MusicXmlWriter.Clean(lyric.Text));
            if (lyric.Extends)
            {
                Extend("start");
                _heldVerses.Add(lyric.Verse);
            }

            if (_lineEnds.Contains((sign.Onset, lyric.Verse)))
            {
                xml.WriteElementString("end-line", null);
            }

            xml.WriteEndElement();
        }

        foreach (int verse in _heldVerses.Order())
        {
            if (!lyrics.Any(lyric => lyric.Verse == verse))
            {
                BeginLyric(verse);
                Extend("continue");
                xml.WriteEndElement();
            }
        }
    }

    private void BeginLyric(int verse)
    {
        xml.WriteStartElement("lyric");
        xml.WriteAttributeString("number", verse.ToString(CultureInfo.InvariantCulture));
    }

    private void Extend(string type)
    {
        xml.WriteStartElement("extend");
        xml.WriteAttributeString("type", type);
        xml.WriteEndElement();
    }
}
