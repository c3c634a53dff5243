using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using MultiModal.Music;
using MultiModal.Music.Melody;
using MultiModal.Music.Melody.Model;
using MultiModal.Onnx;
using MultiModal.Onnx.Packs;
using MultiModal.Onnx.Runtime;
using MultiModal.Text;

namespace MultiModal.Benchmarks.Melody;

/// <summary>How well the melody model foretells songs it never saw, beside a Markov model of order 5; and how near its songs come to the ones people wrote to the same words, beside floors.</summary>
internal static class MelodyBenchmark
{
    private const int MostSyllables = 64;
    private static readonly string[] Meters = ["2/4", "3/4", "4/4", "6/8"];

    public static BenchmarkCommand Command { get; } = new(
        "melody", "DATA: held-out cross-entropy and accuracy against Markov-5, and PD, DD, MD beside their floors (DATA holds songs.jsonl.gz).", RunAsync);

    private static async Task<int> RunAsync(string[] args)
    {
        string folder = args.Length > 0 ? args[0] : string.Empty;
        if (!File.Exists(Path.Combine(folder, "songs.jsonl.gz")))
        {
            await Console.Error.WriteLineAsync("Give the folder with songs.jsonl.gz, song-chords.jsonl.gz, cmudict.txt.gz and mood-en.jsonl.gz as the argument: melody DATA.").ConfigureAwait(false);
            return 2;
        }

        IReadOnlyList<HumanSong> songs = SongCorpus.Read(folder);
        SungWords words = new(folder);
        await using ServiceProvider services = new ServiceCollection().AddMultiModalOnnx().BuildServiceProvider();
        using LstmNoteProposer lstm = LstmNoteProposer.Open(services.GetRequiredService<SessionPool>(), services.GetRequiredService<ModelPackLibrary>().Require(LstmMelodyGenerator.PackId));
        Foretell(songs, words, lstm);
        await CompareAsync(songs, words, lstm.Vocabulary, services).ConfigureAwait(false);
        return 0;
    }

    private static void Foretell(IReadOnlyList<HumanSong> songs, SungWords words, LstmNoteProposer lstm)
    {
        NoteVocabulary vocabulary = lstm.Vocabulary;
        MarkovBaseline markov = new(vocabulary.Gaps.Count, vocabulary.Durations.Count, vocabulary.PitchCount);
        foreach (HumanSong song in songs.Where(song => song.Part == "train"))
        {
            markov.Learn(Classes(song, vocabulary));
        }

        HumanSong[] held = [.. songs.Where(song => song.Part == "test")];
        double[] lstmNats = new double[3], markovNats = new double[3];
        int lstmRight = 0, markovRight = 0, notes = 0;
        long started = Stopwatch.GetTimestamp();
        foreach (HumanSong[] group in held.OrderBy(song => song.Notes.Count).Chunk(LstmNoteProposer.Batch))
        {
            lstmRight += Foretell(group, words, lstm, lstmNats);
        }

        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        foreach (HumanSong song in held)
        {
            (double[] nats, int right) = markov.Measure(Classes(song, vocabulary));
            markovRight += right;
            notes += song.Notes.Count;
            for (int i = 0; i < 3; i++)
            {
                markovNats[i] += nats[i];
            }
        }

        Print($"held-out songs: {held.Length} ({held.Count(song => song.Language == "en")} English), {notes} notes; the LSTM read {notes / seconds:0} notes a second");
        Print($"{"",-12} {"rest",8} {"length",8} {"pitch",8} {"nats/note",10} {"whole note foretold",20}");
        Row("melody-lstm", lstmNats, lstmRight, notes);
        Row("Markov-5", markovNats, markovRight, notes);
        Print($"cross-entropy of the LSTM is {lstmNats.Sum() / markovNats.Sum():0.000} of the baseline's");
    }

    private static void Row(string name, double[] nats, int right, int notes) =>
        Print($"{name,-12} {nats[0] / notes,8:0.0000} {nats[1] / notes,8:0.0000} {nats[2] / notes,8:0.0000} {nats.Sum() / notes,10:0.0000} {100.0 * right / notes,19:0.00}%");

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static List<(int Gap, int Duration, int Pitch)> Classes(HumanSong song, NoteVocabulary vocabulary)
    {
        int tonic = vocabulary.ReferenceTonic(song.Centre(), song.Tonic);
        return
        [
            .. song.Notes.Select((note, i) => (
                vocabulary.GapClass(note.Onset - (i == 0 ? 0 : song.Notes[i - 1].End)), vocabulary.DurationClass(note.Duration), vocabulary.PitchClass(note.Midi - tonic))),
        ];
    }

