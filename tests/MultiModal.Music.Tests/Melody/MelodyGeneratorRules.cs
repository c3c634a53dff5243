using MultiModal.Music.Melody;
using MultiModal.Text;

namespace MultiModal.Music.Tests.Melody;

/// <summary>What holds for every melody, whoever proposes its notes.</summary>
public abstract class MelodyGeneratorRules
{
    private static readonly int[] ForbiddenLeaps = [6, 10, 11];

    public static TheoryData<string, ulong> Cases
    {
        get
        {
            TheoryData<string, ulong> cases = [];
            foreach (string meter in new[] { "2/4", "3/4", "4/4", "6/8" })
            {
                cases.Add(meter, 1);
            }

            cases.Add("4/4", 2);
            return cases;
        }
    }

    public static TheoryData<Mode> Modes => [Mode.Major, Mode.Minor, Mode.Dorian, Mode.Mixolydian, Mode.Pentatonic, Mode.Phrygian, Mode.Lydian];

    protected abstract IMelodyGenerator Generator { get; }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Every_syllable_has_a_note_and_every_other_note_continues_one(string meter, ulong seed)
    {
        foreach (Prosody words in new[] { Words.Ballad, Words.QuietNight })
        {
            Score score = await Sing(words, new MelodyOptions { Meter = Meter(meter), Seed = seed });

            Assert.Equal(Words.Sung(words), score.Parts[0].Notes.SelectMany(note => note.Lyrics).Select(lyric => lyric.Text));
            Note? before = null;
            foreach (Note note in score.Parts[0].Notes)
            {
                bool expected = before?.Lyrics.Count > 0 && before.Lyrics[0].Extends;
                Assert.Equal(note.Lyrics.Count == 0, expected);
                before = note;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Notes_follow_one_another_on_the_grid_and_bars_are_whole(string meter, ulong seed)
    {
        Score score = await Sing(Words.Ballad, new MelodyOptions { Meter = Meter(meter), Seed = seed });

        Beats end = Beats.Zero;
        foreach (Note note in score.Parts[0].Notes)
        {
            Assert.True(note.Onset >= end && note.Duration > Beats.Zero);
            Assert.Equal(Beats.Zero, note.Onset % new Beats(1, 4));
            end = note.Onset + note.Duration;
        }

        Assert.Equal(Beats.Zero, score.Parts[0].Notes[0].Onset);
        Assert.True(score.Pickup < Meter(meter).Bar);
        Assert.Equal(8, score.PhraseEnds.Count);
        Assert.Equal(score.PhraseEnds[^1], score.End);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Only_notes_of_the_mode_are_sung_but_for_the_leading_note_of_minor(Mode mode)
    {
        Key key = new(PitchStep.D, 0, mode);
        int[] allowed = mode switch
        {
            Mode.Major => [0, 2, 4, 5, 7, 9, 11],
            Mode.Minor => [0, 2, 3, 5, 7, 8, 10, 11],
            Mode.Dorian => [0, 2, 3, 5, 7, 9, 10],
            Mode.Phrygian => [0, 1, 3, 5, 7, 8, 10],
            Mode.Lydian => [0, 2, 4, 6, 7, 9, 11],
            Mode.Mixolydian => [0, 2, 4, 5, 7, 9, 10],
            _ => [0, 2, 4, 7, 9],
        };

        Score score = await Sing(Words.Ballad, new MelodyOptions { Key = key, Seed = 5 });

        IReadOnlyList<Note> notes = score.Parts[0].Notes;
        Assert.All(notes, note => Assert.Contains((note.Pitch.PitchClass - 2 + 12) % 12, allowed));
        for (int i = 0; mode == Mode.Minor && i < notes.Count; i++)
        {
            if ((notes[i].Pitch.PitchClass - 2 + 12) % 12 == 11)
            {
                Assert.Equal(1, notes[i + 1].Pitch.Midi - notes[i].Pitch.Midi);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_song_ends_on_its_tonic_over_its_tonic_chord(string meter, ulong seed)
    {
        foreach (Prosody words in new[] { Words.Ballad, Words.QuietNight })
        {
            Score score = await Sing(words, new MelodyOptions { Meter = Meter(meter), Seed = seed });

            Key key = score.Keys[0].Key;
            Assert.Equal(key.TonicPitchClass, score.Parts[0].Notes[^1].Pitch.PitchClass);
            Assert.Equal((key.Tonic, key.Alter), (score.Chords[^1].Root, score.Chords[^1].Alter));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Within_a_phrase_there_is_no_leap_that_a_singer_would_curse(string meter, ulong seed)
    {
        Score score = await Sing(Words.Ballad, new MelodyOptions { Meter = Meter(meter), Seed = seed });

        IReadOnlyList<Note> notes = score.Parts[0].Notes;
        for (int i = 1; i < notes.Count; i++)
        {
            if (!score.PhraseEnds.Contains(notes[i - 1].Onset + notes[i - 1].Duration))
            {
                int leap = Math.Abs(notes[i].Pitch.Midi - notes[i - 1].Pitch.Midi);
                Assert.True(leap <= 12 && !ForbiddenLeaps.Contains(leap), $"note {i} leaps {leap} semitones");
            }
        }
    }

    [Theory]
    [InlineData(55, 67)]
    [InlineData(60, 76)]
    [InlineData(48, 55)]
    public async Task The_range_is_kept(int lowest, int highest)
    {
        Score score = await Sing(Words.Ballad, new MelodyOptions { LowestPitch = lowest, HighestPitch = highest, Seed = 3 });

        Assert.All(score.Parts[0].Notes, note => Assert.InRange(note.Pitch.Midi, lowest, highest));
    }

    [Fact]
    public async Task Left_alone_a_song_keeps_to_about_a_tenth()
    {
        for (ulong seed = 1; seed <= 4; seed++)
        {
            Score score = await Sing(Words.Ballad, new MelodyOptions { Seed = seed });

            int[] pitches = [.. score.Parts[0].Notes.Select(note => note.Pitch.Midi)];
            Assert.InRange(pitches.Max() - pitches.Min(), 5, 16);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Stressed_syllables_stand_on_beats(string meter, ulong seed)
    {
        Score score = await Sing(Words.Ballad, new MelodyOptions { Meter = Meter(meter), Seed = seed });

        bool[] stressed = [.. Words.Ballad.Lines.SelectMany(line => line.Words).SelectMany(word => word.Syllables).Select(syllable => syllable.Stress == Stress.Primary)];
        Note[] sung = [.. score.Parts[0].Notes.Where(note => note.Lyrics.Count > 0)];
        int onBeat = sung.Where((note, i) => stressed[i] && (note.Onset - score.Pickup) % Meter(meter).Pulse == Beats.Zero).Count();
        Assert.True(onBeat >= 0.85 * stressed.Count(item => item), $"{onBeat} of {stressed.Count(item => item)} stressed syllables stand on a beat");
    }

    [Fact]
    public async Task The_melody_seldom_contradicts_the_tones_of_Chinese_words()
    {
        int against = 0, asked = 0;
        for (ulong seed = 1; seed <= 6; seed++)
        {
            Score score = await Sing(Words.QuietNight, new MelodyOptions { Seed = seed });
            Note[] sung = [.. score.Parts[0].Notes.Where(note => note.Lyrics.Count > 0)];
            int[] tones = [.. Words.QuietNight.Lines.SelectMany(line => line.Words).Select(word => word.Syllables[0].Tone)];
            for (int i = 1; i < sung.Length; i++)
            {
                // A high tone (1) after a low one (3) and the reverse are the pairs in which the voice moves furthest.
                int move = (tones[i - 1], tones[i]) switch { (3, 1) or (3, 4) or (3, 2) => 1, (1, 3) or (4, 3) or (2, 3) or (1, 2) => -1, _ => 0 };
                bool samePhrase = i % 5 != 0;
                asked += samePhrase && move != 0 ? 1 : 0;
                against += samePhrase && move != 0 && Math.Sign(sung[i].Pitch.Midi - sung[i - 1].Pitch.Midi) == -move ? 1 : 0;
            }
        }

        Assert.True(asked >= 12);
        Assert.True(against <= asked * 0.2, $"{against} of {asked} pairs of tones are contradicted");
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_bytes_and_another_seed_another_song()
    {
        byte[] first = ArtifactJson.Write(await Sing(Words.Ballad, new MelodyOptions { Seed = 11 }));
        byte[] second = ArtifactJson.Write(await Sing(Words.Ballad, new MelodyOptions { Seed = 11, Threads = 2 }));
        byte[] other = ArtifactJson.Write(await Sing(Words.Ballad, new MelodyOptions { Seed = 12 }));

        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public async Task What_the_options_leave_open_is_decided_and_handed_back_and_gives_the_same_song_again()
    {
        MelodyRequest request = new() { Lyrics = Words.Ballad, Mood = Mood.Named("melancholy"), Title = "Bay" };

        MelodyResponse first = await Generator.GenerateAsync(request, new MelodyOptions { Seed = 4 });
        MelodyResponse again = await Generator.GenerateAsync(request, first.Options);

        Assert.NotNull(first.Options.Key);
        Assert.NotNull(first.Options.Meter);
        Assert.InRange(first.Options.Qpm!.Value, 40, 240);
        Assert.NotNull(first.Options.LowestPitch);
        Assert.NotNull(first.Options.HighestPitch);
        Assert.NotNull(first.Options.Temperature);
        Assert.Equal(ArtifactJson.Write(first.Score), ArtifactJson.Write(again.Score));
    }

    [Fact]
    public async Task Stirred_moods_are_faster_than_still_ones_and_grief_is_not_in_major()
    {
        Score storm = (await Generator.GenerateAsync(new MelodyRequest { Lyrics = Words.Ballad, Mood = Mood.Named("stormy") })).Score;
        Score calm = (await Generator.GenerateAsync(new MelodyRequest { Lyrics = Words.Ballad, Mood = Mood.Named("serene") })).Score;
        Score grief = (await Generator.GenerateAsync(new MelodyRequest { Lyrics = Words.Ballad, Mood = Mood.Named("grieving") })).Score;

        Assert.True(storm.Tempos[0].Qpm > calm.Tempos[0].Qpm + 20);
        Assert.Contains(grief.Keys[0].Key.Mode, new[] { Mode.Minor, Mode.Dorian });
    }

    [Fact]
    public async Task A_stanza_of_the_same_shape_takes_up_the_same_tune()
    {
        Score score = await Sing(Words.Ballad, new MelodyOptions { Seed = 6 });

        Note[] sung = [.. score.Parts[0].Notes.Where(note => note.Lyrics.Count > 0)];
        int same = Enumerable.Range(0, 14).Count(i => sung[i].Pitch == sung[28 + i].Pitch && sung[i].Duration == sung[28 + i].Duration);
        Assert.True(same >= 9, $"{same} of the first 14 syllables return as they were");
    }

    [Fact]
    public async Task Many_stanzas_of_one_shape_stand_as_verses_under_the_same_notes()
    {
        Prosody ballad = Words.Lines(200, 4, "The *wind has *put its *voice to *sleep.");

        Score score = await Sing(ballad, new MelodyOptions { Seed = 1 });

        IEnumerable<Lyric> lyrics = score.Parts[0].Notes.SelectMany(note => note.Lyrics);
        Assert.Equal(200 * 8, lyrics.Count());
        Assert.Equal(8, lyrics.Max(lyric => lyric.Verse));
    }

    [Theory]
    [InlineData("*one")]
    [InlineData("*hmm.")]
    [InlineData("42")]
    [InlineData("*🌙-🌊 *xyz")]
    [InlineData("a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a")]
    public async Task Odd_words_are_sung_all_the_same(string line)
    {
        Prosody words = Words.English(line);

        Score score = await Sing(words, new MelodyOptions { Seed = 2 });

        Assert.Equal(Words.Sung(words), score.Parts[0].Notes.SelectMany(note => note.Lyrics).Select(lyric => lyric.Text));
    }

    [Fact]
    public async Task No_words_are_refused_in_one_sentence()
    {
        Prosody nothing = new() { Language = Language.En, Lines = [] };

        BadInputException fault = await Assert.ThrowsAsync<BadInputException>(() => Generator.GenerateAsync(new MelodyRequest { Lyrics = nothing }));

        Assert.Contains("no words", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_words_are_refused_with_the_limit_and_the_number_found()
    {
        Prosody lines = Words.Lines(401, 4, "*one");
        Prosody syllables = Words.Lines(400, 4, string.Join(' ', Enumerable.Repeat("*one", 11)));

        Assert.Contains("401", (await Assert.ThrowsAsync<BadInputException>(() => Generator.GenerateAsync(new MelodyRequest { Lyrics = lines }))).Message, StringComparison.Ordinal);
        Assert.Contains("4400", (await Assert.ThrowsAsync<BadInputException>(() => Generator.GenerateAsync(new MelodyRequest { Lyrics = syllables }))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5/4", null, null, null)]
    [InlineData(null, 500.0, null, null)]
    [InlineData(null, double.NaN, null, null)]
    [InlineData(null, null, 60, 66)]
    [InlineData(null, null, 5, 66)]
    public async Task Options_out_of_range_are_refused(string? meter, double? qpm, int? lowest, int? highest)
    {
        MelodyOptions options = new() { Meter = meter is null ? null : Meter(meter), Qpm = qpm, LowestPitch = lowest, HighestPitch = highest };

        await Assert.ThrowsAsync<BadInputException>(() => Generator.GenerateAsync(new MelodyRequest { Lyrics = Words.Ballad }, options));
    }

    [Fact]
    public async Task A_cancelled_call_stops()
    {
        using CancellationTokenSource source = new();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Generator.GenerateAsync(new MelodyRequest { Lyrics = Words.Ballad }, cancellationToken: source.Token));
    }

    private static TimeSignature Meter(string text) => new(text[0] - '0', text[2] - '0');

    private async Task<Score> Sing(Prosody words, MelodyOptions options) =>
        (await Generator.GenerateAsync(new MelodyRequest { Lyrics = words, Mood = Mood.Named("hopeful"), Title = "Test" }, options)).Score;
}
