using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MultiModal.Music.Synthesis.Dsp;

/// <summary>A delay line that is read and written in blocks, with delays between samples.</summary>
internal sealed class BlockDelay
{
    private readonly float[] _line;
    private readonly int _longest;
    private readonly int _block;
    private int _write;

    /// <summary>Initializes a new instance of the <see cref="BlockDelay"/> class.</summary>
    /// <param name="longest">The longest delay in frames that will be asked for.</param>
    /// <param name="block">Frames in a block, a multiple of eight.</param>
    public BlockDelay(int longest, int block)
    {
        _longest = longest + 10;
        _block = block;
        _line = new float[_longest + (64 * block)];
        _write = _longest;
    }

    /// <summary>Writes what comes in now.</summary>
    public void Write(ReadOnlySpan<float> block)
    {
        if (_write + _block > _line.Length)
        {
            Array.Copy(_line, _write - _longest, _line, 0, _longest);
            _write = _longest;
        }

        block.CopyTo(_line.AsSpan(_write, _block));
        _write += _block;
    }

    /// <summary>Reads a block that begins <paramref name="delay"/> frames before the block to be written next; at least one block long.</summary>
    public ReadOnlySpan<float> Read(int delay) => _line.AsSpan(_write - delay, _block);

    /// <summary>Reads a block while the delay moves evenly from one value to another (a difference far below one frame).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void ReadMoving(double from, double to, Span<float> output)
    {
        ref float line = ref MemoryMarshal.GetArrayDataReference(_line);
        ref float target = ref MemoryMarshal.GetReference(output);
        (nuint startA, Vector256<float> partA) = Place(from);
        (nuint startB, Vector256<float> partB) = Place(to);
        Vector256<float> blend = Vector256.Create(0f, 1, 2, 3, 4, 5, 6, 7) / _block;
        Vector256<float> step = Vector256.Create(8f / _block);
        for (nuint n = 0; n + 8 <= (nuint)output.Length; n += 8)
        {
            Vector256<float> a0 = Vector256.LoadUnsafe(ref line, startA + n);
            Vector256<float> a = a0 + (partA * (Vector256.LoadUnsafe(ref line, startA + n + 1) - a0));
            Vector256<float> b0 = Vector256.LoadUnsafe(ref line, startB + n);
            Vector256<float> b = b0 + (partB * (Vector256.LoadUnsafe(ref line, startB + n + 1) - b0));
            (a + (blend * (b - a))).StoreUnsafe(ref target, n);
            blend += step;
        }
    }

    private (nuint Start, Vector256<float> Part) Place(double delay)
    {
        double place = _write - delay;
        int whole = (int)place;
        return ((nuint)whole, Vector256.Create((float)(place - whole)));
    }
}
