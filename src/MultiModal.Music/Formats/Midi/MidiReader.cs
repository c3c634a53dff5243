using System.Globalization;
using MultiModal.Music.Scores;
using MultiModal.Music.Theory;

namespace MultiModal.Music.Formats.Midi;

/// <summary>
/// Reads Standard MIDI Files of format 0 and 1 (also within RIFF). Each channel of each track becomes a part; played rhythms
/// are put on the plainest grid near them; pitches are spelled by the key signature or, where there is none, by a key found
/// from the notes.
/// </summary>
public static class MidiReader
{
    private static readonly Beats Stroke = new(1, 4);

    /// <summary>Reads a file.</summary>
    /// <exception cref="BadInputException">One sentence about what is wrong with the file.</exception>
    public static ScoreReading Read(ReadOnlyMemory<byte> bytes, ScoreReadOptions? options = null)
    {
        options ??= ScoreReadOptions.Default;
        Warnings warnings = new();
        MidiFile file = new MidiParser(options, warnings).Parse(bytes);
        Check(file, options);
        MidiMaps maps = MidiMaps.Of(file, warnings);
        List<PlayedPart> parts = [.. Split(file)];
        PutWords(file, parts, warnings);
        IReadOnlyList<KeyMark> keys = maps.Keys.Count > 0 ? maps.Keys : [new KeyMark(0, FoundKey(parts, file))];
        List<Part> written = [];
        List<Beats> phraseEnds = [];
        foreach (PlayedPart part in parts.OrderByDescending(part => part.Words.Count > 0))
        {
            string id = string.Create(CultureInfo.InvariantCulture, $"p{written.Count + 1}");
            written.Add(Write(part, id, file, keys, phraseEnds, warnings));
        }

        return new ScoreReading(
            new Score
            {
                Title = Title(file),
                Composer = Credit(file, MidiTexts.Composer),
                Lyricist = Credit(file, MidiTexts.Lyricist),
                Language = Script.LanguageOf(written),
                Pickup = maps.Pickup,
                Tempos = maps.Tempos,
                Meters = maps.Meters,
                Keys = keys,
                Chords = Chords(file, warnings),
                Sections = [.. file.Tracks.SelectMany(track => track.Texts(MidiMeta.Marker)).OrderBy(text => text.Tick).Select(text => new SectionMark(MidiMaps.Place(text.Tick, file), text.Text))],
                PhraseEnds = [.. phraseEnds.Distinct().Order()],
                Parts = written,
            },
            ScoreFormat.Midi)
        { Warnings = warnings.ToList() };
    }

    private static void Check(MidiFile file, ScoreReadOptions options)
    {
        int notes = file.Tracks.Sum(track => track.Notes.Count);
        if (notes == 0)
        {
            throw new BadInputException("The MIDI file has no notes.");
        }

        if (notes > options.Limits.MaxNotes)
        {
            throw new BadInputException(FormattableString.Invariant($"The MIDI file has {notes} notes; at most {options.Limits.MaxNotes} are read."));
        }

        long last = file.Tracks.SelectMany(track => track.Metas.Select(meta => meta.Tick).Concat(track.Notes.Select(note => note.End))).Max();
        if (last / file.Resolution >= options.Limits.MaxQuarters)
        {
            throw new BadInputException(FormattableString.Invariant(
                $"The MIDI file lasts {last / file.Resolution} quarter notes; at most {options.Limits.MaxQuarters} are read."));
        }
    }

    private static IEnumerable<PlayedPart> Split(MidiFile file)
    {
        for (int i = 0; i < file.Tracks.Count; i++)
        {
            MidiTrack track = file.Tracks[i];
            IGrouping<int, MidiNote>[] channels = [.. track.Notes.GroupBy(note => note.Channel).OrderBy(channel => channel.Key)];
            string? name = file.Format == 1 ? track.Texts(MidiMeta.TrackName).Select(text => text.Text.Trim()).FirstOrDefault(text => text.Length > 0) : null;
            foreach (IGrouping<int, MidiNote> channel in channels)
            {
                string plain = name ?? string.Create(CultureInfo.InvariantCulture, $"Channel {channel.Key + 1}");
                string full = name is not null && channels.Length > 1 ? string.Create(CultureInfo.InvariantCulture, $"{name} (channel {channel.Key + 1})") : plain;
                yield return new PlayedPart(full, i, channel.Key, [.. channel]);
            }
        }
    }

