using System.Buffers.Binary;

namespace MultiModal.Music.Formats.Midi;

/// <summary>Reads the chunks and events of a Standard MIDI File.</summary>
internal sealed class MidiParser(ScoreReadOptions options, Warnings warnings)
{
    private const long MaxTick = int.MaxValue;
    private int _events;

    public MidiFile Parse(ReadOnlyMemory<byte> bytes)
    {
        bytes = OutOfRiff(bytes);
        ReadOnlySpan<byte> header = bytes.Span;
        if (header.Length < 14)
        {
            throw new BadInputException("The MIDI file ends inside its header.");
        }

        uint headerLength = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
        if (headerLength < 6 || headerLength > header.Length - 8)
        {
            throw new BadInputException(FormattableString.Invariant($"The MIDI file has a header of {headerLength} bytes; 6 are usual and the file has {header.Length}."));
        }

        int format = BinaryPrimitives.ReadUInt16BigEndian(header[8..]);
        int claimed = BinaryPrimitives.ReadUInt16BigEndian(header[10..]);
        int division = BinaryPrimitives.ReadUInt16BigEndian(header[12..]);
        Check(format, claimed, division);
        List<MidiTrack> tracks = [];
        int at = 8 + (int)headerLength;
        while (tracks.Count < claimed && at < bytes.Length)
        {
            ReadOnlySpan<byte> rest = bytes.Span[at..];
            if (rest.Length < 8)
            {
                throw new BadInputException(FormattableString.Invariant($"The MIDI file ends inside the head of track {tracks.Count + 1}."));
            }

            uint length = BinaryPrimitives.ReadUInt32BigEndian(rest[4..]);
            if (length > rest.Length - 8)
            {
                throw new BadInputException(FormattableString.Invariant(
                    $"The MIDI file ends inside track {tracks.Count + 1}: it says {length} bytes and {rest.Length - 8} are left."));
            }

            if (rest.StartsWith("MTrk"u8))
            {
                tracks.Add(Track(bytes.Slice(at + 8, (int)length), tracks.Count + 1));
            }

            at += 8 + (int)length;
        }

        if (tracks.Count == 0)
        {
            throw new BadInputException("The MIDI file has no track.");
        }

        if (tracks.Count < claimed)
        {
            warnings.Add(FormattableString.Invariant($"The MIDI file says that it has {claimed} tracks and has {tracks.Count}."));
        }

        return new MidiFile(format, division, tracks);
    }

    private static ReadOnlyMemory<byte> OutOfRiff(ReadOnlyMemory<byte> bytes)
    {
        if (!bytes.Span.StartsWith("RIFF"u8))
        {
            return bytes;
        }

        int at = 12;
        while (bytes.Length - at >= 8)
        {
            ReadOnlySpan<byte> chunk = bytes.Span[at..];
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            if (length > chunk.Length - 8)
            {
                break;
            }

            if (chunk.StartsWith("data"u8) && chunk[8..].StartsWith("MThd"u8))
            {
                return bytes.Slice(at + 8, (int)length);
            }

            at += 8 + (int)length + (int)(length & 1);
        }

        throw new BadInputException("The RIFF file holds no whole MIDI file.");
    }

    private void Check(int format, int claimed, int division)
    {
        if (format == 2)
        {
            throw new BadInputException("The MIDI file is of format 2 (independent patterns); save it as format 0 or 1.");
        }

        if (format > 2)
        {
            throw new BadInputException(FormattableString.Invariant($"The MIDI file is of format {format}; formats 0 and 1 are read."));
        }

        if ((division & 0x8000) != 0)
        {
            throw new BadInputException("The MIDI file counts in SMPTE frames, which have no beats; save it with ticks per quarter note.");
        }

        if (division == 0)
        {
            throw new BadInputException("The MIDI file says that a quarter note has 0 ticks.");
        }

        if (claimed > options.MaxTracks)
        {
            throw new BadInputException(FormattableString.Invariant($"The MIDI file says that it has {claimed} tracks; at most {options.MaxTracks} are read."));
        }
    }

    private MidiTrack Track(ReadOnlyMemory<byte> body, int number)
    {
        MidiTrack track = new();
        MidiOpenNotes open = new(track, warnings);
        MidiBytes reader = new(body, number);
        long tick = 0;
        int running = 0;
        bool ended = false;
        while (!ended && !reader.IsAtEnd)
        {
            if (++_events > options.MaxEvents)
            {
                throw new BadInputException(FormattableString.Invariant($"The MIDI file has more than {options.MaxEvents} events."));
            }

            tick += reader.VariableLength();
            if (tick > MaxTick)
            {
                throw new BadInputException(FormattableString.Invariant($"Track {number} of the MIDI file goes beyond tick {MaxTick}."));
            }

            int status = reader.Peek();
            if (status >= 0x80)
            {
                reader.Byte();
            }
            else if (running == 0)
            {
                throw new BadInputException(FormattableString.Invariant($"Track {number} of the MIDI file has data without a status byte at offset {reader.Position}."));
            }
            else
            {
                status = running;
            }

            switch (status)
            {
                case 0xFF:
                    ended = Meta(track, tick, ref reader);
                    running = 0;
                    break;
                case 0xF0 or 0xF7:
                    reader.Bytes((int)reader.VariableLength());
                    running = 0;
                    break;
                case >= 0xF0:
                    throw new BadInputException(FormattableString.Invariant($"Track {number} of the MIDI file holds the byte {status:X2} as a status, which files may not."));
                default:
                    running = status;
                    Channel(track, open, tick, status, ref reader);
                    break;
            }
        }

        if (!ended)
        {
            warnings.Add(FormattableString.Invariant($"Track {number} of the MIDI file has no end-of-track event."));
        }

        open.CloseAll(tick);
        track.Notes.Sort((left, right) => (left.Onset, left.Key, left.End).CompareTo((right.Onset, right.Key, right.End)));
        return track;
    }

    private static bool Meta(MidiTrack track, long tick, ref MidiBytes reader)
    {
        MidiMeta type = (MidiMeta)reader.Byte();
        ReadOnlyMemory<byte> data = reader.Bytes((int)reader.VariableLength());
        track.Metas.Add(new MidiMetaEvent(tick, type, data));
        return type == MidiMeta.EndOfTrack;
    }

    private static void Channel(MidiTrack track, MidiOpenNotes open, long tick, int status, ref MidiBytes reader)
    {
        int channel = status & 0x0F;
        int first = reader.Data();
        switch (status & 0xF0)
        {
            case 0x90:
                int velocity = reader.Data();
                if (velocity > 0)
                {
                    open.Begin(tick, channel, first, velocity);
                }
                else
                {
                    open.End(tick, channel, first);
                }

                break;
            case 0x80:
                reader.Data();
                open.End(tick, channel, first);
                break;
            case 0xC0:
                track.Settings.Add(new MidiChannelEvent(tick, channel, IsProgram: true, first));
                break;
            case 0xD0:
                break;
            case 0xB0:
                int value = reader.Data();
                if (first == 10)
                {
                    track.Settings.Add(new MidiChannelEvent(tick, channel, IsProgram: false, value));
                }

                break;
            default:
                reader.Data();
                break;
        }
    }
}
