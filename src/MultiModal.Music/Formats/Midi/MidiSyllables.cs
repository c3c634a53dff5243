namespace MultiModal.Music.Formats.Midi;

/// <summary>A syllable of a MIDI file.</summary>
/// <param name="Tick">Where it is sung.</param>
/// <param name="Text">The syllable, without hyphens and spaces.</param>
/// <param name="Syllabic">Its place in the word.</param>
/// <param name="EndsLine">Whether a line of the words ends after it.</param>
internal sealed record MidiSyllable(long Tick, string Text, Syllabic Syllabic, bool EndsLine);

/// <summary>
/// Reads the words of a MIDI file in any of the usual customs: <c>Twin-</c>, <c>kle</c> with hyphens; <c>Twin</c>, <c>kle </c>
/// with a space after each word (RP-017); <c>Twin</c>, <c>kle</c>, <c> lit</c> with a space before each (karaoke).
/// </summary>
internal static class MidiSyllables
{
    private enum Custom
    {
        Words,
        Hyphens,
        SpaceAfter,
        SpaceBefore,
    }

    /// <summary>Returns the events of a track that are words: lyric events, or the texts of a karaoke file.</summary>
    public static IReadOnlyList<(long Tick, string Text)> EventsOf(MidiTrack track, bool isKaraoke)
    {
        List<(long Tick, string Text)> lyrics = [.. track.Texts(MidiMeta.Lyric)];
        if (lyrics.Count > 0 || !isKaraoke)
        {
            return lyrics;
        }

        // Karaoke files open each line of the words with a stroke; what comes before the first only describes the file.
        List<(long Tick, string Text)> texts = [.. track.Texts(MidiMeta.Text).Where(text => !text.Text.StartsWith('@'))];
        int first = texts.FindIndex(text => text.Text.StartsWith('\\') || text.Text.StartsWith('/'));
        return first >= 0 ? texts[first..] : [];
    }

    /// <summary>Tells whether the words of a file are texts, as karaoke programs write them.</summary>
    public static bool IsKaraoke(MidiFile file) =>
        file.Tracks.SelectMany(track => track.Texts(MidiMeta.Text)).Any(text => text.Text.StartsWith("@K", StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads the syllables.</summary>
    /// <param name="events">The events of one track in order.</param>
    public static IReadOnlyList<MidiSyllable> Read(IReadOnlyList<(long Tick, string Text)> events)
    {
        List<Raw> raw = [];
        foreach ((long tick, string text) in events)
        {
            bool opensLine = text.StartsWith('\\') || text.StartsWith('/') || text.StartsWith('\r') || text.StartsWith('\n');
            if (opensLine && raw.Count > 0)
            {
                raw[^1] = raw[^1] with { EndsLine = true };
            }

            string body = text.TrimStart('\\', '/', '\r', '\n');
            bool endsLine = body.EndsWith('\r') || body.EndsWith('\n');
            body = body.TrimEnd('\r', '\n');
            string bare = body.Trim();
            if (bare is "" or "-" or "_" or "~" or "+" or "=")
            {
                // A sign of its own that only says: the syllable before is held.
                if (endsLine && raw.Count > 0)
                {
                    raw[^1] = raw[^1] with { EndsLine = true };
                }

                continue;
            }

            raw.Add(new Raw(tick, bare, opensLine || body.StartsWith(' '), body.EndsWith(' '), endsLine));
        }

        return Join(raw);
    }

    private static List<MidiSyllable> Join(List<Raw> raw)
    {
        Custom custom = raw.Exists(item => item.Text.Length > 1 && item.Text.EndsWith('-')) ? Custom.Hyphens
            : raw.Exists(item => item.SpaceBefore && !item.SpaceAfter && item.Tick > raw[0].Tick) && raw.Exists(item => !item.SpaceBefore) ? Custom.SpaceBefore
            : raw.Exists(item => item.SpaceAfter) ? Custom.SpaceAfter
            : Custom.Words;
        List<MidiSyllable> syllables = [];
        bool inWord = false;
        for (int i = 0; i < raw.Count; i++)
        {
            Raw item = raw[i];
            bool goesOn = !Script.IsChinese(item.Text) && i + 1 < raw.Count && custom switch
            {
                Custom.Hyphens => item.Text.EndsWith('-'),
                Custom.SpaceAfter => !item.SpaceAfter && !item.EndsLine,
                Custom.SpaceBefore => !raw[i + 1].SpaceBefore && !item.EndsLine && !Script.IsChinese(raw[i + 1].Text),
                _ => false,
            };
            Syllabic syllabic = (inWord, goesOn) switch
            {
                (false, true) => Syllabic.Begin,
                (true, true) => Syllabic.Middle,
                (true, false) => Syllabic.End,
                _ => Syllabic.Single,
            };
            string text = custom == Custom.Hyphens && item.Text.Length > 1 && item.Text.EndsWith('-') ? item.Text[..^1] : item.Text;
            syllables.Add(new MidiSyllable(item.Tick, text, syllabic, item.EndsLine));
            inWord = goesOn;
        }

        return syllables;
    }

    private sealed record Raw(long Tick, string Text, bool SpaceBefore, bool SpaceAfter, bool EndsLine);
}
