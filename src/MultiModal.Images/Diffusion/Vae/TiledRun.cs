using MultiModal.Images.Diffusion.Pipelines;
using MultiModal.Onnx.Runtime;

namespace MultiModal.Images.Diffusion.Vae;

/// <summary>
/// Runs one half of the autoencoder over one picture after another of one size, whole or in tiles. Its memory is taken once; the result
/// stays until the next run.
/// </summary>
internal sealed class TiledRun : IDisposable
{
    private readonly RowTensor _input;
    private readonly RowTensor _output;
    private readonly BoundRun _run;
    private readonly TileAxis _down;
    private readonly TileAxis _across;
    private readonly (int Channels, int Scale) _taken;
    private readonly (int Channels, int Scale) _given;
    private readonly LatentSize _size;
    private readonly float[]? _whole;
    private readonly float[][] _rowWeights;
    private readonly float[][] _columnWeights;

    private TiledRun(OnnxSession session, TensorSpec input, TensorSpec output, LatentSize size, (int Channels, int Scale) taken, (int Channels, int Scale) given, int tile, int overlap)
    {
        (_size, _taken, _given) = (size, taken, given);
        _down = TileAxis.Create(size.Height, tile, overlap);
        _across = TileAxis.Create(size.Width, tile, overlap);
        _input = new RowTensor(input, 1, taken.Channels, _down.Tile * taken.Scale, _across.Tile * taken.Scale);
        _output = new RowTensor(output, 1, given.Channels, _down.Tile * given.Scale, _across.Tile * given.Scale);
        BoundRunBuilder builder = session.Bind();
        _input.BindInput(builder, 0, 1);
        _output.BindOutput(builder, 0, 1);
        _run = builder.Build();
        _whole = IsTiled ? new float[checked(given.Channels * size.Plane * given.Scale * given.Scale)] : null;
        _rowWeights = IsTiled ? [.. Enumerable.Range(0, _down.Starts.Count).Select(i => _down.Weights(i, given.Scale))] : [];
        _columnWeights = IsTiled ? [.. Enumerable.Range(0, _across.Starts.Count).Select(i => _across.Weights(i, given.Scale))] : [];
    }

    /// <summary>Gets a value indicating whether a picture is cut into tiles.</summary>
    public bool IsTiled => _down.Starts.Count > 1 || _across.Starts.Count > 1;

    /// <summary>Makes runs of the decoder for latents of that size.</summary>
    /// <param name="session">The decoder.</param>
    /// <param name="input">Its input.</param>
    /// <param name="output">Its output.</param>
    /// <param name="size">The latents of a picture.</param>
    /// <param name="factor">Pixels to a latent.</param>
    /// <param name="tile">The side of a tile in latents.</param>
    /// <param name="overlap">The least overlap of tiles in latents.</param>
    public static TiledRun Decoder(OnnxSession session, TensorSpec input, TensorSpec output, LatentSize size, int factor, int tile, int overlap)
        => new(session, input, output, size, (size.Channels, 1), (3, factor), tile, overlap);

    /// <summary>Makes runs of the encoder for pictures whose latents have that size; the parameters are those of <see cref="Decoder"/>.</summary>
    public static TiledRun Encoder(OnnxSession session, TensorSpec input, TensorSpec output, LatentSize size, int channels, int factor, int tile, int overlap)
        => new(session, input, output, size, (3, factor), (channels, 1), tile, overlap);

    /// <summary>Gets where a picture that is run whole is written; for tiles any memory will do.</summary>
    public Span<float> Input => _input.Row(0);

    /// <summary>Runs the model over one picture.</summary>
    /// <param name="planes">What is taken, [channels, h·scale, w·scale]; may be <see cref="Input"/>.</param>
    /// <param name="cancellationToken">Stops between two nodes of the graph.</param>
    /// <returns>What is given, [channels, h·scale, w·scale]; the next run overwrites it.</returns>
    public ReadOnlySpan<float> Run(ReadOnlySpan<float> planes, CancellationToken cancellationToken)
    {
        if (_whole is null)
        {
            if (!planes.Overlaps(Input))
            {
                planes.CopyTo(Input);
            }

            RunOnce(cancellationToken);
            return _output.Row(0);
        }

        _whole.AsSpan().Clear();
        for (int y = 0; y < _down.Starts.Count; y++)
        {
            for (int x = 0; x < _across.Starts.Count; x++)
            {
                Cut(planes, _down.Starts[y] * _taken.Scale, _across.Starts[x] * _taken.Scale);
                RunOnce(cancellationToken);
                Paste(_down.Starts[y] * _given.Scale, _across.Starts[x] * _given.Scale, _rowWeights[y], _columnWeights[x]);
            }
        }

        return _whole;
    }

    /// <inheritdoc/>
    public void Dispose() => _run.Dispose();

    private void RunOnce(CancellationToken cancellationToken)
    {
        _input.Flush();
        _run.Run(cancellationToken);
        _output.Fetch();
    }

    private void Cut(ReadOnlySpan<float> planes, int top, int left)
    {
        (int height, int width) = (_size.Height * _taken.Scale, _size.Width * _taken.Scale);
        (int rows, int columns) = (_down.Tile * _taken.Scale, _across.Tile * _taken.Scale);
        Span<float> tile = _input.Row(0);
        for (int c = 0; c < _taken.Channels; c++)
        {
            for (int y = 0; y < rows; y++)
            {
                planes.Slice((((c * height) + top + y) * width) + left, columns).CopyTo(tile[(((c * rows) + y) * columns)..]);
            }
        }
    }

    private void Paste(int top, int left, float[] rowWeights, float[] columnWeights)
    {
        (int height, int width) = (_size.Height * _given.Scale, _size.Width * _given.Scale);
        (int rows, int columns) = (rowWeights.Length, columnWeights.Length);
        ReadOnlySpan<float> tile = _output.Row(0);
        for (int c = 0; c < _given.Channels; c++)
        {
            for (int y = 0; y < rows; y++)
            {
                float weight = rowWeights[y];
                if (weight == 0)
                {
                    continue;
                }

                ReadOnlySpan<float> from = tile.Slice(((c * rows) + y) * columns, columns);
                Span<float> to = _whole.AsSpan((((c * height) + top + y) * width) + left, columns);
                for (int x = 0; x < columns; x++)
                {
                    to[x] += weight * columnWeights[x] * from[x];
                }
            }
        }
    }
}