    /// <summary>Steps up to eight songs side by side with the true notes, and adds up what the model gave them.</summary>
    private static int Foretell(HumanSong[] songs, SungWords words, LstmNoteProposer lstm, double[] nats)
    {
        Reader[] readers = [.. songs.Select(song => new Reader(song, words, lstm))];
        int right = 0;
        for (int i = 0; i < songs[^1].Notes.Count; i++)
        {
            Reader[] going = [.. readers.Where(reader => i < reader.Count)];
            IReadOnlyList<NoteProposal> proposals = lstm.Propose([.. going.Select(reader => reader.Row(i))], [.. going.Select(reader => reader.State)]);
            for (int k = 0; k < going.Length; k++)
            {
                right += going[k].Take(i, proposals[k], nats) ? 1 : 0;
            }
        }

        return right;
    }

    private static async Task CompareAsync(IReadOnlyList<HumanSong> songs, SungWords words, NoteVocabulary vocabulary, ServiceProvider services)
    {
        HumanSong[] held = [.. songs.Where(song => song.Part == "test" && song.Language == "en" && song.Verse.Count >= 16)];
        LstmMelodyGenerator lstm = new(services.GetRequiredService<SessionPool>(), services.GetRequiredService<ModelPackLibrary>());
        RulesMelodyGenerator rules = new();
        Print($"");
        Print($"melodies for the words of {held.Length} held-out English songs, cut to {MostSyllables} syllables; mode and metre given where we write in them");
        Print($"{"",-24} {"PD %",8} {"DD %",8} {"MD",8}");
        await ReportAsync("melody-lstm", held, vocabulary, (song, _) => SingAsync(lstm, song, words, vocabulary)).ConfigureAwait(false);
        await ReportAsync("melody-rules", held, vocabulary, (song, _) => SingAsync(rules, song, words, vocabulary)).ConfigureAwait(false);
        await ReportAsync("floor: another song", held, vocabulary, (_, i) => Task.FromResult(Measured(held[(i + (held.Length / 2)) % held.Length], vocabulary))).ConfigureAwait(false);
        await ReportAsync("floor: random pentatonic", held, vocabulary, (song, i) => Task.FromResult(RandomNotes(Measured(song, vocabulary).Count, (ulong)i))).ConfigureAwait(false);
        await ReportAsync("floor: one note", held, vocabulary, (song, _) => Task.FromResult<IReadOnlyList<MeasuredNote>>(
            [.. Measured(song, vocabulary).Select((_, k) => new MeasuredNote(k * 24, 24, 0))])).ConfigureAwait(false);
    }

    private static async Task ReportAsync(string name, HumanSong[] held, NoteVocabulary vocabulary, Func<HumanSong, int, Task<IReadOnlyList<MeasuredNote>>> make)
    {
        double pitch = 0, duration = 0, distance = 0;
        for (int i = 0; i < held.Length; i++)
        {
            IReadOnlyList<MeasuredNote> human = Measured(held[i], vocabulary);
            IReadOnlyList<MeasuredNote> made = await make(held[i], i).ConfigureAwait(false);
            made = made.Count > human.Count ? [.. made.Take(human.Count)] : made;
            pitch += MelodyDistances.Overlap(human.Select(note => note.Pitch), made.Select(note => note.Pitch));
            duration += MelodyDistances.Overlap(human.Select(note => note.Duration), made.Select(note => note.Duration));
            distance += MelodyDistances.Warped(human, made);
        }

        Print($"{name,-24} {100 * pitch / held.Length,8:0.00} {100 * duration / held.Length,8:0.00} {distance / held.Length,8:0.00}");
    }

