namespace MultiModal.Testing.Fuzzing;

/// <summary>Damages bytes the way disks, networks and ill will do, by seed.</summary>
public static class ByteMutator
{
    private static readonly byte[] Extremes = [0x00, 0x01, 0x7F, 0x80, 0xFE, 0xFF];

    /// <summary>Returns a copy with one to four kinds of damage.</summary>
    public static byte[] Mutate(byte[] original, SeededRandom random)
    {
        List<byte> bytes = [.. original];
        for (int times = random.Next(1, 4); times > 0 && bytes.Count > 0; times--)
        {
            MutateOnce(bytes, random);
        }

        return [.. bytes];
    }

    private static void MutateOnce(List<byte> bytes, SeededRandom random)
    {
        int at = random.Next(bytes.Count);
        int count = Math.Min(random.Next(1, 8), bytes.Count - at);
        switch (random.Next(6))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes[at] = Extremes[random.Next(Extremes.Length)];
                break;
            case 3:
                bytes.RemoveRange(at, count);
                break;
            case 4:
                bytes.InsertRange(at, bytes.GetRange(at, count));
                break;
            default:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
        }
    }
}
