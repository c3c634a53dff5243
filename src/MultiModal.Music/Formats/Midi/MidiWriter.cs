using System.Buffers.Binary;
using MultiModal.Music.Scores;

namespace MultiModal.Music.Formats.Midi;

/// <summary>
/// Writes a score as a Standard MIDI File of format 1: a first track with the maps of tempo, metre and key, then a track for
/// each part, then one with the chord symbols as texts.
/// </summary>
/// <remarks>
/// Lyrics of the first verse are lyric meta events in UTF-8, one a syllable: <c>Twin-</c>, <c>kle </c> (a hyphen when the word
/// goes on, a space when it ends; none after a Chinese character), with a carriage return after the last syllable of a phrase
/// as in the recommended practice RP-017. Sections are markers. A pickup is a short bar with a time signature of its own.
/// </remarks>
public static class MidiWriter
{
    /// <summary>The name of the track that carries chord symbols.</summary>
    internal const string ChordTrackName = "Chords";

    private const int UsualResolution = 480;
    private const int PercussionChannel = 9;

    /// <summary>Writes the file.</summary>
    /// <exception cref="BadInputException">The score breaks a rule, or has more than 15 pitched parts.</exception>
    public static byte[] Write(Score score, ScoreFileMetadata? metadata = null)
    {
        ScoreRules.Check(score);
        metadata ??= ScoreFileMetadata.Default;
        int resolution = Resolution(score);
        List<byte[]> chunks = [];
        long end = Tick(score.End, resolution);
        chunks.Add(Conductor(score, metadata, resolution).ToChunk(end));
        int[] channels = Channels(score.Parts);
        for (int i = 0; i < score.Parts.Count; i++)
        {
            chunks.Add(PartTrack(score, score.Parts[i], channels[i], resolution).ToChunk(end));
        }

        if (score.Chords.Count > 0)
        {
            MidiTrackWriter chords = new();
            chords.Text(0, MidiMeta.TrackName, ChordTrackName);
            foreach (ChordSymbol chord in score.Chords)
            {
                chords.Text(Tick(chord.Onset, resolution), MidiMeta.Text, chord.ToString());
            }

            chunks.Add(chords.ToChunk(end));
        }

        byte[] header = new byte[14];
        "MThd"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), 6);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(8), 1);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(10), (ushort)chunks.Count);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(12), (ushort)resolution);
        return [.. header, .. chunks.SelectMany(chunk => chunk)];
    }

    /// <summary>Returns the ticks of a quarter note: 480, or the smallest multiple in which every place of the score is exact, as far as 15 bits allow.</summary>
    internal static int Resolution(Score score)
    {
        long resolution = UsualResolution;
        foreach (Beats place in score.Parts.SelectMany(part => part.Notes).SelectMany<Note, Beats>(note => [note.Onset, note.Onset + note.Duration])
            .Concat(score.Chords.Select(chord => chord.Onset))
            .Append(score.Pickup))
        {
            long multiple = resolution / Gcd(resolution, place.Denominator) * place.Denominator;
            resolution = multiple <= short.MaxValue ? multiple : resolution;
        }

        return (int)resolution;
    }

    private static MidiTrackWriter Conductor(Score score, ScoreFileMetadata metadata, int resolution)
    {
        MidiTrackWriter track = new();
        track.Text(0, MidiMeta.TrackName, score.Title);
        if (!string.IsNullOrEmpty(score.Composer))
        {
            track.Text(0, MidiMeta.Text, MidiTexts.Composer + score.Composer);
        }

        if (!string.IsNullOrEmpty(score.Lyricist))
        {
            track.Text(0, MidiMeta.Text, MidiTexts.Lyricist + score.Lyricist);
        }

        track.Text(0, MidiMeta.Text, "Software: " + metadata.Software);
        foreach ((string name, string value) in metadata.Provenance)
        {
            track.Text(0, MidiMeta.Text, $"{name}: {value}");
        }

        foreach (TempoMark tempo in score.Tempos)
        {
            int microseconds = (int)Math.Round(60_000_000 / tempo.Qpm, MidpointRounding.AwayFromZero);
            track.Meta(Tick(tempo.Onset, resolution), MidiMeta.Tempo, [(byte)(microseconds >> 16), (byte)(microseconds >> 8), (byte)microseconds]);
        }

        foreach (MeterMark meter in MetersWithPickup(score))
        {
            long clocks = Math.Clamp((meter.Time.Pulse * 24).FloorDivide(1), 1, 255);
            track.Meta(
                Tick(meter.Onset, resolution),
                MidiMeta.TimeSignature,
                [(byte)meter.Time.Numerator, (byte)int.Log2(meter.Time.Denominator), (byte)clocks, 8]);
        }

        foreach (KeyMark key in score.Keys)
        {
            bool minor = key.Key.Mode is Mode.Minor or Mode.Dorian or Mode.Phrygian;
            track.Meta(Tick(key.Onset, resolution), MidiMeta.KeySignature, [(byte)(sbyte)key.Key.Fifths, (byte)(minor ? 1 : 0)]);
            if (key.Key.Mode is not (Mode.Major or Mode.Minor))
            {
                track.Text(Tick(key.Onset, resolution), MidiMeta.Text, MidiTexts.Key + key.Key);
            }
        }

        foreach (SectionMark section in score.Sections)
        {
            track.Text(Tick(section.Onset, resolution), MidiMeta.Marker, section.Name);
        }

        return track;
    }

    /// <summary>A pickup becomes a bar of its own length, when that can be written as a time signature.</summary>
    private static IEnumerable<MeterMark> MetersWithPickup(Score score)
    {
        Beats whole = score.Pickup / 4;
        long scale = Math.Max(1, score.Meters[0].Time.Denominator / whole.Denominator);
        bool writable = score.Pickup > Beats.Zero && ScoreRules.IsTimeSignature((int)(whole.Numerator * scale), (int)Math.Min(whole.Denominator * scale, int.MaxValue));
        if (!writable)
        {
            return score.Meters;
        }

        TimeSignature shortBar = new((int)(whole.Numerator * scale), (int)(whole.Denominator * scale));
        IEnumerable<MeterMark> later = score.Meters.Skip(1).SkipWhile(meter => meter.Onset <= score.Pickup);
        TimeSignature first = score.Meters.Last(meter => meter.Onset <= score.Pickup).Time;
        return [new MeterMark(Beats.Zero, shortBar), new MeterMark(score.Pickup, first), .. later];
    }

    private static MidiTrackWriter PartTrack(Score score, Part part, int channel, int resolution)
    {
        MidiTrackWriter track = new();
        track.Text(0, MidiMeta.TrackName, part.Name);
        if (!part.IsPercussion)
        {
            track.Control(0, (byte)(0xC0 | channel), (byte)part.Program);
        }

        track.Control(0, (byte)(0xB0 | channel), 10, (byte)Math.Clamp((int)Math.Round(64 + (part.Pan * 64), MidpointRounding.AwayFromZero), 0, 127));
        foreach (Note note in part.Notes)
        {
            long onset = Tick(note.Onset, resolution);
            track.Note(onset, Math.Max(onset + 1, Tick(note.Onset + note.Duration, resolution)), channel, note.Pitch.Midi, note.Velocity);
        }

        foreach ((Beats place, string text) in MidiLyrics.Of(score, part))
        {
            track.Text(Tick(place, resolution), MidiMeta.Lyric, text);
        }

        return track;
    }

    private static int[] Channels(IReadOnlyList<Part> parts)
    {
        int[] channels = new int[parts.Count];
        int next = 0;
        for (int i = 0; i < parts.Count; i++)
        {
            if (parts[i].IsPercussion)
            {
                channels[i] = PercussionChannel;
                continue;
            }

            if (next > 15)
            {
                throw new BadInputException("The score has more than 15 pitched parts; a MIDI file has channels for 15.");
            }

            channels[i] = next;
            next += next + 1 == PercussionChannel ? 2 : 1;
        }

        return channels;
    }

    private static long Tick(Beats place, int resolution) => (((place * (2L * resolution)) + 1) / 2).FloorDivide(1);

    private static long Gcd(long a, long b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a;
    }
}
