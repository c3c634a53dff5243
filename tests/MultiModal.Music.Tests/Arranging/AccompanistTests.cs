using MultiModal.Music.Arranging;
using MultiModal.Music.Scores;
using MultiModal.Music.Tests.Scores;
using MultiModal.Text;
using MultiModal.Tools;

namespace MultiModal.Music.Tests.Arranging;

public class AccompanistTests
{
    private static readonly TimeSignature[] Meters = [new(4, 4), new(3, 4), new(2, 4), new(6, 8), new(5, 4), new(12, 8), new(3, 8)];

    private static IEnumerable<(string Name, Score Melody, Score Arranged)> Many()
    {
        ulong seed = 0;
        foreach (string ensemble in Accompanist.Ensembles)
        {
            foreach (TimeSignature time in Meters)
            {
                foreach (Mood mood in new[] { Mood.Named("joyful"), Mood.Named("melancholy"), Mood.Named("stormy"), Mood.Named("serene") })
                {
                    Score melody = LeadSheets.Random(seed++, time);
                    yield return ($"{ensemble} {time} {mood.Name} {seed}", melody, Arrange(melody, new ArrangementOptions { Ensemble = ensemble, Mood = mood, Seed = seed }));
                }
            }
        }
    }

    [Fact]
    public void Melody_StaysNoteForNote()
    {
        foreach ((string name, Score melody, Score arranged) in Many())
        {
            Assert.True(melody.Parts[0].Notes.SequenceEqual(arranged.Parts[0].Notes), name);
            Assert.True(arranged.Parts.Count > 1, name);
        }
    }

    [Fact]
    public void Arrangement_KeepsTheRulesOfScores()
    {
        foreach ((string name, _, Score arranged) in Many())
        {
            Exception? fault = Record.Exception(() => ScoreRules.Check(arranged));
            Assert.True(fault is null, $"{name}: {fault?.Message}");
        }
    }

    [Fact]
    public void StrongBeats_CarryChordTonesOnly()
    {
        foreach ((string name, Score melody, Score arranged) in Many())
        {
            IReadOnlyList<Bar> bars = BarLines.Of(melody);
            foreach (Part part in Pitched(arranged).Where(part => part.Id != "dizi"))
            {
                foreach (Note note in part.Notes)
                {
                    Bar bar = bars.Last(item => item.Start <= note.Onset);
                    Beats offset = note.Onset - bar.Start;
                    bool strong = offset == Beats.Zero || (offset * 2 == bar.Time.Bar && bar.Time.Numerator % 2 == 0);
                    ChordSymbol? chord = arranged.Chords.LastOrDefault(item => item.Onset <= note.Onset);
                    if (strong)
                        Assert.True(chord is not null && ChordTones.PitchClasses(chord).Append(ChordTones.BassPitchClass(chord)).Contains(note.Pitch.PitchClass), $"{name}: {part.Id} has {note.Pitch} at {note.Onset} over {chord}");
                }
            }
        }
    }

    [Fact]
    public void Accompaniment_StaysBelowTheMelody()
    {
        foreach ((string name, Score melody, Score arranged) in Many())
        {
            foreach (Part part in Pitched(arranged).Where(part => part.Id != "dizi"))
            {
                foreach (Note note in part.Notes)
                {
                    int lowest = melody.Parts[0].Notes
                        .Where(sung => sung.Onset < note.Onset + note.Duration && sung.Onset + sung.Duration > note.Onset)
                        .Select(sung => sung.Pitch.Midi).DefaultIfEmpty(128).Min();
                    Assert.True(note.Pitch.Midi < lowest, $"{name}: {part.Id} has {note.Pitch} at {note.Onset} against {lowest}");
                }
            }
        }
    }

    [Fact]
    public void Doubling_RepeatsTheMelodyExactly()
    {
        foreach ((string name, Score melody, Score arranged) in Many())
        {
            foreach (Note note in arranged.Parts.Where(part => part.Id == "dizi").SelectMany(part => part.Notes))
                Assert.Contains(melody.Parts[0].Notes, sung => sung.Onset == note.Onset && sung.Duration == note.Duration && sung.Pitch.Midi == note.Pitch.Midi);

            Assert.NotEmpty(name);
        }
    }

