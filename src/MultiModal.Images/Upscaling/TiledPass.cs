using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;
using MultiModal.Images.Models;
using MultiModal.Images.Raster;
using MultiModal.Onnx.Runtime;

namespace MultiModal.Images.Upscaling;

/// <summary>
/// One pass of a model over a picture, tile by tile. Beside the two pictures it holds one row of tiles in singles and one tile; see
/// <see cref="WorkingBytes"/>.
/// </summary>
internal sealed class TiledPass
{
    private readonly UpscaleGraph _graph;
    private readonly OnnxSession _session;
    private readonly SampleRange _range;
    private readonly Picture _source;
    private readonly TileAxis _across;
    private readonly TileAxis _down;

    public TiledPass(UpscalePack pack, UpscaleGraph graph, OnnxSession session, Picture source, int tileSide)
    {
        (_graph, _session, _range, _source) = (graph, session, pack.Range, source);
        (_across, _down) = Axes(pack, graph, source.Width, source.Height, tileSide);
    }

    /// <summary>Gets the number of tiles.</summary>
    public int Tiles => _across.Count * _down.Count;

    /// <summary>Returns the bytes that a pass takes beside its two pictures and what the model itself takes for one tile.</summary>
    public static long WorkingBytes(UpscalePack pack, UpscaleGraph graph, int width, int height, int tileSide)
    {
        (TileAxis across, TileAxis down) = Axes(pack, graph, width, height, tileSide);
        long tile = (long)across.MostShown * down.MostShown * (1 + ((long)graph.Scale * graph.Scale));
        long strip = (long)width * down.MostCounted * graph.Scale * graph.Scale;
        return sizeof(float) * PictureTensor.Channels * (tile + strip);
    }

    /// <summary>Runs the model over every tile.</summary>
    /// <param name="tileDone">Called after each tile.</param>
    /// <param name="cancellationToken">Stops the run between two nodes of the graph.</param>
    /// <exception cref="ProviderUnavailableException">The model failed, or gave what is no picture of the right size.</exception>
    public Picture Run(Action tileDone, CancellationToken cancellationToken)
    {
        int scale = _graph.Scale;
        Picture result = new(_source.Width * scale, _source.Height * scale, new byte[4L * _source.Width * scale * _source.Height * scale]);
        float[] tile = new float[PictureTensor.Channels * _across.MostShown * _down.MostShown];
        if (Tiles == 1 && _across.MostShown == _source.Width && _down.MostShown == _source.Height)
        {
            using IDisposableReadOnlyCollection<OrtValue> whole = RunModel(0, 0, tile, cancellationToken);
            PictureTensor.Read(Samples(whole[0], result.Width, result.Height), result.Rgba, _range);
            tileDone();
            return result;
        }

        float[] strip = new float[checked(PictureTensor.Channels * result.Width * _down.MostCounted * scale)];
        float[][] weightsAcross = [.. Enumerable.Range(0, _across.Count).Select(i => _across.Weights(i, scale))];
        for (int y = 0; y < _down.Count; y++)
        {
            float[] weightsDown = _down.Weights(y, scale);
            for (int x = 0; x < _across.Count; x++)
            {
                using IDisposableReadOnlyCollection<OrtValue> made = RunModel(x, y, tile, cancellationToken);
                Add(x, y, made[0], strip, weightsAcross[x], weightsDown, result.Width);
                tileDone();
            }

            Finish(y, strip, result);
        }

        return result;
    }

    private static (TileAxis Across, TileAxis Down) Axes(UpscalePack pack, UpscaleGraph graph, int width, int height, int tileSide)
    {
        int side = graph.Tile ?? tileSide;
        return (new TileAxis(width, side, pack.Overlap, graph.Tile is not null), new TileAxis(height, side, pack.Overlap, graph.Tile is not null));
    }

    private IDisposableReadOnlyCollection<OrtValue> RunModel(int x, int y, float[] tile, CancellationToken cancellationToken)
    {
        (int left, int width) = _across.Shown(x);
        (int top, int height) = _down.Shown(y);
        Memory<float> planes = tile.AsMemory(0, PictureTensor.Channels * width * height);
        Write(left, top, width, height, planes.Span);
        using OrtValue input = Tensors.Real(_graph.Input, planes, [1, PictureTensor.Channels, height, width]);
        return _session.Run(new Dictionary<string, OrtValue> { [_graph.Input.Name] = input }, [_graph.Output.Name], cancellationToken);
    }