    private static void PutWords(MidiFile file, List<PlayedPart> parts, Warnings warnings)
    {
        bool isKaraoke = MidiSyllables.IsKaraoke(file);
        for (int i = 0; i < file.Tracks.Count; i++)
        {
            IReadOnlyList<MidiSyllable> syllables = MidiSyllables.Read(MidiSyllables.EventsOf(file.Tracks[i], isKaraoke));
            if (syllables.Count == 0)
            {
                continue;
            }

            PlayedPart[] own = [.. parts.Where(part => part.Track == i && part.Words.Count == 0)];
            PlayedPart? singer = (own.Length > 0 ? own : [.. parts.Where(part => part.Words.Count == 0)])
                .MaxBy(part => syllables.Count(syllable => part.NoteAt(syllable.Tick, file.Resolution / 8) >= 0));
            foreach (MidiSyllable syllable in syllables)
            {
                int note = singer?.NoteAt(syllable.Tick, file.Resolution / 8) ?? -1;
                if (note < 0 || !singer!.Words.TryAdd(note, syllable))
                {
                    warnings.Add("A syllable of the MIDI file stands at no note of its own; it was left out.");
                }
            }
        }
    }

    private static Part Write(PlayedPart part, string id, MidiFile file, IReadOnlyList<KeyMark> keys, List<Beats> phraseEnds, Warnings warnings)
    {
        bool isPercussion = part.Channel == 9;
        List<Note> played = new(part.Notes.Length);
        int key = 0;
        for (int i = 0; i < part.Notes.Length; i++)
        {
            MidiNote note = part.Notes[i];
            Beats onset = new(note.Onset, file.Resolution);
            while (key + 1 < keys.Count && keys[key + 1].Onset <= onset)
            {
                key++;
            }

            played.Add(new Note
            {
                Onset = onset,
                Duration = note.End > note.Onset ? new Beats(note.End - note.Onset, file.Resolution) : Stroke,
                Pitch = Pitch.FromMidi(note.Key, isPercussion ? 0 : keys[key].Key.Fifths),
                Velocity = note.Velocity,
                Lyrics = part.Words.TryGetValue(i, out MidiSyllable? word) ? [new Lyric(word.Text, word.Syllabic)] : [],
            });
        }

        IReadOnlyList<Note> notes = TimeGrid.Straighten(played);
        if (!ReferenceEquals(notes, played))
        {
            warnings.Add($"The rhythm of '{part.Name}' was played freely; it was put on a grid.");
        }

        notes = MarkMelismas(notes);
        AddPhraseEnds(part, file, notes, phraseEnds);
        IEnumerable<MidiChannelEvent> settings = file.Tracks[part.Track].Settings.Where(setting => setting.Channel == part.Channel);
        MidiChannelEvent[] all = [.. settings, .. file.Tracks.SelectMany(track => track.Settings).Where(setting => setting.Channel == part.Channel)];
        int pan = all.FirstOrDefault(setting => !setting.IsProgram)?.Value ?? 64;
        return new Part
        {
            Id = id,
            Name = part.Name,
            Program = isPercussion ? 0 : all.FirstOrDefault(setting => setting.IsProgram)?.Value ?? 0,
            IsPercussion = isPercussion,
            Pan = pan == 127 ? 1 : (pan - 64) / 64.0,
            Notes = notes,
        };
    }

    /// <summary>A note without a syllable right after one that has a syllable continues it.</summary>
    private static List<Note> MarkMelismas(IReadOnlyList<Note> notes)
    {
        List<Note> marked = [.. notes];
        for (int i = 0; i < marked.Count; i++)
        {
            if (marked[i].Lyrics.Count == 0)
            {
                continue;
            }

            int next = i + 1;
            while (next < marked.Count && marked[next].Onset == marked[i].Onset)
            {
                next++;
            }

            Beats end = marked[i].Onset + marked[i].Duration;
            bool isHeld = next < marked.Count && marked[next].Onset == end
                && marked.Skip(next).TakeWhile(note => note.Onset == end).All(note => note.Lyrics.Count == 0);
            if (isHeld)
            {
                marked[i] = marked[i] with { Lyrics = [.. marked[i].Lyrics.Select(lyric => lyric with { Extends = true })] };
            }
        }

        return marked;
    }

