using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;
using MultiModal.Images.Diffusion.Packs;
using MultiModal.Onnx.Runtime;

namespace MultiModal.Images.Diffusion.Vae;

/// <summary>The autoencoder of a diffusion pack: pictures to latents and back, whole or in tiles. Thread-safe; the sessions belong to the pool.</summary>
internal sealed class Autoencoder
{
    private readonly OnnxSession _decoder;
    private readonly OnnxSession? _encoder;
    private readonly VaeSettings _settings;
    private readonly VaeOptions _options;

    private Autoencoder(OnnxSession decoder, OnnxSession? encoder, VaeSettings settings, int factor, VaeOptions options)
        => (_decoder, _encoder, _settings, Factor, _options) = (decoder, encoder, settings, factor, options);

    /// <summary>Gets the pixels to a latent along one side, as the decoder itself shows.</summary>
    public int Factor { get; }

    /// <summary>Gets the channels of the latents.</summary>
    public int Channels => _settings.LatentChannels;

    /// <summary>Gets a value indicating whether latents of any size can be decoded.</summary>
    public bool TakesAnySize => DenoiserTensors.Fixed(_settings.DecoderInput, 2) is null && DenoiserTensors.Fixed(_settings.DecoderInput, 3) is null;

    /// <summary>Takes the sessions, decodes one latent to see how many pixels it becomes, and encodes as many to see that they become one latent.</summary>
    /// <exception cref="ProviderUnavailableException">What the models return is not what the pack says; the sentence names file, tensor, expected and found.</exception>
    public static Autoencoder Open(OnnxSession decoder, OnnxSession? encoder, VaeSettings settings, VaeOptions options, CancellationToken cancellationToken)
    {
        options.Validate();
        int factor = Probe(decoder, settings, cancellationToken);
        if (settings.SpatialFactor is { } stated && stated != factor)
        {
            throw new ProviderUnavailableException(
                $"The model {decoder.ModelPath} turns each latent into {factor}×{factor} pixels in its output '{settings.DecoderOutput.Name}'; the block_out_channels of its config.json say {stated}×{stated}.");
        }

        if (encoder is not null)
        {
            ProbeEncoder(encoder, settings, factor, cancellationToken);
        }

        return new Autoencoder(decoder, encoder, settings, factor, options);
    }

    /// <summary>Makes runs of the decoder for latents of that size. The caller disposes it.</summary>
    public TiledRun Decoding(LatentSize size)
    {
        (int tile, int overlap) = Tiles(size);
        return TiledRun.Decoder(_decoder, _settings.DecoderInput, _settings.DecoderOutput, size, Factor, tile, overlap);
    }

    /// <summary>Makes runs of the encoder for pictures whose latents have that size. The caller disposes it.</summary>
    /// <exception cref="ProviderUnavailableException">The pack has no encoder.</exception>
    public TiledRun Encoding(LatentSize size)
    {
        (int tile, int overlap) = Tiles(size);
        return TiledRun.Encoder(
            _encoder ?? throw new ProviderUnavailableException($"The pack of {_decoder.ModelPath} has no {DiffusionPart.PathOf("vae_encoder")}, without which it cannot begin from a picture."),
            _settings.EncoderInput!,
            _settings.EncoderOutput!,
            size,
            _settings.EncoderGivesDistribution ? 2 * size.Channels : size.Channels,
            Factor,
            tile,
            overlap);
    }

    /// <summary>Encodes a picture.</summary>
    /// <param name="run">Made by <see cref="Encoding"/>.</param>
    /// <param name="planes">[3, H, W], −1 to 1.</param>
    /// <param name="size">The shape of its latents.</param>
    /// <param name="cancellationToken">Stops between two nodes of the graph.</param>
    public static EncodedPicture Encode(TiledRun run, ReadOnlySpan<float> planes, LatentSize size, CancellationToken cancellationToken)
        => new(run.Run(planes, cancellationToken), size.Length);

    /// <summary>Scales latents out of the encoder to what the denoiser sees, in place.</summary>
    /// <param name="latents">[C, h, w].</param>
    public void ToDenoiser(Span<float> latents)
    {
        ForEachChannel(latents, (mean, deviation) => ((float)(_settings.ScalingFactor / deviation), (float)(-mean * _settings.ScalingFactor / deviation)));
    }

