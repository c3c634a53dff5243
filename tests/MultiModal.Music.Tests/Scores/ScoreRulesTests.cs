using MultiModal.Music.Scores;

namespace MultiModal.Music.Tests.Scores;

public class ScoreRulesTests
{
    private static readonly Score Good = SampleScores.Twinkle;

    public static TheoryData<string, string> Faults => new()
    {
        { "no parts", "The score has no part; it needs at least one with a melody." },
        { "tempo", "A tempo of 1000 quarter notes a minute is outside 20 to 400." },
        { "metre", "The metre 4/3 is not one: take 1 to 64 over a power of two up to 64." },
        { "key", "The key G# major has no signature of up to seven sharps or flats; spell it enharmonically." },
        { "pickup", "The pickup is 4 quarter notes long; it must be shorter than a bar of 4/4." },
        { "no length", "The note at place 0 of part 'melody' has no length." },
        { "order", "The notes of part 'melody' are out of order at place 1." },
        { "pitch", "The note at place 0 of part 'melody' has no pitch between MIDI 0 and 127." },
        { "loudness", "The note at place 0 of part 'melody' has a loudness outside 1 to 127." },
        { "far", "The notes of part 'melody' reach the place 300000; places lie between 0 and 200000 quarter notes, in steps of at least 1/100000." },
        { "ids", "Two parts of the score have the id 'melody'; ids must differ." },
        { "start", "The first tempo, metre and key of a score must stand at place 0." },
    };

    [Fact]
    public void Good_scores_pass()
    {
        for (ulong seed = 0; seed < 50; seed++)
        {
            ScoreRules.Check(RandomScores.Arrangement(seed));
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void Each_broken_rule_has_its_sentence(string fault, string sentence)
    {
        Part part = Good.Parts[0];
        Note note = part.Notes[0];
        Score broken = fault switch
        {
            "no parts" => Good with { Parts = [] },
            "tempo" => Good with { Tempos = [new TempoMark(0, 1000)] },
            "metre" => Good with { Meters = [new MeterMark(0, new TimeSignature(4, 3))] },
            "key" => Good with { Keys = [new KeyMark(0, new Key(PitchStep.G, 1, Mode.Major))] },
            "pickup" => Good with { Pickup = 4 },
            "no length" => With(note with { Duration = 0 }),
            "order" => With(note with { Onset = 2 }, note with { Onset = 1 }),
            "pitch" => With(note with { Pitch = new Pitch(PitchStep.C, 0, 10) }),
            "loudness" => With(note with { Velocity = 0 }),
            "far" => With(note with { Onset = 300_000 }),
            "ids" => Good with { Parts = [part, part] },
            _ => Good with { Keys = [new KeyMark(1, Good.Keys[0].Key)] },
        };

        Assert.Equal(sentence, Assert.Throws<BadInputException>(() => ScoreRules.Check(broken)).Message);

        Score With(params Note[] notes) => Good with { Parts = [part with { Notes = notes }] };
    }
}
