using MultiModal.Music.Synthesis.Dsp;
using MultiModal.Music.Synthesis.Patches;
using MultiModal.Music.Synthesis.Voices;

namespace MultiModal.Music.Synthesis;

/// <summary>All notes of one part and one instrument on their way to the mix: the instrument's body, its level and its place.</summary>
internal sealed class Channel
{
    // Notes start inside a block and then write past its end, so the buffers hold two.
    private readonly float[] _left = new float[2 * Voice.BlockFrames];
    private readonly float[] _right = new float[2 * Voice.BlockFrames];
    private readonly StereoFilter _body;
    private readonly float _gainLeft;
    private readonly float _gainRight;
    private readonly float _send;
    private readonly int _ringBlocks;
    private int _ringing;

    /// <summary>Initializes a new instance of the <see cref="Channel"/> class.</summary>
    public Channel(Patch patch, double pan, double sampleRateHz)
    {
        Patch = patch;
        List<BiquadCoefficients> body = [.. patch.Body.Select(peak => BiquadCoefficients.Peak(sampleRateHz, peak.Hz, peak.Q, peak.GainDb))];
        if (patch.CutoffHz is { } cutoff && cutoff < 0.45 * sampleRateHz)
            body.Add(BiquadCoefficients.LowPass(sampleRateHz, cutoff));

        _body = new StereoFilter(body);

        // In the middle both gains are one.
        (float left, float right) = Panning.Gains(pan);
        float level = (float)(Levels.DbToGain(patch.GainDb) * Math.Sqrt(2));
        _gainLeft = level * left;
        _gainRight = level * right;
        _send = (float)patch.ReverbSend;
        _ringBlocks = body.Count == 0 ? 1 : (int)(0.5 * sampleRateHz / Voice.BlockFrames) + 1;
    }

    /// <summary>Gets the instrument.</summary>
    public Patch Patch { get; }

    /// <summary>Gets the frames that a voice which starts at <paramref name="offset"/> of the block writes to.</summary>
    public (Memory<float> Left, Memory<float> Right) At(int offset) => (_left.AsMemory(offset, Voice.BlockFrames), _right.AsMemory(offset, Voice.BlockFrames));

    /// <summary>Says that a voice has written to this block.</summary>
    public void Touch() => _ringing = _ringBlocks;

    /// <summary>Adds the block to the mix, if anything sounds, and moves on to the next.</summary>
    public void Flush(Span<float> left, Span<float> right, Span<float> sendLeft, Span<float> sendRight)
    {
        if (_ringing == 0)
            return;

        _ringing--;
        Span<float> blockLeft = _left.AsSpan(0, Voice.BlockFrames);
        Span<float> blockRight = _right.AsSpan(0, Voice.BlockFrames);
        if (!_body.IsEmpty)
            _body.Process(blockLeft, blockRight);

        Blocks.AddScaled(left, blockLeft, _gainLeft);
        Blocks.AddScaled(right, blockRight, _gainRight);
        Blocks.AddScaled(sendLeft, blockLeft, _gainLeft * _send);
        Blocks.AddScaled(sendRight, blockRight, _gainRight * _send);
        _left.AsSpan(Voice.BlockFrames).CopyTo(blockLeft);
        _right.AsSpan(Voice.BlockFrames).CopyTo(blockRight);
        _left.AsSpan(Voice.BlockFrames).Clear();
        _right.AsSpan(Voice.BlockFrames).Clear();
    }
}
