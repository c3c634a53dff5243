using System.Text;

namespace MultiModal.Text;

/// <summary>Chinese characters: which they are, and the simplified form that our word lists are written in.</summary>
internal sealed class ChineseCharacters(IReadOnlyDictionary<char, char> simplified)
{
    /// <summary>Says whether a code point is a Chinese character.</summary>
    public static bool IsHan(int codePoint) => codePoint is (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x323AF) or 0x3007;

    /// <summary>Returns a text in simplified characters, character by character.</summary>
    public string Simplify(string text)
    {
        StringBuilder result = new(text.Length);
        foreach (char character in text)
        {
            result.Append(simplified.TryGetValue(character, out char simple) ? simple : character);
        }

        return result.ToString();
    }
}
