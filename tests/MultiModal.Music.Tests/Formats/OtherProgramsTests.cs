using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MultiModal.Music.Formats;
using MultiModal.Music.Formats.Abc;
using MultiModal.Music.Formats.Midi;
using MultiModal.Music.Formats.MusicXml;
using MultiModal.Music.Tests.Scores;
using MultiModal.Testing;
using MultiModal.Testing.Programs;

namespace MultiModal.Music.Tests.Formats;

/// <summary>Programs by others (Debian: abcmidi, midicsv, lilypond; npm: abcjs) take what we write without a warning and hear the same notes and words.</summary>
public sealed partial class OtherProgramsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [RequiresProgramFact("midicsv")]
    public async Task Midicsv_reads_the_notes_and_syllables_of_our_midi()
    {
        for (ulong seed = 0; seed < 12; seed++)
        {
            Score score = RandomScores.Arrangement(seed);
            string path = Save($"{seed}.mid", MidiWriter.Write(score));

            ProgramOutput output = await OtherProgram.RunAsync("midicsv", path);

            Assert.Equal(0, output.ExitCode);
            Assert.Equal(string.Empty, output.Errors);
            MidiCsv csv = MidiCsv.Of(output.Bytes);
            int[] tracks = [.. Enumerable.Range(2, score.Parts.Count)];
            Assert.Equal(
                score.Parts.SelectMany((part, i) => part.Notes.Select(note => $"{i} {Ticks(note.Onset, csv)} {Ticks(note.Onset + note.Duration, csv)} {note.Pitch.Midi}")).Order(),
                tracks.SelectMany((track, i) => csv.Notes(track).Select(note => $"{i} {note.Onset} {note.End} {note.Key}")).Order());
            Assert.Equal(
                score.Parts[0].Notes.SelectMany(note => note.Lyrics.Where(lyric => lyric.Verse == 1).Select(lyric => $"{Ticks(note.Onset, csv)} {lyric.Text}")),
                csv.Texts(2, "Lyric_t").Select(text => $"{text.Tick} {Bare(text.Text)}"));
        }
    }

    [RequiresProgramFact("abc2midi", "midicsv")]
    public async Task Abc2midi_hears_the_notes_and_syllables_of_our_abc()
    {
        for (ulong seed = 0; seed < 16; seed++)
        {
            Score score = OneVerse(RandomScores.Song(seed));
            string abc = Save($"{seed}.abc", AbcWriter.Write(score));
            string midi = _folder.Path($"{seed}.mid");

            ProgramOutput output = await OtherProgram.RunAsync("abc2midi", abc, "-o", midi);

            Assert.Equal(0, output.ExitCode);
            Assert.DoesNotMatch("(?i)warning|error", output.Text + output.Errors);
            MidiCsv csv = MidiCsv.Of((await OtherProgram.RunAsync("midicsv", midi)).Bytes);
            int track = csv.TrackWith("notes/lyric track");
            Assert.Equal(
                score.Parts[0].Notes.Select(note => (Ticks(note.Onset, csv) + 1, Ticks(note.Onset + note.Duration, csv), note.Pitch.Midi)),
                csv.Notes(track));
            Assert.Equal(
                score.Parts[0].Notes.SelectMany(note => note.Lyrics.Select(lyric => lyric.Text)),
                csv.Texts(track, "Text_t").Where(text => text.Tick > 0).Select(text => Bare(text.Text.TrimStart('\\', '/'))).Where(text => text.Length > 0));
        }
    }

    [RequiresProgramFact("abc2midi")]
    public async Task Abc2midi_takes_every_voice_of_an_arrangement()
    {
        for (ulong seed = 0; seed < 8; seed++)
        {
            string abc = Save($"{seed}.abc", AbcWriter.Write(RandomScores.Arrangement(seed)));

            ProgramOutput output = await OtherProgram.RunAsync("abc2midi", abc, "-o", _folder.Path("out.mid"));

            Assert.Equal(0, output.ExitCode);
            Assert.DoesNotMatch("(?i)warning|error", output.Text + output.Errors);
        }
    }

    [RequiresProgramFact("abc2midi")]
    public async Task We_read_what_abc2midi_writes()
    {
        foreach (Score score in (Score[])[SampleScores.Twinkle, SampleScores.QuietNight])
        {
            string midi = _folder.Path("out.mid");
            await OtherProgram.RunAsync("abc2midi", Save("in.abc", AbcWriter.Write(score with { Chords = [] })), "-o", midi);

            ScoreReading reading = ScoreReader.Read(await File.ReadAllBytesAsync(midi));

            Assert.Equal(score.Parts[0].Notes.Select(note => (note.Onset, note.Duration, note.Pitch)), reading.Score.Parts[0].Notes.Select(note => (note.Onset, note.Duration, note.Pitch)));
            Assert.Equal(
                score.Parts[0].Notes.SelectMany(note => note.Lyrics).Select(lyric => (lyric.Text, lyric.Syllabic)),
                reading.Score.Parts[0].Notes.SelectMany(note => note.Lyrics).Select(lyric => (lyric.Text, lyric.Syllabic)));
        }
    }

    [RequiresProgramFact("midi2abc")]
    public async Task We_read_what_midi2abc_writes()
    {
        ProgramOutput output = await OtherProgram.RunAsync("midi2abc", Save("in.mid", MidiWriter.Write(SampleScores.Twinkle with { Chords = [] })));

        Score read = ScoreReader.Read(output.Bytes).Score;

        Assert.Equal(SampleScores.Twinkle.Parts[0].Notes.Select(note => note.Pitch), read.Parts[0].Notes.Select(note => note.Pitch));
    }

    [RequiresProgramFact("abc2abc")]
    public async Task Abc2abc_finds_no_fault_in_a_lead_sheet()
    {
        for (ulong seed = 0; seed < 8; seed++)
        {
            ProgramOutput output = await OtherProgram.RunAsync("abc2abc", Save($"{seed}.abc", AbcWriter.Write(RandomScores.Song(seed))));

            Assert.DoesNotMatch("(?i)warning|error", output.Text + output.Errors);
        }
    }

    [RequiresProgramFact("musicxml2ly")]
    public async Task Musicxml2ly_takes_our_musicxml_without_a_warning_and_hears_the_same_pitches()
    {
        for (ulong seed = 0; seed < 4; seed++)
        {
            Score song = RandomScores.Song(seed);
            string path = Save($"{seed}.musicxml", MusicXmlWriter.Write(song));
            string ly = _folder.Path($"{seed}.ly");

            ProgramOutput output = await OtherProgram.RunAsync("musicxml2ly", "--absolute", "-o", ly, path);

            Assert.Equal(0, output.ExitCode);
            Assert.DoesNotMatch("(?i)warning|error", output.Errors);
            Assert.Equal(song.Parts[0].Notes.Select(note => note.Pitch.ToString()), LilyPitches(await File.ReadAllTextAsync(ly)));
        }
    }

    [RequiresProgramFact("musicxml2ly")]
    public async Task Musicxml2ly_takes_an_arrangement_without_a_warning()
    {
        string path = Save("in.musicxml", MusicXmlWriter.Write(RandomScores.Arrangement(5)));

        ProgramOutput output = await OtherProgram.RunAsync("musicxml2ly", "-o", _folder.Path("out.ly"), path);

        Assert.Equal(0, output.ExitCode);
        Assert.DoesNotMatch("(?i)warning|error", output.Errors);
    }

    [RequiresProgramFact("node")]
    public async Task Abcjs_which_engraves_the_page_finds_no_fault_and_the_same_syllables()
    {
        List<string> paths = [];
        for (ulong seed = 0; seed < 40; seed++)
        {
            Score score = seed % 2 == 0 ? OneVerse(RandomScores.Song(seed)) : OneVerse(RandomScores.Arrangement(seed));
            paths.Add(Save($"{seed}.abc", AbcWriter.Write(score)));
        }

        const string Script = """
            const abcjs = require(process.argv[1]), fs = require("fs");
            for (const path of process.argv.slice(2)) {
              const tune = abcjs.parseOnly(fs.readFileSync(path, "utf8"))[0];
              if (tune.warnings) console.log("warning", path, tune.warnings);
              console.log(tune.lines.flatMap(line => line.staff ?? []).flatMap(staff => staff.voices).flat()
                .flatMap(sign => sign.lyric ?? []).map(lyric => lyric.syllable).filter(text => text.trim()).join(" "));
            }
            """;

        ProgramOutput output = await OtherProgram.RunAsync("node", ["-e", Script, Path.Combine(RepositoryFolder.Root, "node_modules", "abcjs"), .. paths]);

        Assert.Equal(string.Empty, output.Errors);
        string[] lines = output.Text.TrimEnd('\n').Split('\n');
        for (ulong seed = 0; seed < 40; seed++)
        {
            Score score = OneVerse(RandomScores.Song(seed));
            string words = string.Join(' ', score.Parts[0].Notes.SelectMany(note => note.Lyrics).Select(lyric => lyric.Text));
            Assert.Equal(words, Plain(lines[(int)seed]));
        }

        // abcjs puts a space of no width before some signs.
        static string Plain(string text) => text.Replace("\u200B", string.Empty, StringComparison.Ordinal);
    }

    private static Score OneVerse(Score score) => score with
    {
        Parts = [.. score.Parts.Select(part => part with { Notes = [.. part.Notes.Select(note => note with { Lyrics = [.. note.Lyrics.Where(lyric => lyric.Verse == 1)] })] })],
    };

    private static string Bare(string text) => text.Trim().TrimEnd('-').Trim();

    private static long Ticks(Beats place, MidiCsv csv) => (long)Math.Round(place.ToDouble() * csv.Resolution);

    /// <summary>Reads the pitches of the first voice of a LilyPond file in absolute octaves and Dutch names, ties joined.</summary>
    private static List<string> LilyPitches(string ly)
    {
        string voice = ly[ly.IndexOf("VoiceOne =", StringComparison.Ordinal)..];
        voice = voice[..voice.IndexOf("\\bar \"|.\"", StringComparison.Ordinal)];
        voice = LilyKey().Replace(voice, string.Empty);
        List<string> pitches = [];
        bool tied = false;
        foreach (Match token in LilyToken().Matches(voice))
        {
            if (token.Value == "~")
            {
                tied = true;
                continue;
            }

            if (!tied)
            {
                string name = token.Groups["name"].Value;
                string signs = name[1..].Replace("isis", "##", StringComparison.Ordinal).Replace("is", "#", StringComparison.Ordinal)
                    .Replace("eses", "bb", StringComparison.Ordinal).Replace("ses", "bb", StringComparison.Ordinal)
                    .Replace("es", "b", StringComparison.Ordinal).Replace("s", "b", StringComparison.Ordinal);
                int octave = 3 + token.Groups["octave"].Value.Sum(sign => sign == '\'' ? 1 : -1);
                pitches.Add(string.Create(CultureInfo.InvariantCulture, $"{char.ToUpperInvariant(name[0])}{signs}{octave}"));
            }

            tied = false;
        }

        return pitches;
    }

    [GeneratedRegex(@"(?<![\\A-Za-z""])(?<name>[a-g](?:isis|is|eses|ses|es|s)?)(?<octave>[',]*)[!?]?(?=\d|\s|\.)|~")]
    private static partial Regex LilyToken();

    [GeneratedRegex(@"\\key \S+ \\\w+")]
    private static partial Regex LilyKey();

    private string Save(string name, byte[] bytes)
    {
        string path = _folder.Path(name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>The output of midicsv: one event a line. Its quoted texts escape bytes beyond ASCII as octal numbers.</summary>
    private sealed class MidiCsv
    {
        private readonly List<(int Track, long Tick, string Type, string[] Fields, string Text)> _events = [];

        public int Resolution { get; private init; }

        public static MidiCsv Of(byte[] bytes)
        {
            string[] lines = Encoding.Latin1.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            MidiCsv csv = new() { Resolution = int.Parse(lines[0].Split(", ")[5], CultureInfo.InvariantCulture) };
            foreach (string line in lines)
            {
                string[] fields = line.Split(", ");
                int quote = line.IndexOf('"', StringComparison.Ordinal);
                string text = quote < 0 ? string.Empty : Unquote(line[(quote + 1)..line.LastIndexOf('"')]);
                csv._events.Add((int.Parse(fields[0], CultureInfo.InvariantCulture), long.Parse(fields[1], CultureInfo.InvariantCulture), fields[2], fields, text));
            }

            return csv;
        }

        public IEnumerable<(long Tick, string Text)> Texts(int track, string type) =>
            _events.Where(item => item.Track == track && item.Type == type).Select(item => (item.Tick, item.Text));

        public int TrackWith(string text) => _events.First(item => item.Text == text).Track;

        public List<(long Onset, long End, int Key)> Notes(int track)
        {
            List<(long, long, int)> notes = [];
            Dictionary<int, long> open = [];
            foreach ((_, long tick, string type, string[] fields, _) in _events.Where(item => item.Track == track && item.Type.StartsWith("Note_", StringComparison.Ordinal)))
            {
                int key = int.Parse(fields[4], CultureInfo.InvariantCulture);
                if (type == "Note_on_c" && fields[5].Trim() != "0")
                {
                    open[key] = tick;
                }
                else
                {
                    notes.Add((open[key], tick, key));
                }
            }

            return [.. notes.OrderBy(note => note.Item1).ThenBy(note => note.Item3)];
        }

        private static string Unquote(string text)
        {
            StringBuilder bytes = new();
            for (int i = 0; i < text.Length; i++)
            {
                if (text[i] == '\\' && i + 3 < text.Length && char.IsAsciiDigit(text[i + 1]))
                {
                    bytes.Append((char)Convert.ToInt32(text.Substring(i + 1, 3), 8));
                    i += 3;
                }
                else if (text[i] is '\\' or '"' && i + 1 < text.Length && text[i + 1] == text[i])
                {
                    bytes.Append(text[i++]);
                }
                else
                {
                    bytes.Append(text[i]);
                }
            }

            return Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(bytes.ToString()));
        }
    }
}
