using System.Globalization;
using System.Text;

namespace MultiModal.Music.Formats.Abc;

/// <summary>Writes the head of a tune.</summary>
internal static class AbcHeader
{
    /// <summary>What stands before the name of who wrote the words, in a <c>C:</c> field.</summary>
    public const string Words = "Words: ";

    public static void Write(StringBuilder text, Score score, List<AbcVoice> voices, ScoreFileMetadata metadata)
    {
        text.Append("%abc-2.1\n");
        foreach ((string name, string value) in metadata.Provenance)
        {
            text.Append(CultureInfo.InvariantCulture, $"% {AbcText.Field(name)}: {AbcText.Field(value)}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"I:abc-creator {AbcText.Field(metadata.Software)}\n");
        text.Append("X:1\n");
        Field(text, 'T', score.Title);
        Field(text, 'C', score.Composer);
        Field(text, 'C', string.IsNullOrWhiteSpace(score.Lyricist) ? null : Words + score.Lyricist);
        TimeSignature time = score.Meters[0].Time;
        text.Append(CultureInfo.InvariantCulture, $"M:{time}\nL:1/8\nQ:{AbcText.Tempo(score.Tempos[0].Qpm, time)}\n");
        if (voices.Count > 1)
        {
            string staves = string.Join(' ', score.Parts.Select(part => Staff(voices.Where(voice => ReferenceEquals(voice.Part, part)))));
            text.Append(CultureInfo.InvariantCulture, $"%%score {staves}\n");
            foreach (AbcVoice voice in voices)
            {
                string name = voice.IsFirst ? $" name=\"{AbcText.Field(voice.Part.Name)}\"" : string.Empty;
                text.Append(CultureInfo.InvariantCulture, $"V:{voice.Id} clef={Clef(voice)}{name}\n");
            }
        }

        string clef = voices.Count == 1 && Clef(voices[0]) != "treble" ? " clef=" + Clef(voices[0]) : string.Empty;
        text.Append(CultureInfo.InvariantCulture, $"K:{AbcText.Key(score.Keys[0].Key)}{clef}\n");
        if (score.Parts.Count > 1)
        {
            text.Append("%%MIDI gchordoff\n");
        }

        foreach (AbcVoice voice in voices)
        {
            text.Append(voices.Count > 1 ? $"V:{voice.Id}\n" : string.Empty);
            text.Append(voice.Part.IsPercussion ? "%%MIDI channel 10\n" : string.Create(CultureInfo.InvariantCulture, $"%%MIDI program {voice.Part.Program}\n"));
        }
    }

    /// <summary>Voices of one staff stand in parentheses, the staves of a keyboard in braces.</summary>
    private static string Staff(IEnumerable<AbcVoice> voices)
    {
        string[] staves =
        [
            .. voices.GroupBy(voice => voice.Voice.Staff).Select(staff =>
            {
                string ids = string.Join(' ', staff.Select(voice => voice.Id));
                return ids.Contains(' ', StringComparison.Ordinal) ? $"({ids})" : ids;
            }),
        ];
        return staves.Length > 1 ? "{" + string.Join(' ', staves) + "}" : staves[0];
    }

    private static string Clef(AbcVoice voice) => voice.Voice.ClefFor(voice.Part) switch
    {
        Scores.Clef.Percussion => "perc",
        Scores.Clef.Bass => "bass",
        _ => "treble",
    };

    private static void Field(StringBuilder text, char field, string? value)
    {
        string line = AbcText.Field(value ?? string.Empty);
        if (line.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{field}:{line}\n");
        }
    }
}
