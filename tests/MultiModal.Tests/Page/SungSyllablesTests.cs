using MultiModal.Page;

namespace MultiModal.Tests.Page;

public sealed class SungSyllablesTests
{
    [Fact]
    public void Syllables_AreFoundInOrder_WhateverTheCaseAndPunctuation()
    {
        string[] lines = ["“The river,” he said—", "O’er it all."];

        Assert.Equal("The|riv|er|he|said|O’er|it|all", Found(lines, "the", "riv", "er", "he", "said", "o'er", "it", "all"));
    }

    [Fact]
    public void AChineseSyllable_IsOneCharacter_AlsoOneBeyondTheBasicPlane()
    {
        Assert.Equal("床|𠮷|月", Found(["床前𠮷，明月"], "床", "𠮷", "月"));
    }

    [Fact]
    public void WordsThatAreNotInThePoem_HaveNoPlace_AndTheRestGoesOn()
    {
        Assert.Equal("one|-|two", Found(["one two"], "one", "la", "two"));
    }

    [Fact]
    public void ARefrainSungAgain_StartsFromTheTop()
    {
        Assert.Equal("row|your|boat|row|your|boat", Found(["row your boat"], "row", "your", "boat", "row", "your", "boat"));
    }

    [Fact]
    public void ASyllable_NeverRunsOverALineEnd()
    {
        Assert.Equal("-", Found(["so", "me"], "some"));
    }

    private static string Found(string[] lines, params string[] syllables) => string.Join('|', SungSyllables.Place(lines, syllables)
        .Select(place => place is { } found ? lines[found.Line][found.Start..found.End] : "-"));
}