    private static async Task<IReadOnlyList<MeasuredNote>> SingAsync(IMelodyGenerator generator, HumanSong song, SungWords words, NoteVocabulary vocabulary)
    {
        Mode mode = song.Mode switch { "minor" or "pentatonic-minor" => Mode.Minor, "dorian" => Mode.Dorian, "mixolydian" => Mode.Mixolydian, "pentatonic-major" => Mode.Pentatonic, _ => Mode.Major };
        Pitch tonic = Pitch.FromMidi(60 + song.Tonic, mode is Mode.Minor or Mode.Dorian ? 0 : -2);
        Key key = new(tonic.Step, tonic.Alter, mode);
        MelodyOptions options = new()
        {
            Key = Math.Abs(key.Fifths) <= 7 ? key : null,
            Meter = Array.IndexOf(Meters, song.Time.ToString()) >= 0 ? song.Time : null,
            Seed = 1,
        };
        MelodyResponse response = await generator.GenerateAsync(new MelodyRequest { Lyrics = words.ToProsody(song, MostSyllables) }, options).ConfigureAwait(false);
        int centre = (response.Options.LowestPitch!.Value + response.Options.HighestPitch!.Value) / 2;
        int reference = vocabulary.ReferenceTonic(centre, response.Options.Key!.Value.TonicPitchClass);
        return [.. response.Score.Parts[0].Notes.Select(note => new MeasuredNote((int)(note.Onset.ToDouble() * 24), (int)(note.Duration.ToDouble() * 24), note.Pitch.Midi - reference))];
    }

    private static IReadOnlyList<MeasuredNote> Measured(HumanSong song, NoteVocabulary vocabulary)
    {
        int tonic = vocabulary.ReferenceTonic(song.Centre(), song.Tonic);
        int last = song.Verse.Count > MostSyllables ? song.Verse[MostSyllables].Note : song.Notes.Count;
        return [.. song.Notes.Take(last).Select(note => new MeasuredNote(note.Onset, note.Duration, note.Midi - tonic))];
    }

    private static IReadOnlyList<MeasuredNote> RandomNotes(int count, ulong seed)
    {
        SeededRandom random = new(seed);
        int[] pitches = [-5, -3, 0, 2, 4, 7, 9, 12];
        int[] durations = [12, 12, 24, 24, 36, 48];
        List<MeasuredNote> notes = [];
        int onset = 0;
        for (int i = 0; i < count; i++)
        {
            notes.Add(new MeasuredNote(onset, durations[random.Next(durations.Length)], pitches[random.Next(pitches.Length)]));
            onset += notes[^1].Duration;
        }

        return notes;
    }

    /// <summary>Reads one song note by note.</summary>
    private sealed class Reader
    {
        private readonly NoteFeatureEncoder _encoder;
        private readonly NoteVocabulary _vocabulary;
        private readonly List<(int Gap, int Duration, int Pitch)> _classes;
        private readonly IReadOnlyList<(int Bar, int Position)> _places;
        private readonly List<ModelNote> _written = [];
        private readonly int[] _owner;
        private readonly bool[] _fresh;

        public Reader(HumanSong song, SungWords words, LstmNoteProposer lstm)
        {
            (SungText text, double? valence) = words.Read(song);
            _vocabulary = lstm.Vocabulary;
            _encoder = new NoteFeatureEncoder(_vocabulary, text, song.Time, song.Mode, song.Qpm, valence);
            _classes = Classes(song, _vocabulary);
            _places = song.Places();
            State = lstm.Start;
            (_owner, _fresh) = (new int[song.Notes.Count], new bool[song.Notes.Count]);
            Dictionary<int, int> starts = [];
            for (int s = 0; s < song.Verse.Count; s++)
            {
                starts[song.Verse[s].Note] = s;
            }

            int current = -1;
            for (int i = 0; i < song.Notes.Count; i++)
            {
                if (starts.TryGetValue(i, out int syllable))
                {
                    (current, _fresh[i]) = (syllable, true);
                }

                _owner[i] = Math.Max(current, 0);
            }
        }

        public int Count => _classes.Count;

        public NoteState State { get; private set; }

        public int[] Row(int i)
        {
            int[] row = new int[_vocabulary.Features.Count];
            _encoder.Encode(row, new NoteHistory(_written, []), _owner[i], _fresh[i], _places[i].Bar, _places[i].Position);
            return row;
        }

        public bool Take(int i, NoteProposal proposal, double[] nats)
        {
            (int gap, int duration, int pitch) = _classes[i];
            double[] gaps = proposal.LogGaps(), durations = proposal.LogDurations(gap), pitches = proposal.LogPitches(gap, duration);
            nats[0] -= gaps[gap];
            nats[1] -= durations[duration];
            nats[2] -= pitches[pitch];
            ModelNote note = new(gap, duration, pitch, _owner[i], _fresh[i], _places[i].Bar);
            _encoder.Settle(i, note);
            _written.Add(note);
            State = proposal.Next;
            return Array.IndexOf(gaps, gaps.Max()) == gap && Array.IndexOf(durations, durations.Max()) == duration && Array.IndexOf(pitches, pitches.Max()) == pitch;
        }
    }
}
