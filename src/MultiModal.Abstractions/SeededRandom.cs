using System.Numerics;

namespace MultiModal;

/// <summary>
/// The one random generator whose numbers may reach an artifact: xoshiro256** 1.0 (Blackman and Vigna, 2018), its state
/// filled by SplitMix64 from a 64-bit seed. The same seed gives the same numbers on every platform and version.
/// </summary>
/// <remarks>Not thread safe; not for secrets. Use <see cref="Fork"/> to give each part of a work its own stream.</remarks>
public sealed class SeededRandom
{
    private readonly ulong _seed;
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;
    private double _spareGaussian = double.NaN;

    /// <summary>Initializes a new instance of the <see cref="SeededRandom"/> class.</summary>
    /// <param name="seed">Any value; neighbouring seeds give unrelated streams.</param>
    public SeededRandom(ulong seed)
    {
        _seed = seed;
        ulong state = seed;
        _s0 = SplitMix64(ref state);
        _s1 = SplitMix64(ref state);
        _s2 = SplitMix64(ref state);
        _s3 = SplitMix64(ref state);
    }

    /// <summary>Returns a generator for a named part; the same seed and name always give the same stream, whatever was drawn before.</summary>
    public SeededRandom Fork(string name) => new(StableHash.Combine(_seed, name));

    /// <summary>Returns the next 64 random bits.</summary>
    public ulong NextUInt64()
    {
        ulong result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        ulong t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>Returns a uniform number in [0, 1), with 53 random bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Returns a uniform number in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public double NextDouble(double low, double high) => low + ((high - low) * NextDouble());

    /// <summary>Returns a uniform single in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public float NextSingle(float low, float high) => (float)NextDouble(low, high);

    /// <summary>Returns a uniform integer in [0, <paramref name="exclusiveUpper"/>), without modulo bias (Lemire, 2019).</summary>
    public int Next(int exclusiveUpper)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exclusiveUpper);
        ulong range = (ulong)exclusiveUpper;
        ulong high = Math.BigMul(NextUInt64(), range, out ulong low);
        if (low < range)
        {
            ulong threshold = (0 - range) % range;
            while (low < threshold)
            {
                high = Math.BigMul(NextUInt64(), range, out low);
            }
        }

        return (int)high;
    }

    /// <summary>Returns a uniform integer in [<paramref name="low"/>, <paramref name="high"/>], both included.</summary>
    public int Next(int low, int high) => low + Next(checked(high - low + 1));

    /// <summary>Returns a standard normal number (Box and Muller, 1958), drawn from u in (0, 1] so that its logarithm is finite.</summary>
    public double NextGaussian()
    {
        if (!double.IsNaN(_spareGaussian))
        {
            double spare = _spareGaussian;
            _spareGaussian = double.NaN;
            return spare;
        }

        double u = 1.0 - NextDouble();
        double angle = 2.0 * Math.PI * NextDouble();
        double radius = Math.Sqrt(-2.0 * Math.Log(u));
        _spareGaussian = radius * Math.Sin(angle);
        return radius * Math.Cos(angle);
    }

    private static ulong SplitMix64(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        ulong z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
