using MultiModal.Page;

namespace MultiModal.Tests.Page;

public sealed class PoemTextTests
{
    [Theory]
    [InlineData("one\ntwo\n\nthree\n")]
    [InlineData("\r\n\r\none\r\ntwo\r\n \t \r\n\r\nthree")]
    [InlineData("\uFEFFone\u2028two\n\n\n\nthree\u0000")]
    public void Stanzas_AreParted_ByEmptyLines(string text)
    {
        PoemText poem = PoemText.Read(text);

        Assert.Equal([["one", "two"], ["three"]], poem.Stanzas);
    }

    [Fact]
    public void Indents_AreKept()
    {
        Assert.Equal(["left", "    right"], PoemText.Read("left\n\tright").Lines);
    }

    [Fact]
    public void AShortChinesePoem_MayStandUpright_AndNothingElse()
    {
        Assert.True(PoemText.Read(SamplePiece.QuietNightPoem).FitsUpright);
        Assert.False(PoemText.Read(SamplePiece.RiverPoem).FitsUpright);
        Assert.False(PoemText.Read(string.Concat(Enumerable.Repeat("床前明月光\n", 13))).FitsUpright);
        Assert.False(PoemText.Read(new string('月', 19)).FitsUpright);
        Assert.False(PoemText.Read(string.Empty).FitsUpright);
    }

    [Fact]
    public void ATitleOverTheVerse_IsNotShownTwice()
    {
        Assert.Equal(["床前明月光"], PoemText.Read("静夜思\n\n床前明月光").Without("静夜思").Lines);
        Assert.Equal(["静夜思", "床前明月光"], PoemText.Read("静夜思\n床前明月光").Without("静夜思").Lines);
        Assert.Equal(["静夜思"], PoemText.Read("静夜思").Without("静夜思").Lines);
    }

    [Fact]
    public void AChinesePoemOnOneLine_StandsClauseByClause() =>
        Assert.Equal(["床前明月光，", "疑是地上霜。", "举头望明月，", "低头思故乡。"], PoemText.Read("床前明月光，疑是地上霜。举头望明月，低头思故乡。").Lines);

    [Fact]
    public void ClosingQuotes_StayWithTheirClause() =>
        Assert.Equal(["他说：“走吧！”", "我不答，", "月已西。"], PoemText.Read("他说：“走吧！”我不答，月已西。").Lines);

    [Fact]
    public void AnEnglishLine_StaysOneLine() => Assert.Single(PoemText.Read("The moon, the river, the boat.").Lines);
}
