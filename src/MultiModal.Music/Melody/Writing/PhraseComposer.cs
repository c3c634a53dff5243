using MultiModal.Music.Melody.Model;
using MultiModal.Music.Melody.Planning;

namespace MultiModal.Music.Melody.Writing;

/// <summary>
/// Writes one phrase: a beam of rival continuations, syllable by syllable. A continuation is worth the log probability of its
/// notes under the proposer, plus the rules of rhythm (with the value of the best completion), of pitch, of the motif it takes
/// up and of the tones of its words. Gumbel noise of the size of the temperature turns the search for the best into a draw.
/// </summary>
internal sealed class PhraseComposer(SongSettings settings, Scale scale, INoteProposer proposer, SongDraft draft)
{
    private const int BeamWidth = 8;
    private const int ChoicesKept = 5;
    private const int PitchesKept = 5;
    private const int MelismasKept = 6;
    private const double ModelWeight = 0.85;
    private const double RestWeight = 0.5;
    private const double MelismaCost = 1.0;

    private readonly NoteVocabulary _vocabulary = proposer.Vocabulary;
    private readonly PitchRules _rules = new(settings, scale);

    /// <summary>Writes a phrase after what the draft holds.</summary>
    public PhraseResult Compose(Phrase phrase, CancellationToken cancellationToken)
    {
        int origin = draft.OriginOf(phrase);
        MotifRules motif = new(phrase, scale, draft);
        RhythmLattice lattice = new(
            phrase.Words, settings.Time, -phrase.Pickup, (phrase.Bars * settings.BarTicks) - phrase.NextPickup, phrase.Cadence == Cadence.Final, motif.Rhythm, phrase.Likeness, phrase.Pace);
        SeededRandom random = new SeededRandom(settings.Seed).Fork(FormattableString.Invariant($"phrase {phrase.Index}"));
        Scene scene = new(phrase, origin, motif, lattice, random, _rules.Candidates());
        List<Line> beam = [new Line([], [], draft.State, -phrase.Pickup, 0, 0)];
        for (int syllable = 0; syllable < phrase.Words.Count; syllable++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            beam = Step(scene, beam, syllable);
        }

        Line best = beam[0];
        return new PhraseResult(best.Notes, best.Tail, best.State);
    }

    private List<Line> Step(Scene scene, List<Line> beam, int syllable)
    {
        IReadOnlyList<NoteProposal> proposals = Propose(scene, beam, syllable, isFresh: true);
        List<Line> singles = [];
        List<Pending> melismas = [];
        for (int i = 0; i < beam.Count; i++)
        {
            Expand(scene, beam[i], proposals[i], syllable, singles, melismas);
        }

        melismas.Sort((left, right) => right.Line.Priority.CompareTo(left.Line.Priority));
        if (melismas.Count > MelismasKept)
        {
            melismas.RemoveRange(MelismasKept, melismas.Count - MelismasKept);
        }

        if (melismas.Count > 0)
        {
            IReadOnlyList<NoteProposal> seconds = Propose(scene, [.. melismas.Select(pending => pending.Line)], syllable, isFresh: false);
            for (int i = 0; i < melismas.Count; i++)
            {
                Finish(scene, melismas[i], seconds[i], syllable, singles);
            }
        }

        return Prune(singles);
    }

    private IReadOnlyList<NoteProposal> Propose(Scene scene, IReadOnlyList<Line> lines, int syllable, bool isFresh)
    {
        int[][] rows = new int[lines.Count][];
        NoteState[] states = new NoteState[lines.Count];
        for (int i = 0; i < lines.Count; i++)
        {
            int end = lines[i].Notes.Count > 0 ? lines[i].Notes[^1].End : draft.End;
            (int bar, int position) = draft.PlaceOf(end);
            rows[i] = new int[_vocabulary.Features.Count];
            draft.Encoder.Encode(rows[i], new NoteHistory(draft.ModelNotes, lines[i].Tail), draft.FirstSyllableOf(scene.Phrase) + syllable, isFresh, bar, position);
            states[i] = lines[i].State;
        }

        return proposer.Propose(rows, states);
    }

