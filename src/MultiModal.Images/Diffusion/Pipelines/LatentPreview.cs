using MultiModal.Images.Codecs;
using MultiModal.Images.Diffusion.Packs;
using MultiModal.Images.Diffusion.Vae;
using MultiModal.Images.Raster;

namespace MultiModal.Images.Diffusion.Pipelines;

/// <summary>
/// Shows what is being painted, cheaply: one pixel for each latent by a linear fit where the pack has one, else the decoder over a shrunken
/// picture, and that only a few times in a run.
/// </summary>
internal sealed class LatentPreview : IDisposable
{
    /// <summary>The longest side of what the decoder is shown, in latents.</summary>
    private const int DecodedSide = 12;

    /// <summary>How many previews of a run the decoder makes at most.</summary>
    private const int DecodedPreviews = 4;

    private static readonly PngWriteOptions Quick = new() { CompressionLevel = 1 };

    private readonly DiffusionDefaults _defaults;
    private readonly Autoencoder _autoencoder;
    private readonly LatentSize _size;
    private readonly LatentSize _small;
    private readonly float[] _shrunken;
    private readonly byte[] _rgba;
    private TiledRun? _decoding;

    /// <summary>Initializes a new instance of the <see cref="LatentPreview"/> class.</summary>
    /// <param name="defaults">May hold the linear fit.</param>
    /// <param name="autoencoder">Decodes where there is none.</param>
    /// <param name="size">The shape of a picture's latents.</param>
    public LatentPreview(DiffusionDefaults defaults, Autoencoder autoencoder, LatentSize size)
    {
        (_defaults, _autoencoder, _size) = (defaults, autoencoder, size);
        double scale = Math.Min(1, (double)DecodedSide / Math.Max(size.Height, size.Width));
        _small = size with { Height = Math.Max(1, (int)(size.Height * scale)), Width = Math.Max(1, (int)(size.Width * scale)) };
        _shrunken = new float[defaults.LatentRgbFactors is null ? _small.Length : 0];
        _rgba = new byte[defaults.LatentRgbFactors is null ? 0 : 4 * size.Plane];
    }

    /// <summary>Says whether a preview is made after an evaluation.</summary>
    public bool IsDue(int done, int evaluations)
        => done < evaluations && (_defaults.LatentRgbFactors is not null || done * (DecodedPreviews + 1) / evaluations > (done - 1) * (DecodedPreviews + 1) / evaluations);

    /// <summary>Makes a preview.</summary>
    /// <param name="latents">The clean latents predicted so far, [C, h, w].</param>
    /// <param name="cancellationToken">Stops the decoder.</param>
    public byte[] Png(ReadOnlySpan<float> latents, CancellationToken cancellationToken)
        => PngWriter.Write(_defaults.LatentRgbFactors is { } factors ? Fit(latents, factors) : Decode(latents, cancellationToken), Quick);

    /// <inheritdoc/>
    public void Dispose() => _decoding?.Dispose();

    private Picture Fit(ReadOnlySpan<float> latents, IReadOnlyList<float> factors)
    {
        Span<float> color = stackalloc float[3];
        for (int i = 0; i < _size.Plane; i++)
        {
            for (int k = 0; k < 3; k++)
            {
                color[k] = _defaults.LatentRgbBias[k];
                for (int c = 0; c < _size.Channels; c++)
                {
                    color[k] += factors[(3 * c) + k] * latents[(c * _size.Plane) + i];
                }

                _rgba[(4 * i) + k] = PictureTensor.ToByte((color[k] * 127.5f) + 127.5f);
            }

            _rgba[(4 * i) + 3] = 255;
        }

        return new Picture(_size.Width, _size.Height, _rgba);
    }

    private Picture Decode(ReadOnlySpan<float> latents, CancellationToken cancellationToken)
    {
        for (int c = 0; c < _size.Channels; c++)
        {
            for (int y = 0; y < _small.Height; y++)
            {
                for (int x = 0; x < _small.Width; x++)
                {
                    int from = (y * _size.Height / _small.Height * _size.Width) + (x * _size.Width / _small.Width);
                    _shrunken[(((c * _small.Height) + y) * _small.Width) + x] = latents[(c * _size.Plane) + from];
                }
            }
        }

        _autoencoder.FromDenoiser(_shrunken);
        _decoding ??= _autoencoder.Decoding(_small);
        return PictureTensor.Read(_decoding.Run(_shrunken, cancellationToken), _small.Width * _autoencoder.Factor, _small.Height * _autoencoder.Factor);
    }
}
