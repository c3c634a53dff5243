namespace MultiModal.Music.Synthesis.Dsp;

/// <summary>White noise for inner loops: xorshift32 (Marsaglia, 2003), uniform in [-1, 1).</summary>
internal struct NoiseSource
{
    private uint _state;

    /// <summary>Initializes a new instance of the <see cref="NoiseSource"/> struct.</summary>
    public NoiseSource(ulong seed)
    {
        _state = (uint)(seed ^ (seed >> 32));
        if (_state == 0)
        {
            _state = 0x9E3779B9;
        }
    }

    /// <summary>Returns the next sample.</summary>
    public float Next()
    {
        uint x = _state;
        x ^= x << 13;
        x ^= x >> 17;
        x ^= x << 5;
        _state = x;
        return (int)x * (1f / 2147483648f);
    }
}
