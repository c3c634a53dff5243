namespace MultiModal.Text;

/// <summary>Which letters of a word stand for which phonemes.</summary>
internal static class SpellingAlignment
{
    private const double SilentE = 0.35;
    private const double SilentLetter = 1.1;
    private const double OddVowel = 1.6;
    private const double OddConsonant = 2.4;
    private const double UnwrittenVowel = 2.2;
    private const double UnwrittenConsonant = 3;

    private static readonly Dictionary<string, HashSet<string>> Spellings = Table(
        "AA:a o ah ea e aa aw au ow i|AE:a ai au i|AH:a e i o u ou oo ea ai io eo y oe ei oi eu au ue ae|" +
        "AO:o a au aw oa ou ough augh oo eo|AW:ou ow ough au ao|AY:i y ie igh ei eigh ye uy ai ay ey aye eye ui|" +
        "EH:e ea a ai ie u eo ei ay ae i|ER:er ir ur or ear ar our yr re eur ere olo r ier|EY:a ai ay ei eigh ey ea au aigh e ee et|" +
        "IH:i y e u o ui ie ia a ea ee ei ai ey|IY:e ee ea y i ie ei ey eo ay ae oe|OW:o oa ow oe ough ou eau ew oo au|OY:oi oy uoy|" +
        "UH:u oo ou o|UW:oo u ou ew o ue ui ough eu oe wo ieu|" +
        "B:b bb|CH:ch tch t ti c cz|D:d dd ed ld t|DH:th|F:f ff ph pph gh lf|G:g gg gh gu gue|HH:h wh|JH:j g dg gg d gi di|" +
        "K:c k ck ch cc q qu que kh cq lk|L:l ll|M:m mm mb mn lm|N:n nn kn gn pn mn|NG:ng n ngue|P:p pp|R:r rr wr rh|" +
        "S:s ss c sc ps st ce|SH:sh s ss ch ti ci si ssi ce sci c|T:t tt ed th bt pt d ct|TH:th|V:v vv f ph|W:w wh u o|Y:y i e|" +
        "Z:z zz s ss x|ZH:s si z g ge|" +
        "K S:x xc cc|G Z:x|K SH:xi x|Y UW:u ew ue eu eau iew ui|Y AH:u|Y UH:u|Y ER:ur|W AH:o|W AA:oi|AH L:le l el|AH M:m|AH N:n|K W:qu cqu|T S:z zz|HH W:wh|" +
        "T TH:th");

    /// <summary>Aligns a word in lower case with its phonemes; null where no alignment exists (an empty side).</summary>
    public static List<Unit>? Align(string letters, IReadOnlyList<string> phonemes)
    {
        int rows = letters.Length;
        int columns = phonemes.Count;
        if (rows == 0 || columns == 0)
        {
            return null;
        }

        string[] plain = [.. phonemes.Select(Phonemes.Plain)];
        double[,] cost = new double[rows + 1, columns + 1];
        (int Letters, int Phonemes)[,] step = new (int, int)[rows + 1, columns + 1];
        for (int row = 0; row <= rows; row++)
        {
            for (int column = 0; column <= columns; column++)
            {
                cost[row, column] = row == 0 && column == 0 ? 0 : double.PositiveInfinity;
            }
        }

        for (int row = 0; row <= rows; row++)
        {
            for (int column = 0; column <= columns; column++)
            {
                for (int take = 0; take <= 4 && row + take <= rows; take++)
                {
                    for (int sound = take == 0 ? 1 : 0; sound <= 2 && column + sound <= columns; sound++)
                    {
                        double price = cost[row, column] + Price(letters, row, take, plain, phonemes, column, sound);
                        if (price < cost[row + take, column + sound])
                        {
                            cost[row + take, column + sound] = price;
                            step[row + take, column + sound] = (take, sound);
                        }
                    }
                }
            }
        }

        List<Unit> units = [];
        for ((int row, int column) = (rows, columns); row > 0 || column > 0;)
        {
            (int take, int sound) = step[row, column];
            row -= take;
            column -= sound;
            units.Add(new Unit(row, take, [.. phonemes.Skip(column).Take(sound)]));
        }

        units.Reverse();
        return units;
    }

    private static double Price(string letters, int row, int take, string[] plain, IReadOnlyList<string> phonemes, int column, int sound)
    {
        if (sound == 0)
        {
            return take switch
            {
                1 when letters[row] is 'e' => SilentE,
                1 when letters[row] is '\'' => 0,
                1 => SilentLetter,
                _ => double.PositiveInfinity,
            };
        }

        if (take == 0)
        {
            return sound > 1 ? double.PositiveInfinity : Phonemes.IsVowel(phonemes[column]) ? UnwrittenVowel : UnwrittenConsonant;
        }

        string key = sound == 1 ? plain[column] : plain[column] + " " + plain[column + 1];
        if (Spellings.TryGetValue(key, out HashSet<string>? spellings) && spellings.Contains(letters.Substring(row, take)))
        {
            // Prefer long spellings (igh) to short ones with silent letters, and single sounds to pairs.
            // A consonant letter alone is a syllable only where no vowel letter will do (rhythm); io is rather i and o (vision).
            bool bare = sound == 2 && take == 1 && letters[row] is 'l' or 'm' or 'n';
            bool wide = take == 2 && letters[row] == 'i' && letters[row + 1] == 'o';
            return (0.02 * (4 - take)) + (sound == 2 ? 0.03 : 0) + (bare ? 0.6 : wide ? 0.03 : 0);
        }

        if (sound > 1 || take > 1)
        {
            return double.PositiveInfinity;
        }

        bool vowelLetter = letters[row] is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';
        return Phonemes.IsVowel(phonemes[column]) == vowelLetter ? (vowelLetter ? OddVowel : OddConsonant) : 2 * OddConsonant;
    }

    private static Dictionary<string, HashSet<string>> Table(string rows) => rows.Split('|')
        .Select(row => row.Split(':'))
        .ToDictionary(row => row[0], row => new HashSet<string>(row[1].Split(' '), StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>Letters and the phonemes they stand for.</summary>
    /// <param name="Start">The first letter.</param>
    /// <param name="Length">How many letters; 0 for a vowel that is not written.</param>
    /// <param name="Sounds">The phonemes; none for silent letters.</param>
    public readonly record struct Unit(int Start, int Length, IReadOnlyList<string> Sounds)
    {
        /// <summary>Gets the letter after the last.</summary>
        public int End => Start + Length;

        /// <summary>Gets the vowel among the sounds, or null.</summary>
        public string? Vowel => Sounds.FirstOrDefault(Phonemes.IsVowel);
    }
}
