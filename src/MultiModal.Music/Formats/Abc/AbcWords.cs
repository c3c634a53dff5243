using System.Text;
using MultiModal.Music.Formats.Reading;

namespace MultiModal.Music.Formats.Abc;

/// <summary>Puts the syllables of a <c>w:</c> line under the notes of the line above.</summary>
internal static class AbcWords
{
    private enum Kind
    {
        Syllable,
        Hold,
        Skip,
        Bar,
    }

    public static void Align(AbcTuneVoice voice, string text, Warnings warnings)
    {
        int verse = ++voice.Verse;
        if (verse > 99)
        {
            throw new BadInputException("A line of the ABC file has more than 99 verses.");
        }

        int at = 0;
        int bar = voice.Line.Count > 0 ? voice.Line[0].Bar : 0;
        bool hasSung = voice.Sung.TryGetValue(verse, out (ReadNote Note, bool GoesOn) sung);
        foreach ((Kind kind, string syllable, bool goesOn) in Tokens(text))
        {
            if (kind == Kind.Bar)
            {
                bar++;
                while (at < voice.Line.Count && voice.Line[at].Bar < bar)
                {
                    at++;
                }

                continue;
            }

            if (at >= voice.Line.Count)
            {
                warnings.Add("A line of words of the ABC file has more syllables than its music has notes; the rest was left out.");
                return;
            }

            (ReadNote note, bar, bool isTiedFrom) = voice.Line[at++];
            if (kind == Kind.Syllable)
            {
                bool inWord = hasSung && sung.GoesOn;
                Syllabic syllabic = (inWord, goesOn) switch
                {
                    (false, true) => Syllabic.Begin,
                    (true, true) => Syllabic.Middle,
                    (true, false) => Syllabic.End,
                    _ => Syllabic.Single,
                };
                note.Lyrics.Add(new Lyric(syllable, syllabic, verse));
                voice.Sung[verse] = sung = (note, goesOn);
                hasSung = true;
            }
            else if (kind == Kind.Hold && hasSung && !isTiedFrom)
            {
                int index = sung.Note.Lyrics.FindIndex(lyric => lyric.Verse == verse);
                sung.Note.Lyrics[index] = sung.Note.Lyrics[index] with { Extends = true };
            }
        }
    }

    private static IEnumerable<(Kind Kind, string Text, bool GoesOn)> Tokens(string text)
    {
        StringBuilder syllable = new();
        bool afterSyllable = false;
        for (int i = 0; i < text.Length; i++)
        {
            char sign = text[i];
            if (sign == '\\' && i + 1 < text.Length)
            {
                syllable.Append(text[++i]);
                continue;
            }

            if (sign is not (' ' or '\t' or '-' or '_' or '*' or '|'))
            {
                syllable.Append(sign == '~' ? ' ' : sign);
                continue;
            }

            if (syllable.Length > 0)
            {
                yield return (Kind.Syllable, syllable.ToString().Trim(), sign == '-');
                syllable.Clear();
                afterSyllable = true;
                if (sign == '-')
                {
                    continue;
                }
            }

            switch (sign)
            {
                case '_':
                    yield return (Kind.Hold, string.Empty, false);
                    break;
                case '-' when afterSyllable:
                    yield return (Kind.Hold, string.Empty, false);
                    break;
                case '*':
                    yield return (Kind.Skip, string.Empty, false);
                    break;
                case '|':
                    yield return (Kind.Bar, string.Empty, false);
                    break;
            }
        }

        if (syllable.Length > 0)
        {
            yield return (Kind.Syllable, syllable.ToString().Trim(), false);
        }
    }
}
