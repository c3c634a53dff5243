namespace MultiModal.Images.Tests.Diffusion.Schedulers;

/// <summary>
/// The Brownian path that diffusers' DPMSolverSDEScheduler takes its noise from: torchsde's <c>BrownianInterval</c> with
/// <c>halfway_tree</c>, a bridge over the whole interval that is halved down to a grid of 10⁻⁶, each node drawing from a seed of its own.
/// </summary>
internal sealed class TorchBrownianTree
{
    private const double Grid = 1e-6;
    private const int PoolSize = 24;

    private readonly uint _entropy;
    private readonly int _count;
    private readonly long _start;
    private readonly long _end;
    private readonly float[] _whole;

    /// <summary>Draws the increment over the whole interval.</summary>
    public TorchBrownianTree(double start, double end, uint entropy, int count)
    {
        _entropy = entropy;
        _count = count;
        _start = ToGrid(start);
        _end = ToGrid(end);
        _whole = Normal(SeedState([_entropy])[0], Math.Sqrt(end - start));
    }

    /// <summary>Returns the path's increment from one time to a later one.</summary>
    public float[] Increment(double from, double to)
    {
        float[] left = ValueAt(ToGrid(from));
        float[] right = ValueAt(ToGrid(to));
        return [.. left.Zip(right, (a, b) => b - a)];
    }

    /// <summary>Follows the halvings down to a time: W(middle) − W(start) is normal about its share of the increment.</summary>
    private float[] ValueAt(long time)
    {
        float[] value = new float[_count];
        float[] increment = [.. _whole];
        (long start, long end, ulong key, uint depth) = (_start, _end, 0, 0);
        while (time > start && time < end)
        {
            long middle = (long)Math.Round((start + end) / 2.0, MidpointRounding.ToEven);
            double share = (double)(middle - start) / (end - start);
            float[] noise = Normal(SeedState([_entropy, .. new uint[PoolSize - 1], .. Words(key), depth])[0], Math.Sqrt(share * (end - middle) * Grid));
            for (int i = 0; i < _count; i++)
            {
                float left = (float)(share * increment[i]) + noise[i];
                if (time >= middle)
                {
                    value[i] += left;
                    left = increment[i] - left;
                }

                increment[i] = left;
            }

            bool right = time >= middle;
            (start, end, key, depth) = right ? (middle, end, (2 * key) + 1, depth + 1) : (start, middle, 2 * key, depth + 1);
        }

        return time < end ? value : [.. value.Zip(increment, (a, b) => a + b)];
    }

    private float[] Normal(uint seed, double deviation)
    {
        float[] noise = new float[_count];
        new TorchGenerator(seed).FillNormal(noise);
        for (int i = 0; i < _count; i++)
        {
            noise[i] = (float)(noise[i] * deviation);
        }

        return noise;
    }

    private static uint[] Words(ulong key) => key > uint.MaxValue ? [(uint)key, (uint)(key >> 32)] : [(uint)key];

    private static long ToGrid(double time) => (long)Math.Round(time / Grid, MidpointRounding.ToEven);

    /// <summary>NumPy's <c>SeedSequence.generate_state</c> over a pool of 24 words (after O'Neill's seed_seq_fe).</summary>
    internal static uint[] SeedState(ReadOnlySpan<uint> entropy, int count = 4)
    {
        uint constant = 0x43B0D7E5;
        uint[] pool = new uint[PoolSize];
        for (int i = 0; i < PoolSize; i++)
        {
            pool[i] = Hash(i < entropy.Length ? entropy[i] : 0);
        }

        for (int source = 0; source < PoolSize; source++)
        {
            for (int target = 0; target < PoolSize; target++)
            {
                pool[target] = source == target ? pool[target] : Mix(pool[target], Hash(pool[source]));
            }
        }

        for (int source = PoolSize; source < entropy.Length; source++)
        {
            for (int target = 0; target < PoolSize; target++)
            {
                pool[target] = Mix(pool[target], Hash(entropy[source]));
            }
        }

        constant = 0x8B51F9DD;
        uint[] state = new uint[count];
        for (int i = 0; i < count; i++)
        {
            uint value = pool[i % PoolSize] ^ constant;
            constant *= 0x58F38DED;
            value *= constant;
            state[i] = value ^ (value >> 16);
        }

        return state;

        uint Hash(uint value)
        {
            value ^= constant;
            constant *= 0x931E8875;
            value *= constant;
            return value ^ (value >> 16);
        }

        static uint Mix(uint x, uint y)
        {
            uint value = (0xCA01F9DDu * x) - (0x4973F715u * y);
            return value ^ (value >> 16);
        }
    }
}
