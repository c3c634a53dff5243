namespace MultiModal.Music.Melody.Model;

/// <summary>
/// A proposer without a model: small tables of what tunes do (steps before leaps, plain lengths before rare ones). It remembers
/// nothing and has learned nothing; it exists so that a song can be made when the model is missing, and says so.
/// </summary>
public sealed class RulesNoteProposer : INoteProposer
{
    private static readonly double[] IntervalLog = [-1.7, -2.0, -1.25, -2.3, -2.4, -2.9, -6.5, -3.3, -4.5, -4.6, -6.5, -7.5, -4.4];
    private readonly int _pitchColumn;

    /// <summary>Initializes a new instance of the <see cref="RulesNoteProposer"/> class.</summary>
    public RulesNoteProposer()
    {
        _pitchColumn = Vocabulary.Features.Select((column, index) => (column.Name, index)).First(pair => pair.Name == "pitch1").index;
    }

    /// <inheritdoc/>
    public NoteVocabulary Vocabulary { get; } = new()
    {
        FormatVersion = NoteVocabulary.Format,
        Durations = [6, 12, 18, 24, 36, 48, 60, 72, 96, 108, 144, 192],
        Gaps = [0, 12, 24, 48, 96],
        PitchLowest = -17,
        PitchCount = 42,
        CentreLowest = -3,
        Meters = ["unknown", "2/4", "3/4", "4/4", "6/8", "other"],
        Modes = ["unknown"],
        Phases = [0, 12],
        TempoEdges = [],
        ValenceEdges = [],
        MatchEdges = [],
        RestlessEdges = [],
        MatchMost = 0,
        BackLines = [],
        Features = [new("meter", 6), new("pitch1", 43)],
        Layers = 0,
        HiddenSize = 0,
    };

    /// <inheritdoc/>
    public NoteState Start => NoteState.None;

    /// <inheritdoc/>
    public IReadOnlyList<NoteProposal> Propose(IReadOnlyList<int[]> rows, IReadOnlyList<NoteState> states)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return [.. rows.Select(Propose)];
    }

    private NoteProposal Propose(int[] row)
    {
        int gaps = Vocabulary.Gaps.Count, durations = Vocabulary.Durations.Count, pitches = Vocabulary.PitchCount;
        float[] gap = new float[gaps];
        float[] duration = new float[gaps * durations];
        float[] pitch = new float[gaps * durations * pitches];
        float[] continues = new float[gaps * durations];
        Array.Fill(continues, -2f);
        for (int g = 0; g < gaps; g++)
        {
            gap[g] = g == 0 ? 0 : -3 - (0.5f * g);
            for (int d = 0; d < durations; d++)
            {
                int length = Vocabulary.Durations[d];
                duration[(g * durations) + d] = length switch { 24 => 0, 12 => -0.2f, 36 => -1.2f, 48 => -1, 72 => -2, 96 => -2.5f, 18 or 6 => -3, _ => -4 };
                WritePitches(row[_pitchColumn] - 1, pitch.AsSpan(((g * durations) + d) * pitches, pitches));
            }
        }

        return new NoteProposal(gap, duration, pitch, continues, NoteState.None);
    }

    private static void WritePitches(int previous, Span<float> logits)
    {
        for (int p = 0; p < logits.Length; p++)
        {
            int size = previous < 0 ? 0 : Math.Abs(p - previous);
            logits[p] = (float)(size < IntervalLog.Length ? IntervalLog[size] : -9);
        }
    }
}
