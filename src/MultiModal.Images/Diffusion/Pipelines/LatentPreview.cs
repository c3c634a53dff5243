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
    /// <summary>The longest side of a linear preview in pixels: what a step may allocate is small.</summary>
    private const int FittedSide = 48;

    /// <summary>The longest side of what the decoder is shown, in latents.</summary>
    private const int DecodedSide = 8;

    /// <summary>How many previews of a run the decoder makes at most.</summary>
    private const int DecodedPreviews = 3;

    private readonly IReadOnlyList<float>? _factors;
    private readonly IReadOnlyList<float> _bias;
    private readonly Autoencoder _autoencoder;
    private readonly LatentSize _size;
    private readonly LatentSize _small;
    private readonly float[] _shrunken;
    private readonly PngRaster _raster;
    private TiledRun? _decoding;

    /// <summary>Initializes a new instance of the <see cref="LatentPreview"/> class.</summary>
    /// <param name="defaults">May hold the linear fit.</param>
    /// <param name="autoencoder">Decodes where there is none.</param>
    /// <param name="size">The shape of a picture's latents.</param>
    public LatentPreview(DiffusionDefaults defaults, Autoencoder autoencoder, LatentSize size)
    {
        (_factors, _bias, _autoencoder, _size) = (defaults.LatentRgbFactors, defaults.LatentRgbBias, autoencoder, size);
        double scale = Math.Min(1, (double)(_factors is null ? DecodedSide : FittedSide) / Math.Max(size.Height, size.Width));
        _small = size with { Height = Math.Max(1, (int)(size.Height * scale)), Width = Math.Max(1, (int)(size.Width * scale)) };
        _shrunken = new float[_small.Length];
        int pixels = _factors is null ? autoencoder.Factor : 1;
        _raster = new PngRaster(PngColorType.Rgb, 8, _small.Width * pixels, _small.Height * pixels, new byte[3 * _small.Plane * pixels * pixels], []);
    }

    /// <summary>Says whether a preview is made after an evaluation.</summary>
    public bool IsDue(int done, int evaluations)
        => done < evaluations
            && (_factors is not null || (_autoencoder.TakesAnySize && done * (DecodedPreviews + 1) / evaluations > (done - 1) * (DecodedPreviews + 1) / evaluations));

    /// <summary>Makes a preview.</summary>
    /// <param name="latents">The clean latents predicted so far, [C, h, w].</param>
    /// <param name="cancellationToken">Stops the decoder.</param>
    public byte[] Png(ReadOnlySpan<float> latents, CancellationToken cancellationToken)
    {
        Shrink(latents);
        if (_factors is not null)
        {
            Fit(_factors);
        }
        else
        {
            Decode(cancellationToken);
        }

        PngChunkWriter file = new();
        PngWriter.WriteHeader(file, _raster);
        file.WriteImageData(PngCompressor.Compress(_raster, level: 1));
        return file.Finish();
    }

    /// <inheritdoc/>
    public void Dispose() => _decoding?.Dispose();

    private void Shrink(ReadOnlySpan<float> latents)
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
    }

    private void Fit(IReadOnlyList<float> factors)
    {
        for (int i = 0; i < _small.Plane; i++)
        {
            for (int k = 0; k < 3; k++)
            {
                float color = _bias[k];
                for (int c = 0; c < _size.Channels; c++)
                {
                    color += factors[(3 * c) + k] * _shrunken[(c * _small.Plane) + i];
                }

                _raster.Rows[(3 * i) + k] = PictureTensor.ToByte((color * 127.5f) + 127.5f);
            }
        }
    }

    private void Decode(CancellationToken cancellationToken)
    {
        _autoencoder.FromDenoiser(_shrunken);
        _decoding ??= _autoencoder.Decoding(_small);
        ReadOnlySpan<float> planes = _decoding.Run(_shrunken, cancellationToken);
        int plane = planes.Length / 3;
        for (int i = 0; i < planes.Length; i++)
        {
            _raster.Rows[(3 * (i % plane)) + (i / plane)] = PictureTensor.ToByte((planes[i] * 127.5f) + 127.5f);
        }
    }
}
