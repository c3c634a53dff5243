using System.Globalization;

namespace MultiModal.Onnx.Tokenizers.Unicode;

/// <summary>Combining classes and canonical decompositions, read from the resource that <c>canonical.py</c> makes of the Unicode Character Database.</summary>
internal static class CanonicalData
{
    private static readonly Dictionary<int, byte> Classes = [];
    private static readonly Dictionary<int, (int First, int Second)> Decompositions = [];
    private static readonly Dictionary<(int First, int Second), int> Compositions = [];

    static CanonicalData()
    {
        using Stream stream = typeof(CanonicalData).Assembly.GetManifestResourceStream("MultiModal.Onnx.Tokenizers.Unicode.canonical.txt")!;
        using StreamReader reader = new(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line[0] != '#')
                Read(line.Split(';'));
        }
    }

    /// <summary>Returns the canonical combining class: 0 for starters, 1 to 254 for marks.</summary>
    public static int ClassOf(int point) => Classes.GetValueOrDefault(point);

    /// <summary>Returns what a code point decomposes to in one step; the second part is 0 when there is only one.</summary>
    public static bool TryDecompose(int point, out (int First, int Second) parts) => Decompositions.TryGetValue(point, out parts);

    /// <summary>Returns what two code points compose to.</summary>
    public static bool TryCompose(int first, int second, out int composed) => Compositions.TryGetValue((first, second), out composed);

    private static void Read(string[] fields)
    {
        string[] range = fields[0].Split("..");
        byte combiningClass = byte.Parse(fields[1], CultureInfo.InvariantCulture);
        for (int point = Hex(range[0]); combiningClass > 0 && point <= Hex(range[^1]); point++)
            Classes[point] = combiningClass;
        if (fields.Length < 3)
            return;
        string[] parts = fields[2].Split(' ');
        (int First, int Second) pair = (Hex(parts[0]), parts.Length > 1 ? Hex(parts[1]) : 0);
        Decompositions[Hex(fields[0])] = pair;
        if (fields.Length < 4)
            Compositions[pair] = Hex(fields[0]);
    }

    private static int Hex(string text) => int.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