    private ReadOnlySpan<float> Samples(OrtValue made, int width, int height)
    {
        long[] shape = made.GetTensorTypeAndShape().Shape;
        if (!shape.AsSpan().SequenceEqual([1, PictureTensor.Channels, height, width]))
            throw new ProviderUnavailableException($"The model {_session.ModelPath} gave '{_graph.Output.Name}' as [{string.Join(',', shape)}], expected [1,3,{height},{width}].");
        ReadOnlySpan<float> samples = Tensors.Read(made);
        return Tensors.AreFinite(samples)
            ? samples
            : throw new ProviderUnavailableException($"The model {_session.ModelPath} gave a picture whose values are not all finite numbers in its output '{_graph.Output.Name}'.");
    }

    private void Add(int x, int y, OrtValue made, float[] strip, float[] weightsAcross, float[] weightsDown, int resultWidth)
    {
        (int left, int width) = _across.Shown(x);
        (int top, int height) = _down.Shown(y);
        (int outWidth, int outHeight) = (width * _graph.Scale, height * _graph.Scale);
        ReadOnlySpan<float> samples = Samples(made, outWidth, outHeight);
        int fromX = (_across.Counted(x).Start - left) * _graph.Scale;
        int fromY = (_down.Counted(y).Start - top) * _graph.Scale;
        int toX = _across.Counted(x).Start * _graph.Scale;
        int stripRows = _down.MostCounted * _graph.Scale;
        float[] weights = new float[weightsAcross.Length];
        for (int channel = 0; channel < PictureTensor.Channels; channel++)
        {
            for (int row = 0; row < weightsDown.Length; row++)
            {
                ReadOnlySpan<float> from = samples.Slice((((channel * outHeight) + fromY + row) * outWidth) + fromX, weightsAcross.Length);
                Span<float> to = strip.AsSpan((((channel * stripRows) + row) * resultWidth) + toX, weightsAcross.Length);
                TensorPrimitives.Multiply(weightsAcross, weightsDown[row], weights);
                TensorPrimitives.MultiplyAdd(from, weights, to, to);
            }
        }
    }

    private void Write(int left, int top, int width, int height, Span<float> planes)
    {
        int inWidth = Math.Min(width, _source.Width - left);
        int inHeight = Math.Min(height, _source.Height - top);
        if (inWidth == width && inHeight == height)
        {
            PictureTensor.Write(_source, left, top, width, height, planes, _range);
            return;
        }

        // A tile of one size that is larger than the picture: the last column and row go on.
        float[] inside = new float[PictureTensor.Channels * inWidth * inHeight];
        PictureTensor.Write(_source, left, top, inWidth, inHeight, inside, _range);
        for (int i = 0; i < PictureTensor.Channels * height; i++)
        {
            (int channel, int row) = (i / height, Math.Min(i % height, inHeight - 1));
            ReadOnlySpan<float> from = inside.AsSpan(((channel * inHeight) + row) * inWidth, inWidth);
            Span<float> to = planes.Slice(i * width, width);
            from.CopyTo(to);
            to[inWidth..].Fill(from[^1]);
        }
    }

    // Rows that no later tile counts towards become bytes; those of the ramp stay, as the first of the next row of tiles.
    private void Finish(int y, float[] strip, Picture result)
    {
        int scale = _graph.Scale;
        int stripRows = _down.MostCounted * scale;
        int first = _down.Counted(y).Start * scale;
        int finished = (_down.Finished(y) * scale) - first;
        int kept = (_down.Counted(y).End * scale) - first - finished;
        int pixels = finished * result.Width;
        PictureTensor.Read(Plane(0)[..pixels], Plane(1)[..pixels], Plane(2)[..pixels], result.Rgba.AsSpan(4 * first * result.Width, 4 * pixels), _range);
        for (int channel = 0; channel < PictureTensor.Channels; channel++)
        {
            Span<float> plane = Plane(channel);
            plane.Slice(pixels, kept * result.Width).CopyTo(plane);
            plane[(kept * result.Width)..].Clear();
        }

        Span<float> Plane(int channel) => strip.AsSpan(channel * stripRows * result.Width, stripRows * result.Width);
    }
}