    private void Expand(Scene scene, Line line, NoteProposal proposal, int syllable, List<Line> singles, List<Pending> melismas)
    {
        double[] gaps = proposal.LogGaps();
        List<(RhythmChoice Choice, int Gap, int Duration, double Score)> ways = [];
        Dictionary<int, double[]> durations = [];
        foreach (RhythmChoice choice in scene.Lattice.Choices(syllable, line.End))
        {
            int rest = syllable > 0 ? choice.Rest : scene.Origin + choice.Onset - draft.End;
            int gap = _vocabulary.GapClass(draft.ModelNotes.Count == 0 ? 0 : rest);
            if (!durations.TryGetValue(gap, out double[]? log))
            {
                log = proposal.LogDurations(gap);
                durations[gap] = log;
            }

            int duration = _vocabulary.DurationClass(choice.Length);
            double score = choice.Value + (ModelWeight * log[duration]) + (syllable > 0 ? RestWeight * gaps[gap] : 0) + Noise(scene, 0.6);
            ways.Add((choice, gap, duration, score));
        }

        ways.Sort((left, right) => (right.Score + right.Choice.Total - right.Choice.Value).CompareTo(left.Score + left.Choice.Total - left.Choice.Value));
        foreach ((RhythmChoice choice, int gap, int duration, double score) in ways.Take(ChoicesKept))
        {
            double after = choice.Total - choice.Value;
            (double yes, double no) = proposal.LogContinues(gap, duration);
            double own = line.Score + score + (0.5 * no) + scene.Motif.Melisma(syllable, isMelisma: false);
            foreach ((int midi, double value) in Pitches(scene, line, proposal, syllable, choice.Onset, choice.Length, gap, duration, isMelisma: false).Take(PitchesKept))
            {
                singles.Add(Extend(scene, line, proposal.Next, syllable, true, choice.Onset, choice.Length, midi, gap, duration, own + value, after));
            }

            foreach (int first in Splits(scene, syllable, choice.Length))
            {
                int part = _vocabulary.DurationClass(first);
                double start = line.Score + score + (0.5 * proposal.LogContinues(gap, part).Yes) + scene.Motif.Melisma(syllable, isMelisma: true)
                    - MelismaCost - (line.Melismas * 0.8);
                foreach ((int midi, double value) in Pitches(scene, line, proposal, syllable, choice.Onset, first, gap, part, isMelisma: false).Take(2))
                {
                    Line half = Extend(scene, line, proposal.Next, syllable, true, choice.Onset, first, midi, gap, part, start + (0.55 * value), after);
                    melismas.Add(new Pending(half with { Melismas = line.Melismas + 1 }, choice.Onset + first, choice.Length - first, after));
                }
            }
        }
    }

    /// <summary>A stressed syllable with time to spare may be sung on two notes.</summary>
    private List<int> Splits(Scene scene, int syllable, int length)
    {
        if (syllable == scene.Phrase.Words.Count - 1 || scene.Phrase.Words.Accent(syllable) < 0.55 || length < 24)
        {
            return [];
        }

        return length switch
        {
            24 => settings.Time.Denominator == 8 ? [] : [12],
            36 => [24],
            48 => [24, 36],
            72 => [48],
            _ => [],
        };
    }

    private void Finish(Scene scene, Pending pending, NoteProposal proposal, int syllable, List<Line> finished)
    {
        int duration = _vocabulary.DurationClass(pending.Length);
        double own = pending.Line.Score + (0.3 * proposal.LogDurations(0)[duration]);
        foreach ((int midi, double value) in Pitches(scene, pending.Line, proposal, syllable, pending.Onset, pending.Length, 0, duration, isMelisma: true).Take(2))
        {
            finished.Add(Extend(scene, pending.Line, proposal.Next, syllable, false, pending.Onset, pending.Length, midi, 0, duration, own + (0.55 * value), pending.After));
        }
    }