    [Fact]
    public void EveryFullBarUnderAChord_HasSomethingToPlay_AndNothingPassesTheLastBar()
    {
        foreach ((string name, Score melody, Score arranged) in Many())
        {
            IReadOnlyList<Bar> bars = BarLines.Of(melody);
            foreach (Bar bar in bars.Where(bar => !bar.IsPickup))
                Assert.True(Pitched(arranged).Any(part => part.Notes.Any(note => note.Onset < bar.End && note.Onset + note.Duration > bar.Start)), $"{name}: bar {bar.Number} is empty");

            Assert.True(arranged.End <= bars[^1].End, name);
        }
    }

    [Fact]
    public void LastChord_IsHeldToTheEndOfTheLastBar()
    {
        foreach ((string name, Score melody, Score arranged) in Many())
        {
            Beats end = BarLines.Of(melody)[^1].End;
            Beats start = Beats.Max(Beats.Max(melody.Parts[0].Notes[^1].Onset, BarLines.Of(melody)[^1].Start), melody.Chords[^1].Onset);
            Note[] last = [.. Pitched(arranged).Where(part => part.Id is not ("dizi" or "erhu" or "accordion" or "strings")).SelectMany(part => part.Notes).Where(note => note.Onset >= start)];
            Assert.True(last.Length > 0 && last.All(note => note.Onset == start && note.Onset + note.Duration == end), name);
        }
    }

    [Fact]
    public void Voices_MoveLittleFromChordToChord()
    {
        // Given a progression under a high melody
        ChordSymbol[] chords = [.. "CFGCAFDGC".Select((root, i) => new ChordSymbol(i * 4, Enum.Parse<PitchStep>([root]), 0, root is 'A' or 'D' ? ChordQuality.Minor : ChordQuality.Major))];
        Voicer voicer = new(41, 47, 59);

        // When
        int[][] voicings = [.. chords.Select(chord => voicer.Next(chord, 76))];

        // Then no voice leaps more than a fourth
        for (int i = 1; i < voicings.Length; i++)
        {
            Assert.Equal(3, voicings[i].Length);
            for (int voice = 0; voice < 3; voice++)
                Assert.InRange(Math.Abs(voicings[i][voice] - voicings[i - 1][voice]), 0, 5);
        }
    }

    [Fact]
    public void Voicing_GetsThinnerUnderALowMelody_AndVanishesWithoutRoom()
    {
        ChordSymbol chord = new(0, PitchStep.C, 0, ChordQuality.Major7);

        Assert.Equal(4, new Voicer(41, 47, 59).Next(chord, 72).Length);
        Assert.InRange(new Voicer(41, 47, 59).Next(chord, 56).Length, 2, 3);
        Assert.Empty(new Voicer(41, 47, 59).Next(chord, 40));
    }

    [Fact]
    public void SameSeed_GivesTheSameArrangement_AnotherSeedAnother()
    {
        Score melody = LeadSheets.Random(3, new TimeSignature(4, 4));

        byte[] one = ArtifactJson.Write(Arrange(melody, new ArrangementOptions { Seed = 1 }));
        byte[] again = ArtifactJson.Write(Arrange(melody, new ArrangementOptions { Seed = 1 }));
        byte[] other = ArtifactJson.Write(Arrange(melody, new ArrangementOptions { Seed = 2 }));

        Assert.Equal(one, again);
        Assert.NotEqual(one, other);
    }

    [Fact]
    public void ChineseWords_GetAChineseEnsemble()
    {
        Score arranged = Arrange(SampleScores.QuietNight, new ArrangementOptions());

        Assert.Contains(arranged.Parts, part => part.Name == "Guzheng");
    }

    [Fact]
    public void WordlessTune_KeepsItsInstrument_SungTuneIsSung()
    {
        Score sung = SampleScores.Twinkle;
        Score wordless = sung with { Parts = [sung.Parts[0] with { Notes = [.. sung.Parts[0].Notes.Select(note => note with { Lyrics = [] })] }] };

        Assert.Equal(53, Arrange(sung, new ArrangementOptions()).Parts[0].Program);
        Assert.Equal(sung.Parts[0].Program, Arrange(wordless, new ArrangementOptions()).Parts[0].Program);
    }

    [Fact]
    public void TuneWithoutChords_GetsSome()
    {
        Score arranged = Arrange(SampleScores.Twinkle with { Chords = [] }, new ArrangementOptions());

        Assert.NotEmpty(arranged.Chords);
        Assert.Equal(PitchStep.C, arranged.Chords[^1].Root);
    }

