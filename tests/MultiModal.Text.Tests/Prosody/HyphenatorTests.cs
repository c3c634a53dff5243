namespace MultiModal.Text.Tests.Prosody;

/// <summary>The divisions are those of Webster-style dictionaries, checked by hand word by word.</summary>
public sealed class HyphenatorTests
{
    private static readonly EnglishProsody English = LexiconTextReader.CreateEnglish();

    [Theory]
    [MemberData(nameof(Dictionary))]
    public void Words_are_divided_as_dictionaries_divide_them(string division)
    {
        string word = division.Replace("-", string.Empty, StringComparison.Ordinal);

        string divided = string.Join('-', English.Read(word).Single().Syllables.Select(syllable => syllable.Text));

        Assert.Equal(division, divided);
    }

    [Fact]
    public void Joined_syllables_are_the_word_for_five_thousand_dictionary_words()
    {
        FrontCodedDictionary dictionary = FrontCodedDictionary.Load("dictionaries/english.bin");
        string[] words = [.. dictionary.Words().Where(word => word.All(char.IsAsciiLetterLower))];
        SeededRandom random = new(5);

        for (int count = 0; count < 5000; count++)
        {
            string word = words[random.Next(words.Length)];
            ProsodyWord read = English.Read(word).Single();

            Assert.Equal(word, string.Concat(read.Syllables.Select(syllable => syllable.Text)));
            Assert.All(read.Syllables, syllable => Assert.NotEmpty(syllable.Text));
        }
    }

    [Fact]
    public void Capital_letters_stay_as_written()
    {
        ProsodyWord word = English.Read("RIVER").Single();

        Assert.Equal(["RIV", "ER"], word.Syllables.Select(syllable => syllable.Text));
    }

    [Theory]
    [InlineData("wand'ring", 2)]
    [InlineData("o'er", 1)]
    [InlineData("ne'er", 1)]
    [InlineData("'tis", 1)]
    [InlineData("thou'rt", 1)]
    [InlineData("heav'n", 1)]
    [InlineData("flow'r", 1)]
    [InlineData("flow'rs", 1)]
    [InlineData("pow'r", 1)]
    [InlineData("ev'ry", 2)]
    [InlineData("glist'ning", 2)]
    [InlineData("kill'd", 1)]
    [InlineData("belov'd", 2)]
    [InlineData("wingèd", 2)]
    [InlineData("belovèd", 3)]
    [InlineData("blessèd", 2)]
    [InlineData("singin'", 2)]
    [InlineData("goeth", 2)]
    [InlineData("fire", 1)]
    [InlineData("hour", 1)]
    [InlineData("desire", 2)]
    [InlineData("trembling", 2)]
    [InlineData("river's", 2)]
    [InlineData("roses'", 2)]
    [InlineData("didn't", 2)]
    public void Verse_forms_have_the_syllables_they_are_spoken_with(string word, int syllables)
    {
        ProsodyWord read = English.Read(word).Single();

        Assert.Equal(syllables, read.Syllables.Count);
        Assert.False(read.IsGuessed);
    }

    public static TheoryData<string> Dictionary()
    {
        const string Words =
            """
            riv-er moon-light beau-ti-ful nev-er o-pen mu-sic pa-per wa-ter flow-er pow-er tow-er moun-tain foun-tain gar-den sil-ver gold-en win-dow shad-ow mead-ow
            sor-row mor-row hol-low yel-low wil-low swal-low pil-low lone-ly love-ly gen-tle lit-tle ta-ble can-dle ap-ple cas-tle whis-tle spar-kle twin-kle trem-ble
            pur-ple peo-ple an-gel sis-ter broth-er moth-er fa-ther daugh-ter laugh-ter af-ter win-ter sum-mer au-tumn spring-time morn-ing eve-ning twi-light mid-night
            day-light star-light sun-set sun-rise sun-shine rain-bow snow-flake some-thing noth-ing ev-ery-thing with-out with-in up-on in-to be-fore be-hind be-neath
            be-tween be-yond a-way a-lone a-long a-gain a-bove a-round a-cross to-night to-day to-geth-er for-ev-er re-mem-ber for-get for-got-ten se-cret si-lence
            si-lent si-lenc-es voic-es ros-es wish-es watch-es wait-ed need-ed want-ed end-ed sing-ing wait-ing danc-ing mak-ing run-ning sit-ting tell-ing kiss-ing
            fall-ing call-ing dream-ing shin-ing ris-ing go-ing be-ing fly-ing cry-ing sing-er danc-er lov-er mak-er writ-er teach-er farm-er sail-or dark-ness sad-ness
            hap-pi-ness hap-py sun-ny rain-y wind-y mist-y cloud-y wan-der won-der un-der thun-der ten-der lan-tern pat-tern mod-ern for-est hon-est or-ange car-ry
            mer-ry ver-y ber-ry sto-ry glo-ry spir-it mir-ror hor-ror po-em po-et qui-et li-on vi-o-let di-a-mond i-de-a cru-el jew-el na-ture fu-ture pic-ture crea-ture
            na-tion mo-tion pas-sion vi-sion spe-cial o-cean an-cient pa-tient pre-cious fa-mous fam-i-ly mem-o-ry mel-o-dy har-mo-ny sym-pho-ny his-to-ry vic-to-ry
            cap-tain cer-tain cur-tain hun-dred chil-dren mon-ster hun-gry coun-try king-dom free-dom wis-dom friend-ship beau-ty du-ty cit-y pit-y par-ty emp-ty
            pret-ty ho-ly la-dy ba-by bod-y stud-y hon-ey mon-ey val-ley jour-ney heav-en sev-en e-ven bro-ken spo-ken wo-ven wood-en light-en bright-en hid-den
            rid-den kit-ten writ-ten bit-ter but-ter let-ter bet-ter mat-ter nee-dle mid-dle bot-tle set-tle rid-dle can-dle-light night-in-gale but-ter-fly
            wa-ter-fall for-get-ful care-ful won-der-ful hope-ful grace-ful faith-ful thought-ful rest-less end-less name-less care-less blos-som pet-al leg-end
            pleas-ant meas-ure treas-ure pleas-ure feath-er weath-er gath-er ei-ther oth-er an-oth-er vel-vet scar-let em-er-ald sap-phire crys-tal mar-ble peb-ble
            bub-ble dou-ble trou-ble cou-ple cot-tage cab-in vil-lage im-age cour-age mar-riage car-riage for-tune mo-ment dis-tant in-stant na-tive cap-tive fi-nal
            roy-al e-qual sig-nal met-al gen-er-al nat-u-ral u-ni-verse u-nite un-kind un-known re-turn re-gret re-main de-stroy de-light de-part de-sire en-chant
            ex-plain ex-ist dis-cov-er mis-take her-self him-self my-self en-ter of-ten lis-ten glis-ten fas-ten mus-cle is-land com-fort com-pan-ion mil-lion on-ion
            sen-tence lan-guage lin-ger fin-ger an-ger hun-ger an-gry gar-land or-chard shep-herd cup-board sand-wich knowl-edge bridg-es ques-tion fash-ion cush-ion
            """;
        return [.. Words.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
    }
}