    /// <summary>Scales what the denoiser made to what the decoder takes, in place: the inverse of <see cref="ToDenoiser"/>.</summary>
    /// <param name="latents">[C, h, w].</param>
    public void FromDenoiser(Span<float> latents)
    {
        ForEachChannel(latents, (mean, deviation) => ((float)(deviation / _settings.ScalingFactor), (float)mean));
    }

    private void ForEachChannel(Span<float> latents, Func<double, double, (float Factor, float Summand)> map)
    {
        int plane = latents.Length / Channels;
        for (int c = 0; c < Channels; c++)
        {
            (float factor, float summand) = map(_settings.LatentsMean?[c] ?? _settings.ShiftFactor, _settings.LatentsDeviation?[c] ?? 1);
            Span<float> channel = latents.Slice(c * plane, plane);
            TensorPrimitives.Multiply(channel, factor, channel);
            TensorPrimitives.Add(channel, summand, channel);
        }
    }

    private (int Tile, int Overlap) Tiles(LatentSize size)
    {
        bool fits = (long)size.Plane * Factor * Factor <= _options.TileAbovePixels || !TakesAnySize;
        int tile = fits ? Math.Max(size.Height, size.Width) : Math.Max(_options.TileSide / Factor, 2);
        return (tile, Math.Min((int)Math.Round(tile * _options.Overlap), tile / 2));
    }

    private static int Probe(OnnxSession decoder, VaeSettings settings, CancellationToken cancellationToken)
    {
        int height = DenoiserTensors.Fixed(settings.DecoderInput, 2) ?? 1;
        int width = DenoiserTensors.Fixed(settings.DecoderInput, 3) ?? 1;
        long[] shape = ShapeOf(decoder, settings.DecoderInput, settings.DecoderOutput, [1, settings.LatentChannels, height, width], cancellationToken);
        long factor = shape.Length == 4 ? shape[2] / height : 0;
        bool holds = shape is [1, 3, var pixelsDown, var pixelsAcross] && factor is >= 1 and <= 1024 && pixelsDown == factor * height && pixelsAcross == factor * width;
        return holds
            ? (int)factor
            : throw new ProviderUnavailableException(
                $"The model {decoder.ModelPath} turns latents [1,{settings.LatentChannels},{height},{width}] into '{settings.DecoderOutput.Name}' [{string.Join(',', shape)}]; expected is [1,3,f·{height},f·{width}].");
    }

    private static void ProbeEncoder(OnnxSession encoder, VaeSettings settings, int factor, CancellationToken cancellationToken)
    {
        int height = DenoiserTensors.Fixed(settings.EncoderInput!, 2) ?? factor;
        int width = DenoiserTensors.Fixed(settings.EncoderInput!, 3) ?? factor;
        int channels = settings.EncoderGivesDistribution ? 2 * settings.LatentChannels : settings.LatentChannels;
        long[] shape = ShapeOf(encoder, settings.EncoderInput!, settings.EncoderOutput!, [1, 3, height, width], cancellationToken);
        long[] expected = [1, channels, height / factor, width / factor];
        if (!shape.AsSpan().SequenceEqual(expected))
        {
            throw new ProviderUnavailableException(
                $"The model {encoder.ModelPath} turns a picture [1,3,{height},{width}] into '{settings.EncoderOutput!.Name}' [{string.Join(',', shape)}]; expected is [{string.Join(',', expected)}].");
        }
    }

    private static long[] ShapeOf(OnnxSession session, TensorSpec input, TensorSpec output, long[] shape, CancellationToken cancellationToken)
    {
        int length = checked((int)shape.Aggregate(1L, (product, size) => product * size));
        using OrtValue value = input.ElementType == Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float16
            ? OrtValue.CreateTensorValueFromMemory(new Float16[length], shape)
            : OrtValue.CreateTensorValueFromMemory(new float[length], shape);
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(new Dictionary<string, OrtValue> { [input.Name] = value }, [output.Name], cancellationToken);
        return outputs[0].GetTensorTypeAndShape().Shape;
    }
}