    [Fact]
    public void Climax_IsLouderThanTheBeginning()
    {
        // Given four phrases of which the third lies highest
        Note[] notes = [.. Enumerable.Range(0, 64).Select(i => new Note { Onset = i, Duration = 1, Pitch = Pitch.FromMidi(i / 16 == 2 ? 79 : 67) })];
        Score melody = SampleScores.Twinkle with { PhraseEnds = [16, 32, 48, 64], Parts = [SampleScores.Twinkle.Parts[0] with { Notes = notes }] };

        Score arranged = Arrange(melody, new ArrangementOptions { Ensemble = "piano" });

        double first = arranged.Parts[1].Notes.Where(note => note.Onset < 16).Average(note => note.Velocity);
        double third = arranged.Parts[1].Notes.Where(note => note.Onset >= 32 && note.Onset < 48).Average(note => note.Velocity);
        Assert.True(third > first + 5, $"{third} {first}");
    }

    [Fact]
    public void UnknownEnsemble_GetsASentenceWithTheChoices()
    {
        BadInputException fault = Assert.Throws<BadInputException>(() => Arrange(SampleScores.Twinkle, new ArrangementOptions { Ensemble = "gamelan" }));

        Assert.Contains("guitar", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EmptyMelody_GetsASentence()
    {
        Score empty = SampleScores.Twinkle with { Parts = [SampleScores.Twinkle.Parts[0] with { Notes = [] }] };

        Assert.Throws<BadInputException>(() => Arrange(empty, new ArrangementOptions()));
    }

    [Theory]
    [InlineData(1, 64)]
    [InlineData(64, 1)]
    [InlineData(7, 16)]
    public void OddMetres_AreFilled(int numerator, int denominator)
    {
        Score melody = SampleScores.Twinkle with { Meters = [new MeterMark(0, new TimeSignature(numerator, denominator))] };

        Score arranged = Arrange(melody, new ArrangementOptions { Mood = Mood.Named("joyful") });

        ScoreRules.Check(arranged);
        Assert.True(arranged.Parts.Count > 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    [InlineData(127)]
    public void MelodyAtTheEdgeOfTheKeyboard_IsAccompaniedOrLeftAlone(int midi)
    {
        Score melody = SampleScores.Twinkle with
        {
            Parts = [SampleScores.Twinkle.Parts[0] with { Notes = [.. SampleScores.Twinkle.Parts[0].Notes.Select(note => note with { Pitch = Pitch.FromMidi(midi) })] }],
        };

        ScoreRules.Check(Arrange(melody, new ArrangementOptions { Ensemble = "chinese" }));
    }

    [Fact]
    public async Task ArrangeScore_HandsBackFourForms()
    {
        // Given
        ArrangeScoreTool tool = new([new Accompanist()]);
        byte[] bytes = ArtifactJson.Write(SampleScores.QuietNight);
        Artifact artifact = new() { Sha256 = StableHash.Sha256Hex(bytes), Kind = ArtifactKind.Score, MediaType = MediaTypes.Score, Length = bytes.Length };
        StepCall call = new()
        {
            StepId = "score",
            Seed = 9,
            Inputs = new Dictionary<string, IReadOnlyList<ArtifactContent>> { ["melody"] = [new ArtifactContent(artifact, bytes)] },
        };

        // When
        StepResult result = await tool.RunAsync(tool.Providers[0], call, tool.ResolveOptions(null, (_, _) => { }), CancellationToken.None);

        // Then every port of the schema is there once, and the choice made is recorded
        Assert.Equal(tool.Schema.Outputs.Select(output => output.Port), result.Outputs.Select(output => output.Port));
        Assert.Equal("chinese", (string)result.ResolvedOptions!["ensemble"]!);
        Assert.StartsWith("MThd", System.Text.Encoding.ASCII.GetString(result.Outputs[1].Bytes.Span[..4]), StringComparison.Ordinal);
        Assert.Contains("score-partwise", System.Text.Encoding.UTF8.GetString(result.Outputs[2].Bytes.Span), StringComparison.Ordinal);
        Assert.Contains("X:1", System.Text.Encoding.UTF8.GetString(result.Outputs[3].Bytes.Span), StringComparison.Ordinal);
    }

    private static IEnumerable<Part> Pitched(Score arranged) => arranged.Parts.Skip(1).Where(part => !part.IsPercussion);

    private static Score Arrange(Score melody, ArrangementOptions options) =>
        new Accompanist().ArrangeAsync(melody, options).GetAwaiter().GetResult().Score;
}
