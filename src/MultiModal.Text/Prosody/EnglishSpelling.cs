namespace MultiModal.Text;

/// <summary>English letters: lower case, without accents, with straight apostrophes.</summary>
internal static class EnglishSpelling
{
    private const string Accented = "àáâãäåāèéêëēėęìíîïīòóôõöøōùúûüūýÿñçœæß";
    private const string Plain = "aaaaaaaeeeeeeeiiiiiooooooouuuuuyyncoas";

    /// <summary>Returns a word letter by letter in the form that dictionaries use; the length stays the same.</summary>
    public static string Fold(string word) => string.Create(word.Length, word, static (target, source) =>
    {
        for (int index = 0; index < source.Length; index++)
        {
            char letter = char.ToLowerInvariant(source[index]);
            int at = Accented.IndexOf(letter, StringComparison.Ordinal);
            target[index] = at >= 0 ? Plain[at] : IsApostrophe(letter) ? '\'' : letter;
        }
    });

    /// <summary>Says whether a character is an apostrophe or a right single quotation mark.</summary>
    public static bool IsApostrophe(char character) => character is '\'' or '’' or 'ʼ' or '‘' or '`';

    /// <summary>Says whether a character is a letter of the Latin script.</summary>
    public static bool IsLetter(char character) =>
        character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '\u00C0' and <= '\u024F' and not '\u00D7' and not '\u00F7');

    /// <summary>Says whether a folded letter is a vowel letter.</summary>
    public static bool IsVowel(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';
}
