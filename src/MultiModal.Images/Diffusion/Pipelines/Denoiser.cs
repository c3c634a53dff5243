using MultiModal.Images.Diffusion.Packs;
using MultiModal.Onnx.Runtime;

namespace MultiModal.Images.Diffusion.Pipelines;

/// <summary>
/// The UNet or transformer with all its tensors bound once: write the rows, set the timestep, run, read the predictions. A model that was
/// exported for a fixed number of rows is run as often as needed over slices of the same memory. For one thread at a time.
/// </summary>
internal sealed class Denoiser : IDisposable
{
    private readonly DenoiserShape _shape;
    private readonly RowTensor _sample;
    private readonly RowTensor _hiddenStates;
    private readonly RowTensor? _textEmbeds;
    private readonly RowTensor? _timeIds;
    private readonly RowTensor? _guidance;
    private readonly RowTensor _output;
    private readonly TimestepTensor _timestep;
    private readonly BoundRun[] _runs;

    /// <summary>Initializes a new instance of the <see cref="Denoiser"/> class.</summary>
    /// <param name="session">The model.</param>
    /// <param name="tensors">Which of its tensors is which.</param>
    /// <param name="shape">The sizes.</param>
    /// <exception cref="ProviderUnavailableException">A shape does not fit the model; the sentence says what was expected and what was found.</exception>
    public Denoiser(OnnxSession session, DenoiserTensors tensors, DenoiserShape shape)
    {
        _shape = shape;
        int perRun = tensors.FixedRows ?? shape.Rows;
        int runs = (shape.Rows + perRun - 1) / perRun;
        int rows = runs * perRun; // the last run of a fixed size may have rows that nobody reads
        (int height, int width) = (shape.Latents.Height, shape.Latents.Width);
        _sample = new RowTensor(tensors.Sample, rows, shape.Latents.Channels + shape.CompanionChannels, height, width);
        _hiddenStates = new RowTensor(tensors.HiddenStates, rows, shape.SequenceLength, shape.HiddenSize);
        _textEmbeds = tensors.TextEmbeds is null ? null : new RowTensor(tensors.TextEmbeds, rows, shape.PooledSize);
        _timeIds = tensors.TimeIds is null ? null : new RowTensor(tensors.TimeIds, rows, shape.TimeIds);
        _guidance = tensors.TimestepCondition is null ? null : new RowTensor(tensors.TimestepCondition, rows, shape.GuidanceWidth);
        _output = new RowTensor(tensors.Output, rows, shape.Latents.Channels, height, width);
        _timestep = new TimestepTensor(tensors.Timestep, perRun);
        _runs = new BoundRun[runs];
        try
        {
            for (int i = 0; i < runs; i++)
            {
                _runs[i] = Bind(session, i * perRun, perRun);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Gets the sizes.</summary>
    public DenoiserShape Shape => _shape;

    /// <summary>Returns the noisy latents of a row, [C, h, w].</summary>
    public Span<float> Sample(int row) => _sample.Row(row)[.._shape.Latents.Length];

    /// <summary>Returns what a row has beside the noisy latents, [companion channels, h, w].</summary>
    public Span<float> Companion(int row) => _sample.Row(row)[_shape.Latents.Length..];

    /// <summary>Returns the hidden states of a row, [S, H]. After all rows are written comes <see cref="FlushConditions"/>.</summary>
    public Span<float> HiddenStates(int row) => _hiddenStates.Row(row);

    /// <summary>Returns the pooled text embedding of a row, [P]; empty when the model takes none.</summary>
    public Span<float> TextEmbeds(int row) => _textEmbeds is null ? [] : _textEmbeds.Row(row);

    /// <summary>Returns the sizes of a row; empty when the model takes none.</summary>
    public Span<float> TimeIds(int row) => _timeIds is null ? [] : _timeIds.Row(row);

    /// <summary>Returns the guidance embedding of a row; empty when the model takes none.</summary>
    public Span<float> Guidance(int row) => _guidance is null ? [] : _guidance.Row(row);

    /// <summary>Returns the prediction for a row, [C, h, w], as the last run left it.</summary>
    public ReadOnlySpan<float> Prediction(int row) => _output.Row(row);

    /// <summary>Hands the conditions over; once before the first run, for they stay the same.</summary>
    public void FlushConditions()
    {
        _hiddenStates.Flush();
        _textEmbeds?.Flush();
        _timeIds?.Flush();
        _guidance?.Flush();
    }

    /// <summary>Evaluates the model at a timestep.</summary>
    /// <exception cref="OperationCanceledException">Cancelled between two nodes of the graph.</exception>
    public void Run(float timestep, CancellationToken cancellationToken)
    {
        _timestep.Set(timestep);
        _sample.Flush();
        foreach (BoundRun run in _runs)
        {
            run.Run(cancellationToken);
        }

        _output.Fetch();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (BoundRun? run in _runs)
        {
            run?.Dispose();
        }
    }

    private BoundRun Bind(OnnxSession session, int first, int count)
    {
        BoundRunBuilder builder = session.Bind();
        _sample.BindInput(builder, first, count);
        _hiddenStates.BindInput(builder, first, count);
        _textEmbeds?.BindInput(builder, first, count);
        _timeIds?.BindInput(builder, first, count);
        _guidance?.BindInput(builder, first, count);
        _timestep.Bind(builder);
        _output.BindOutput(builder, first, count);
        return builder.Build();
    }
}
