using MultiModal.Onnx.Packs;
using MultiModal.Onnx.Runtime;

namespace MultiModal.Music.Melody.Model;

/// <summary>
/// The trained model: an LSTM, one step a note, with the hidden and cell state going in and coming out. Up to <see cref="Batch"/> rival
/// continuations are stepped at once; the batch is always of that size, so that no row depends on how many rivals it has. Not thread-safe.
/// </summary>
public sealed class LstmNoteProposer : INoteProposer, IDisposable
{
    /// <summary>The rows of one run.</summary>
    public const int Batch = 8;

    /// <summary>The model's file in its pack.</summary>
    public const string ModelFile = "model.onnx";

    /// <summary>The configuration's file in its pack.</summary>
    public const string ConfigFile = "config.json";

    private readonly BoundRun _run;
    private readonly int _columns;
    private readonly int _stateLength;
    private readonly long[] _features;
    private readonly float[] _hidden;
    private readonly float[] _cell;
    private readonly float[] _gap;
    private readonly float[] _duration;
    private readonly float[] _pitch;
    private readonly float[] _continues;
    private readonly float[] _nextHidden;
    private readonly float[] _nextCell;

    /// <summary>Initializes a new instance of the <see cref="LstmNoteProposer"/> class.</summary>
    /// <param name="session">The open model.</param>
    /// <param name="vocabulary">Its vocabulary.</param>
    /// <exception cref="ProviderUnavailableException">The model and the vocabulary do not fit each other.</exception>
    public LstmNoteProposer(OnnxSession session, NoteVocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(vocabulary);
        Vocabulary = vocabulary;
        int gaps = vocabulary.Gaps.Count, durations = vocabulary.Durations.Count, layers = vocabulary.Layers, width = vocabulary.HiddenSize;
        _columns = vocabulary.Features.Count;
        _stateLength = layers * width;
        _features = new long[Batch * _columns];
        (_hidden, _cell, _nextHidden, _nextCell) = (new float[Batch * _stateLength], new float[Batch * _stateLength], new float[Batch * _stateLength], new float[Batch * _stateLength]);
        (_gap, _duration, _continues) = (new float[Batch * gaps], new float[Batch * gaps * durations], new float[Batch * gaps * durations]);
        _pitch = new float[Batch * gaps * durations * vocabulary.PitchCount];
        _run = session.Bind()
            .Input("features", _features, 1, Batch, _columns)
            .Input("h0", _hidden, layers, Batch, width)
            .Input("c0", _cell, layers, Batch, width)
            .Output("gap", _gap, 1, Batch, gaps)
            .Output("duration", _duration, 1, Batch, gaps, durations)
            .Output("pitch", _pitch, 1, Batch, gaps, durations, vocabulary.PitchCount)
            .Output("continues", _continues, 1, Batch, gaps, durations)
            .Output("hn", _nextHidden, layers, Batch, width)
            .Output("cn", _nextCell, layers, Batch, width)
            .Build();
        Start = new NoteState(new float[_stateLength], new float[_stateLength]);
    }

    /// <inheritdoc/>
    public NoteVocabulary Vocabulary { get; }

    /// <inheritdoc/>
    public NoteState Start { get; }

    /// <summary>Opens the model of a pack on one thread of the processor, where the same notes come out on every run.</summary>
    /// <exception cref="ProviderUnavailableException">A file is missing, altered or does not fit.</exception>
    public static LstmNoteProposer Open(SessionPool pool, ModelPack pack, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pack);
        OnnxSession session = pool.Open(pack, ModelFile, SessionSettings.SmallStep, cancellationToken);
        return new LstmNoteProposer(session, NoteVocabulary.Parse(File.ReadAllBytes(pack.PathOf(ConfigFile))));
    }

    /// <inheritdoc/>
    public IReadOnlyList<NoteProposal> Propose(IReadOnlyList<int[]> rows, IReadOnlyList<NoteState> states)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(states);
        List<NoteProposal> proposals = new(rows.Count);
        for (int start = 0; start < rows.Count; start += Batch)
        {
            int count = Math.Min(Batch, rows.Count - start);
            Fill(rows, states, start, count);
            _run.Run();
            for (int i = 0; i < count; i++)
            {
                proposals.Add(new NoteProposal(Row(_gap, i), Row(_duration, i), Row(_pitch, i), Row(_continues, i), new NoteState(Gather(_nextHidden, i), Gather(_nextCell, i))));
            }
        }

        return proposals;
    }

    /// <inheritdoc/>
    public void Dispose() => _run.Dispose();

    private static float[] Row(float[] all, int row) => all.AsSpan(row * (all.Length / Batch), all.Length / Batch).ToArray();

    private void Fill(IReadOnlyList<int[]> rows, IReadOnlyList<NoteState> states, int start, int count)
    {
        Array.Clear(_features);
        Array.Clear(_hidden);
        Array.Clear(_cell);
        for (int i = 0; i < count; i++)
        {
            for (int column = 0; column < _columns; column++)
            {
                _features[(i * _columns) + column] = rows[start + i][column];
            }

            Scatter(states[start + i].Hidden, _hidden, i);
            Scatter(states[start + i].Cell, _cell, i);
        }
    }

    // [layers, batch, width] <-> [layers, width] of one row.
    private void Scatter(float[] state, float[] all, int row)
    {
        int width = Vocabulary.HiddenSize;
        for (int layer = 0; layer < Vocabulary.Layers; layer++)
        {
            state.AsSpan(layer * width, width).CopyTo(all.AsSpan(((layer * Batch) + row) * width, width));
        }
    }

    private float[] Gather(float[] all, int row)
    {
        int width = Vocabulary.HiddenSize;
        float[] state = new float[_stateLength];
        for (int layer = 0; layer < Vocabulary.Layers; layer++)
        {
            all.AsSpan(((layer * Batch) + row) * width, width).CopyTo(state.AsSpan(layer * width, width));
        }

        return state;
    }
}
