namespace MultiModal.Images.Diffusion.Pipelines;

/// <summary>The pictures of a request at the size that the model works at: fitted to the size asked for, then continued at their edges.</summary>
internal sealed class WorkPictures
{
    private readonly float[]? _weights;
    private readonly int _width;
    private readonly int _height;

    /// <summary>Initializes a new instance of the <see cref="WorkPictures"/> class.</summary>
    public WorkPictures(DiffusionJob job, CancellationToken cancellationToken)
    {
        DiffusionRequest request = job.Request;
        Init = request.Init is null ? null : Fit(request.Init);
        Layouts = [.. request.Layouts.Select(Fit)];
        _weights = request.Mask is null
            ? null
            : MaskWeights.Pad(MaskWeights.Fit(request.Mask, request.Init!, job.Width, job.Height), job.Width, job.Height, job.WorkWidth, job.WorkHeight);
        (_width, _height) = (job.WorkWidth, job.WorkHeight);

        Picture Fit(Picture picture)
            => PictureFit.Pad(PictureFit.Cover(picture, job.Width, job.Height, request.Threads, cancellationToken), job.WorkWidth, job.WorkHeight);
    }

    /// <summary>Gets the picture to begin from.</summary>
    public Picture? Init { get; }

    /// <summary>Gets a value indicating whether there is a mask.</summary>
    public bool HasMask => _weights is not null;

    /// <summary>Gets the layouts.</summary>
    public IReadOnlyList<Picture> Layouts { get; }

    /// <summary>Returns how much each latent may change: the mean over its pixels.</summary>
    /// <param name="factor">Pixels to a latent.</param>
    public float[] LatentWeights(int factor)
    {
        (int across, int down) = (_width / factor, _height / factor);
        float[] weights = new float[across * down];
        for (int y = 0; y < _height; y++)
        {
            for (int x = 0; x < _width; x++)
            {
                weights[(y / factor * across) + (x / factor)] += _weights![(y * _width) + x];
            }
        }

        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] /= factor * factor;
        }

        return weights;
    }

    /// <summary>Returns what was painted with everything that the mask protects as it was.</summary>
    public Picture KeepUnmasked(Picture painted) => _weights is null || Init is null ? painted : MaskedMix.Mix(Init, painted, _weights);
}
