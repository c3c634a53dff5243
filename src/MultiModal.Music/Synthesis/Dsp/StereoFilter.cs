using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MultiModal.Music.Synthesis.Dsp;

/// <summary>Second-order sections in a row on two channels at once (transposed direct form II, both channels in one vector).</summary>
internal sealed class StereoFilter
{
    private readonly Section[] _sections;

    /// <summary>Initializes a new instance of the <see cref="StereoFilter"/> class.</summary>
    public StereoFilter(IReadOnlyList<BiquadCoefficients> sections) => _sections = [.. sections.Select(section => new Section(section))];

    /// <summary>Gets a value indicating whether there is nothing to do.</summary>
    public bool IsEmpty => _sections.Length == 0;

    /// <summary>Filters a block in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Process(Span<float> left, Span<float> right)
    {
        Section[] sections = _sections;
        for (int n = 0; n < left.Length; n++)
        {
            Vector128<float> x = Vector128.Create(left[n], right[n], 0, 0);
            for (int i = 0; i < sections.Length; i++)
            {
                ref Section section = ref sections[i];
                Vector128<float> y = (section.B0 * x) + section.S1;
                section.S1 = (section.B1 * x) - (section.A1 * y) + section.S2;
                section.S2 = (section.B2 * x) - (section.A2 * y);
                x = y;
            }

            left[n] = x.GetElement(0);
            right[n] = x.GetElement(1);
        }

        // Denormal numbers are slow and inaudible.
        for (int i = 0; i < sections.Length; i++)
        {
            ref Section section = ref sections[i];
            if (Vector128.LessThanAll(Vector128.Abs(section.S1) + Vector128.Abs(section.S2), Vector128.Create(1e-15f)))
            {
                section.S1 = Vector128<float>.Zero;
                section.S2 = Vector128<float>.Zero;
            }
        }
    }

    private struct Section(BiquadCoefficients coefficients)
    {
        public readonly Vector128<float> B0 = Vector128.Create((float)coefficients.B0);
        public readonly Vector128<float> B1 = Vector128.Create((float)coefficients.B1);
        public readonly Vector128<float> B2 = Vector128.Create((float)coefficients.B2);
        public readonly Vector128<float> A1 = Vector128.Create((float)coefficients.A1);
        public readonly Vector128<float> A2 = Vector128.Create((float)coefficients.A2);
        public Vector128<float> S1;
        public Vector128<float> S2;
    }
}
