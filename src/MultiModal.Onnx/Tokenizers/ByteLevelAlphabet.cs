namespace MultiModal.Onnx.Tokenizers;

/// <summary>
/// The 256 printable characters by which byte-level vocabularies spell bytes (Radford et al. 2019): printable Latin-1 stands for itself, every
/// other byte for a character from U+0100 on, in the order of the bytes.
/// </summary>
public static class ByteLevelAlphabet
{
    private static readonly char[] Characters = Make();
    private static readonly Dictionary<char, byte> Bytes = Enumerable.Range(0, 256).ToDictionary(value => Characters[value], value => (byte)value);

    /// <summary>Returns the character that spells a byte.</summary>
    public static char Spell(byte value) => Characters[value];

    /// <summary>Returns the byte that a character spells.</summary>
    public static bool TryRead(char character, out byte value) => Bytes.TryGetValue(character, out value);

    private static char[] Make()
    {
        char[] characters = new char[256];
        char next = '\u0100';
        for (int value = 0; value < 256; value++)
            characters[value] = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF) ? (char)value : next++;
        return characters;
    }
}
