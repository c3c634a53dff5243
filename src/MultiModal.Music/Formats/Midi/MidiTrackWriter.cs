using System.Buffers.Binary;
using System.Text;

namespace MultiModal.Music.Formats.Midi;

/// <summary>Collects the events of one track and writes them in order of time.</summary>
internal sealed class MidiTrackWriter
{
    private readonly List<(long Tick, int Rank, int Order, byte[] Bytes)> _events = [];

    /// <summary>Adds a meta event that stands before the notes of its tick.</summary>
    public void Meta(long tick, MidiMeta type, ReadOnlySpan<byte> data)
    {
        MemoryStream bytes = new();
        bytes.WriteByte(0xFF);
        bytes.WriteByte((byte)type);
        WriteVariableLength(bytes, data.Length);
        bytes.Write(data);
        Add(tick, 1, bytes.ToArray());
    }

    /// <summary>Adds a meta event with text in UTF-8.</summary>
    public void Text(long tick, MidiMeta type, string text) => Meta(tick, type, Encoding.UTF8.GetBytes(text));

    /// <summary>Adds a channel message that stands before the notes of its tick.</summary>
    public void Control(long tick, params byte[] message) => Add(tick, 2, message);

    /// <summary>Adds a note; at the same tick endings come before beginnings.</summary>
    public void Note(long onset, long end, int channel, int key, int velocity)
    {
        Add(onset, 3, [(byte)(0x90 | channel), (byte)key, (byte)velocity]);
        Add(end, 0, [(byte)(0x80 | channel), (byte)key, 0]);
    }

    /// <summary>Returns the track chunk.</summary>
    /// <param name="end">The tick of the end-of-track event.</param>
    public byte[] ToChunk(long end)
    {
        MemoryStream body = new();
        long last = 0;
        foreach ((long tick, _, _, byte[] bytes) in _events.OrderBy(item => item.Tick).ThenBy(item => item.Rank).ThenBy(item => item.Order))
        {
            WriteVariableLength(body, tick - last);
            body.Write(bytes);
            last = tick;
        }

        WriteVariableLength(body, Math.Max(0, end - last));
        body.Write([0xFF, 0x2F, 0x00]);
        byte[] chunk = new byte[8 + body.Length];
        "MTrk"u8.CopyTo(chunk);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(4), checked((uint)body.Length));
        body.ToArray().CopyTo(chunk, 8);
        return chunk;
    }

    private static void WriteVariableLength(MemoryStream stream, long value)
    {
        if (value is < 0 or > 0x0FFFFFFF)
        {
            throw new BadInputException("The score has a silence too long for a MIDI file.");
        }

        for (int shift = 21; shift > 0; shift -= 7)
        {
            if (value >> shift != 0)
            {
                stream.WriteByte((byte)(0x80 | ((value >> shift) & 0x7F)));
            }
        }

        stream.WriteByte((byte)(value & 0x7F));
    }

    private void Add(long tick, int rank, byte[] bytes) => _events.Add((tick, rank, _events.Count, bytes));
}