    private List<(int Midi, double Value)> Pitches(
        Scene scene, Line line, NoteProposal proposal, int syllable, int onset, int length, int gap, int duration, bool isMelisma)
    {
        double[] log = proposal.LogPitches(gap, duration);
        NotePlace place = PlaceOf(scene, syllable, onset, length, isMelisma);
        List<(int, double)> values = [];
        foreach (int midi in scene.Candidates)
        {
            double rules = _rules.Score(place, line.Notes, draft.LastMidi, midi);
            if (!double.IsNegativeInfinity(rules))
            {
                double motif = scene.Motif.Pitch(place, syllable, line.Notes, midi);
                values.Add((midi, rules + motif + (ModelWeight * log[_vocabulary.PitchClass(midi - draft.ReferenceTonic)]) + Noise(scene, 0.9)));
            }
        }

        values.Sort((left, right) => right.Item2.CompareTo(left.Item2));
        return values;
    }

    private NotePlace PlaceOf(Scene scene, int syllable, int onset, int length, bool isMelisma)
    {
        Phrase phrase = scene.Phrase;
        IReadOnlyList<LyricSyllable> words = phrase.Words.Syllables;
        int bar = settings.BarTicks;
        return new NotePlace
        {
            Phrase = phrase,
            Weakness = Ticks.Weakness(((onset % bar) + bar) % bar, settings.Time),
            Duration = length,
            Root = phrase.RootAt(onset),
            Progress = words.Count == 1 ? 1 : (double)syllable / (words.Count - 1),
            Accent = phrase.Words.Accent(syllable),
            Tone = words[syllable].Tone,
            PreviousTone = syllable > 0 ? words[syllable - 1].Tone : 0,
            SyllablesLeft = words.Count - syllable,
            IsLast = syllable == words.Count - 1,
            IsMelisma = isMelisma,
        };
    }

    private Line Extend(
        Scene scene, Line line, NoteState next, int syllable, bool isFresh, int onset, int length, int midi, int gap, int duration, double score, double after)
    {
        int global = draft.FirstSyllableOf(scene.Phrase) + syllable;
        int previousEnd = line.Notes.Count > 0 ? line.Notes[^1].End : draft.End;
        WrittenNote note = new(scene.Origin + onset, length, midi, global, isFresh);
        ModelNote seen = new(gap, duration, _vocabulary.PitchClass(midi - draft.ReferenceTonic), global, isFresh, draft.PlaceOf(previousEnd).Bar);
        return new Line([.. line.Notes, note], [.. line.Tail, seen], next, onset + length, score, line.Melismas) { Priority = score + after };
    }

    private double Noise(Scene scene, double scale)
    {
        double u = 1.0 - scene.Random.NextDouble();
        double gumbel = -Math.Log(-Math.Log(Math.Min(u, 1 - 1e-12)));
        return settings.Temperature * scale * (1 - (0.7 * scene.Phrase.Likeness)) * gumbel;
    }

    /// <summary>Keeps the best, but no more than two that end in the same place on the same note: rivals should differ.</summary>
    private static List<Line> Prune(List<Line> lines)
    {
        lines.Sort((left, right) => right.Priority.CompareTo(left.Priority));
        List<Line> kept = [];
        Dictionary<(int, int), int> alike = [];
        foreach (Line line in lines)
        {
            (int, int) key = (line.End, line.Notes[^1].Midi);
            int count = alike.GetValueOrDefault(key);
            if (count < 2)
            {
                alike[key] = count + 1;
                kept.Add(line);
                if (kept.Count == BeamWidth)
                {
                    break;
                }
            }
        }

        return kept;
    }

    private sealed record Scene(Phrase Phrase, int Origin, MotifRules Motif, RhythmLattice Lattice, SeededRandom Random, IReadOnlyList<int> Candidates);

    private sealed record Line(IReadOnlyList<WrittenNote> Notes, IReadOnlyList<ModelNote> Tail, NoteState State, int End, double Score, int Melismas)
    {
        public double Priority { get; init; }
    }

    private sealed record Pending(Line Line, int Onset, int Length, double After);
}

/// <summary>A finished phrase.</summary>
internal sealed record PhraseResult(IReadOnlyList<WrittenNote> Notes, IReadOnlyList<ModelNote> ModelNotes, NoteState State);
