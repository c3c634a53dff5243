using MultiModal.Onnx.Tokenizers;

namespace MultiModal.Onnx.Tests.Tokenizers;

public sealed class ByteLevelAlphabetTests
{
    [Theory]
    [InlineData(0x41, 'A')]
    [InlineData(0x20, 'Ġ')] // The well-known sign of GPT-2's vocabulary for a space
    [InlineData(0x0A, 'Ċ')] // and for a line feed.
    [InlineData(0xAD, 'Ń')]
    [InlineData(0xFF, 'ÿ')]
    [InlineData(0x00, 'Ā')]
    public void Known_bytes_have_their_known_characters(byte value, char expected) => Assert.Equal(expected, ByteLevelAlphabet.Spell(value));

    [Fact]
    public void Every_byte_has_a_character_of_its_own()
    {
        for (int value = 0; value < 256; value++)
        {
            Assert.True(ByteLevelAlphabet.TryRead(ByteLevelAlphabet.Spell((byte)value), out byte read));
            Assert.Equal(value, read);
        }

        Assert.False(ByteLevelAlphabet.TryRead(' ', out _));
        Assert.False(ByteLevelAlphabet.TryRead('月', out _));
    }
}
