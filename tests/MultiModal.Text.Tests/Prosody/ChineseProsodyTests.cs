namespace MultiModal.Text.Tests.Prosody;

/// <summary>Readings as the dictionaries (现代汉语词典) give them, with sandhi as spoken.</summary>
public sealed class ChineseProsodyTests
{
    private static readonly LexiconTextReader Reader = new();

    [Theory]
    [InlineData("床前明月光", "chuang2 qian2 ming2 yue4 guang1")]
    [InlineData("一行白鹭上青天", "yi4 hang2 bai2 lu4 shang4 qing1 tian1")]
    [InlineData("朝辞白帝彩云间", "zhao1 ci2 bai2 di4 cai3 yun2 jian1")]
    [InlineData("千里江陵一日还", "qian1 li3 jiang1 ling2 yi2 ri4 huan2")]
    [InlineData("轻舟已过万重山", "qing1 zhou1 yi3 guo4 wan4 chong2 shan1")]
    [InlineData("少小离家老大回", "shao4 xiao3 li2 jia1 lao3 da4 hui2")]
    [InlineData("春眠不觉晓", "chun1 mian2 bu4 jue2 xiao3")]
    [InlineData("花落知多少", "hua1 luo4 zhi1 duo1 shao3")]
    [InlineData("相看两不厌", "xiang1 kan4 liang3 bu2 yan4")]
    [InlineData("长河落日圆", "chang2 he2 luo4 ri4 yuan2")]
    [InlineData("草长莺飞二月天", "cao2 zhang3 ying1 fei1 er4 yue4 tian1")]
    [InlineData("银行和行人", "yin2 hang2 he2 xing2 ren2")]
    [InlineData("他还在重庆", "ta1 hai2 zai4 chong2 qing4")]
    [InlineData("你好", "ni2 hao3")]
    [InlineData("老虎", "lao2 hu3")]
    [InlineData("一心一意", "yi4 xin1 yi2 yi4")]
    [InlineData("不是", "bu2 shi4")]
    [InlineData("不好", "bu4 hao3")]
    [InlineData("看一看", "kan4 yi5 kan4")]
    [InlineData("第一个", "di4 yi1 ge4")]
    [InlineData("月亮和星星", "yue4 liang5 he2 xing1 xing5")]
    [InlineData("我的朋友", "wo3 de5 peng2 you5")]
    [InlineData("轻轻地走了", "qing1 qing1 de5 zou3 le5")]
    [InlineData("覺得頭髮長", "jue2 de5 tou2 fa5 chang2")]
    [InlineData("銀行", "yin2 hang2")]
    public async Task Characters_are_read_in_context_with_the_tones_as_spoken(string text, string pinyin)
    {
        Reading reading = await Reader.ReadAsync(text);

        Assert.Equal(pinyin, string.Join(' ', reading.Prosody.Lines[0].Words.SelectMany(word => word.Syllables).Select(syllable => syllable.Sound)));
    }

    [Fact]
    public async Task A_tone_is_the_number_of_its_sound()
    {
        Reading reading = await Reader.ReadAsync("白日依山尽，黄河入海流。欲穷千里目，更上一层楼。");

        Assert.Equal(4, reading.Prosody.Lines.Count);
        Assert.All(reading.Prosody.Lines.SelectMany(line => line.Words).SelectMany(word => word.Syllables), syllable => Assert.Equal(syllable.Sound[^1] - '0', syllable.Tone));
    }

    [Theory]
    [InlineData("他有3只船", "ta1 you3 san1 zhi1 chuan2")]
    [InlineData("1980年", "yi1 jiu3 ba1 ling2 nian2")]
    [InlineData("20个人", "er4 shi2 ge4 ren2")]
    public async Task Digits_in_Chinese_are_read_as_Chinese(string text, string pinyin)
    {
        Reading reading = await Reader.ReadAsync(text);

        Assert.Equal(pinyin, string.Join(' ', reading.Prosody.Lines[0].Words.SelectMany(word => word.Syllables).Select(syllable => syllable.Sound)));
        Assert.Equal(text, string.Concat(reading.Prosody.Lines[0].Words.Select(word => word.Text + word.After)));
    }

    [Fact]
    public async Task A_line_may_mix_both_languages()
    {
        Reading reading = await Reader.ReadAsync("我说 hello 月亮\n你说再见");

        Assert.Equal(["我", "说", "hello", "月", "亮"], reading.Prosody.Lines[0].Words.Select(word => word.Text));
        Assert.Equal(2, reading.Prosody.Lines[0].Words[2].Syllables.Count);
        Assert.Equal(Stress.Primary, reading.Prosody.Lines[0].Words[2].Syllables[1].Stress);
    }

    [Fact]
    public async Task A_poem_on_one_line_is_split_at_its_marks()
    {
        Reading reading = await Reader.ReadAsync("床前明月光，疑是地上霜。举头望明月，低头思故乡。");

        Assert.Equal(["床前明月光，", "疑是地上霜。", "举头望明月，", "低头思故乡。"], reading.Prosody.Lines.Select(line => line.Text));
        Assert.Equal([LineClose.Comma, LineClose.Sentence, LineClose.Comma, LineClose.Sentence], reading.Prosody.Lines.Select(line => line.Close));
        Assert.All(reading.Prosody.Lines, line => Assert.Equal(5, line.SyllableCount));
    }

    [Theory]
    [InlineData("0", "零")]
    [InlineData("10", "十")]
    [InlineData("14", "十四")]
    [InlineData("105", "一百零五")]
    [InlineData("1000", "一千")]
    [InlineData("2026", "二千零二十六")]
    [InlineData("10001", "一万零一")]
    [InlineData("120000", "十二万")]
    [InlineData("007", "零零七")]
    public void Numbers_are_read_by_place(string digits, string numeral) => Assert.Equal(numeral, ChineseNumbers.Read(digits, isYear: false));
}
