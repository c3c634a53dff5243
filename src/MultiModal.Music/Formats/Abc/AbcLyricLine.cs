using System.Text;
using MultiModal.Music.Scores;

namespace MultiModal.Music.Formats.Abc;

/// <summary>
/// The <c>w:</c> line of one verse under one line of music: <c>_</c> for a note that continues a melisma, <c>*</c> for one
/// without words and for the tied rest of a note (programs draw a line for every <c>_</c>, and a tie needs none).
/// </summary>
internal static class AbcLyricLine
{
    /// <summary>Returns the line, or an empty string when the verse has no syllable here.</summary>
    /// <param name="signs">The notes of the line in order; rests are passed over.</param>
    /// <param name="verse">The verse, from 1.</param>
    /// <param name="isHeld">Whether a melisma runs on from the line before; updated for the next line.</param>
    public static string Of(IEnumerable<NotatedEvent> signs, int verse, ref bool isHeld)
    {
        StringBuilder line = new();
        int end = 0;
        bool afterHyphen = false;
        foreach (NotatedEvent sign in signs.Where(sign => !sign.IsRest))
        {
            Lyric? lyric = sign.IsContinuation ? null : Under(sign, verse);
            if (lyric is not null)
            {
                bool goesOn = lyric.Syllabic is Syllabic.Begin or Syllabic.Middle;
                line.Append(afterHyphen ? string.Empty : Gap(line)).Append(AbcText.Syllable(lyric.Text)).Append(goesOn ? "-" : string.Empty);
                isHeld = lyric.Extends;
                afterHyphen = goesOn;
                end = line.Length;
            }
            else if (isHeld)
            {
                line.Append(EndsWide(line) ? Gap(line) : string.Empty).Append('_');
                end = line.Length;
            }
            else
            {
                line.Append(afterHyphen ? string.Empty : Gap(line)).Append('*');
            }
        }

        line.Length = end;
        return line.ToString();
    }

    /// <summary>
    /// What stands between two syllables: a space. abc2midi 4.84 takes a character whose last UTF-8 byte is at least A1 and the
    /// byte after it for one sign, so there it needs two.
    /// </summary>
    private static string Gap(StringBuilder line) => line.Length == 0 ? string.Empty : EndsWide(line) && (line[^1] & 0x3F) > 0x20 ? "  " : " ";

    private static bool EndsWide(StringBuilder line) => line.Length > 0 && line[^1] > 0x7F;

    /// <summary>Returns the syllable that a verse has under a sign.</summary>
    public static Lyric? Under(NotatedEvent sign, int verse) =>
        sign.Notes.SelectMany(note => note.Note.Lyrics).FirstOrDefault(lyric => lyric.Verse == verse && !string.IsNullOrWhiteSpace(lyric.Text));
}
