namespace MultiModal.Images.Tests.Diffusion.Schedulers;

/// <summary>
/// The numbers of PyTorch's CPU generator, which diffusers' expected values hang on: the 32-bit Mersenne Twister of Matsumoto and
/// Nishimura (1998), and normal numbers by Box and Muller in blocks of 16, as <c>torch.randn</c> fills single-precision tensors of 16 numbers or more.
/// </summary>
internal sealed class TorchGenerator
{
    private const int Size = 624;
    private const int Shift = 397;
    private const int Block = 16;

    private readonly uint[] _state = new uint[Size];
    private int _used = Size;

    /// <summary>Seeds as <c>torch.manual_seed</c> does.</summary>
    public TorchGenerator(uint seed)
    {
        _state[0] = seed;
        for (uint i = 1; i < Size; i++)
        {
            _state[i] = (1812433253u * (_state[i - 1] ^ (_state[i - 1] >> 30))) + i;
        }
    }

    /// <summary>Fills a span as <c>torch.randn</c> of so many numbers does.</summary>
    public void FillNormal(Span<float> numbers)
    {
        if (numbers.Length < Block)
        {
            throw new ArgumentException("Fewer than 16 numbers are drawn another way.", nameof(numbers));
        }

        foreach (ref float number in numbers)
        {
            number = NextSingle();
        }

        int start = 0;
        for (; start <= numbers.Length - Block; start += Block)
        {
            ToNormal(numbers.Slice(start, Block));
        }

        if (start < numbers.Length)
        {
            Span<float> last = numbers[^Block..]; // the last block is drawn again, over the end of the one before
            foreach (ref float number in last)
            {
                number = NextSingle();
            }

            ToNormal(last);
        }
    }

    private static void ToNormal(Span<float> block)
    {
        for (int i = 0; i < Block / 2; i++)
        {
            float radius = MathF.Sqrt(-2 * MathF.Log(1 - block[i]));
            float angle = 2 * MathF.PI * block[i + (Block / 2)];
            block[i] = radius * MathF.Cos(angle);
            block[i + (Block / 2)] = radius * MathF.Sin(angle);
        }
    }

    /// <summary>A number in [0, 1) with 24 random bits.</summary>
    private float NextSingle() => (Next() & ((1u << 24) - 1)) * (1f / (1 << 24));

    private uint Next()
    {
        if (_used == Size)
        {
            Twist();
        }

        uint y = _state[_used++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9D2C5680u;
        y ^= (y << 15) & 0xEFC60000u;
        return y ^ (y >> 18);
    }

    private void Twist()
    {
        for (int i = 0; i < Size; i++)
        {
            uint y = (_state[i] & 0x80000000u) | (_state[(i + 1) % Size] & 0x7FFFFFFFu);
            _state[i] = _state[(i + Shift) % Size] ^ (y >> 1) ^ ((y & 1) * 0x9908B0DFu);
        }

        _used = 0;
    }
}
