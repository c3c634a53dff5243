using MultiModal.Images.Raster;

namespace MultiModal.Images.Tests.Raster;

public sealed class SrgbCurveTests
{
    [Fact]
    public void Every_byte_comes_back_from_its_light()
    {
        for (int value = 0; value < 256; value++)
        {
            Assert.Equal(value, SrgbCurve.ToByte(SrgbCurve.Light[value]));
        }
    }

    [Fact]
    public void Light_is_rounded_to_the_nearest_stored_value()
    {
        SeededRandom random = new(5);
        for (int i = 0; i < 100_000; i++)
        {
            float light = (float)Math.Pow(random.NextDouble(), 3); // more of the dark, where the curve is steep
            double exact = 255 * SrgbCurve.Encode(light);
            Assert.InRange(SrgbCurve.ToByte(light), exact - 0.5001, exact + 0.5001);
        }
    }

    [Theory]
    [InlineData(-1f, 0)]
    [InlineData(2f, 255)]
    [InlineData(float.NaN, 0)]
    [InlineData(float.PositiveInfinity, 255)]
    public void What_lies_outside_is_clamped(float light, byte stored) => Assert.Equal(stored, SrgbCurve.ToByte(light));

    // IEC 61966-2-1 by way of the W3C's "CSS Color Module Level 4", section 10.2: mid grey 0.5 is 0.21404 of the light.
    [Fact]
    public void Half_of_the_stored_range_is_a_fifth_of_the_light() => Assert.Equal(0.21404, SrgbCurve.Decode(0.5), 5);
}
