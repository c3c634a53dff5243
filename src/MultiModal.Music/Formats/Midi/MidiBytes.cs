namespace MultiModal.Music.Formats.Midi;

/// <summary>Reads the bytes of one track and never beyond its end.</summary>
internal struct MidiBytes(ReadOnlyMemory<byte> body, int track)
{
    /// <summary>Gets the offset of the next byte in the track.</summary>
    public int Position { get; private set; }

    public readonly bool IsAtEnd => Position >= body.Length;

    public readonly int Peek() => IsAtEnd ? throw Cut() : body.Span[Position];

    public int Byte()
    {
        int value = Peek();
        Position++;
        return value;
    }

    /// <summary>Reads a data byte, whose highest bit is 0.</summary>
    public int Data()
    {
        int value = Byte();
        return value < 0x80
            ? value
            : throw new BadInputException(FormattableString.Invariant($"Track {track} of the MIDI file has a status byte where data belongs, at offset {Position - 1}."));
    }

    /// <summary>Reads a number of one to four bytes of seven bits.</summary>
    public long VariableLength()
    {
        long value = 0;
        for (int i = 0; i < 4; i++)
        {
            int next = Byte();
            value = (value << 7) | (long)(next & 0x7F);
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new BadInputException(FormattableString.Invariant($"Track {track} of the MIDI file has a number of more than four bytes at offset {Position - 4}."));
    }

    public ReadOnlyMemory<byte> Bytes(int count)
    {
        if (count > body.Length - Position)
        {
            throw Cut();
        }

        ReadOnlyMemory<byte> bytes = body.Slice(Position, count);
        Position += count;
        return bytes;
    }

    private readonly BadInputException Cut() => new(FormattableString.Invariant($"Track {track} of the MIDI file ends inside an event."));
}