    private static void AddPhraseEnds(PlayedPart part, MidiFile file, IReadOnlyList<Note> notes, List<Beats> phraseEnds)
    {
        if (!part.Words.Values.Any(word => word.EndsLine))
        {
            return;
        }

        // By count, not by tick: the notes may have been moved to a grid, the order of the sung ones stays.
        MidiSyllable[] words = [.. part.Words.OrderBy(word => word.Key).Select(word => word.Value)];
        int word = -1;
        Beats end = Beats.Zero;
        foreach (Note note in notes)
        {
            if (note.Lyrics.Count > 0)
            {
                AddEnd();
                word++;
                end = note.Onset + note.Duration;
            }
            else if (word >= 0 && note.Onset == end)
            {
                end = note.Onset + note.Duration;
            }
        }

        AddEnd();

        void AddEnd()
        {
            if (word >= 0 && word < words.Length && words[word].EndsLine)
            {
                phraseEnds.Add(end);
            }
        }
    }

    private static Key FoundKey(List<PlayedPart> parts, MidiFile file) => KeyFinder.Find(parts
        .Where(part => part.Channel != 9)
        .SelectMany(part => part.Notes)
        .Where(note => note.End > note.Onset)
        .Select(note => new Note { Onset = 0, Duration = new Beats(note.End - note.Onset, file.Resolution), Pitch = Pitch.FromMidi(note.Key) }));

    private static string Title(MidiFile file)
    {
        MidiTrack? named = file.Format == 0 || file.Tracks[0].Notes.Count == 0 ? file.Tracks[0] : null;
        string? title = named?.Texts(MidiMeta.TrackName).Select(text => text.Text.Trim()).FirstOrDefault(text => text.Length > 0);
        return title ?? "Untitled";
    }

    private static string? Credit(MidiFile file, string label) => file.Tracks[0].Texts(MidiMeta.Text)
        .Where(text => text.Text.StartsWith(label, StringComparison.Ordinal))
        .Select(text => text.Text[label.Length..])
        .FirstOrDefault();

    private static List<ChordSymbol> Chords(MidiFile file, Warnings warnings)
    {
        List<ChordSymbol> chords = [];
        IEnumerable<MidiTrack> tracks = file.Tracks.Where(track => track.Notes.Count == 0 && track.Texts(MidiMeta.TrackName).Any(text => text.Text == MidiWriter.ChordTrackName));
        foreach ((long tick, string text) in tracks.SelectMany(track => track.Texts(MidiMeta.Text)).OrderBy(text => text.Tick))
        {
            if (!ChordText.TryParse(text, MidiMaps.Place(tick, file), out ChordSymbol chord, out bool exact))
            {
                warnings.Add("A text in the track of chords is no chord symbol; it was left out.");
                continue;
            }

            if (!exact)
            {
                warnings.Add("A chord of the MIDI file has a quality we have no word for; the nearest was taken.");
            }

            chords.Add(chord);
        }

        return chords;
    }

    /// <summary>The notes of one channel in one track, and the words on them by the index of the note.</summary>
    private sealed record PlayedPart(string Name, int Track, int Channel, MidiNote[] Notes)
    {
        public Dictionary<int, MidiSyllable> Words { get; } = [];

        /// <summary>Returns the highest note that begins at a tick, or else nearest to it within some ticks; -1 for none.</summary>
        public int NoteAt(long tick, long within)
        {
            int low = 0;
            int high = Notes.Length;
            while (low < high)
            {
                int middle = (low + high) / 2;
                (low, high) = Notes[middle].Onset < tick ? (middle + 1, high) : (low, middle);
            }

            int after = low < Notes.Length && Notes[low].Onset - tick <= within ? low : -1;
            int before = low > 0 && tick - Notes[low - 1].Onset <= within ? low - 1 : -1;
            int nearest = after < 0 ? before : before < 0 || Notes[after].Onset - tick <= tick - Notes[before].Onset ? after : before;
            while (nearest >= 0 && nearest + 1 < Notes.Length && Notes[nearest + 1].Onset == Notes[nearest].Onset)
            {
                nearest++;
            }

            return nearest;
        }
    }
}
