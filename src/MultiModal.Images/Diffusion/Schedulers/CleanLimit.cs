namespace MultiModal.Images.Diffusion.Schedulers;

/// <summary>Keeps a predicted clean sample in the range that pictures have: by clipping, or by dynamic thresholding (Saharia et al. 2022, "Imagen", section 2.3).</summary>
internal sealed class CleanLimit
{
    private readonly bool _threshold;
    private readonly bool _clip;
    private readonly double _range;
    private readonly double _ratio;
    private readonly float _largest;
    private float[] _magnitudes = [];

    /// <summary>Initializes a new instance of the <see cref="CleanLimit"/> class.</summary>
    /// <param name="config">The settings.</param>
    /// <param name="clip">Whether to clip when there is no thresholding.</param>
    public CleanLimit(SchedulerConfig config, bool clip)
    {
        _threshold = config.Thresholding;
        _clip = clip && !_threshold;
        _range = config.ClipSampleRange;
        _ratio = config.DynamicThresholdingRatio;
        _largest = (float)config.SampleMaxValue;
    }

    /// <summary>Gets a value indicating whether anything is done.</summary>
    public bool Any => _threshold || _clip;

    /// <summary>Limits a sample of so many pictures in place.</summary>
    public void Apply(Span<float> clean, int batch)
    {
        if (_threshold)
        {
            int picture = clean.Length / batch;
            for (int start = 0; start < clean.Length; start += picture)
            {
                Threshold(clean.Slice(start, picture));
            }
        }
        else if (_clip)
        {
            Blend.Clamp(clean, _range);
        }
    }

    /// <summary>Takes s as a quantile of the magnitudes, at least 1, clips to −s…s and divides by s.</summary>
    private void Threshold(Span<float> picture)
    {
        if (_magnitudes.Length != picture.Length)
        {
            _magnitudes = new float[picture.Length];
        }

        for (int i = 0; i < picture.Length; i++)
        {
            _magnitudes[i] = Math.Abs(picture[i]);
        }

        Array.Sort(_magnitudes);
        double position = _ratio * (picture.Length - 1);
        int below = (int)position;
        int above = Math.Min(below + 1, picture.Length - 1);
        float quantile = _magnitudes[below] + ((float)(position - below) * (_magnitudes[above] - _magnitudes[below]));
        float s = Math.Min(Math.Max(quantile, 1), _largest); // a largest threshold under 1 wins, as it does in diffusers
        for (int i = 0; i < picture.Length; i++)
        {
            picture[i] = Math.Clamp(picture[i], -s, s) / s;
        }
    }
}
