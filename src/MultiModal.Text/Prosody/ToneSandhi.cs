namespace MultiModal.Text;

/// <summary>Mandarin tones as spoken: a third tone before another, 一 and 不.</summary>
internal static class ToneSandhi
{
    /// <summary>Changes dictionary tones to spoken ones within one breath.</summary>
    /// <param name="characters">The characters, simplified.</param>
    /// <param name="tones">Their dictionary tones 1 to 5, changed in place.</param>
    /// <param name="isWordEnd">Whether a word ends after the character; third tones group inside words first.</param>
    public static void Apply(IReadOnlyList<string> characters, int[] tones, IReadOnlyList<bool> isWordEnd)
    {
        int[] written = [.. tones];
        for (int index = 0; index < tones.Length; index++)
        {
            bool last = index + 1 == tones.Length;
            int next = last ? 0 : written[index + 1];
            if (characters[index] == "一" && written[index] == 1)
            {
                tones[index] = Yi(characters, index, next);
            }
            else if (characters[index] == "不" && written[index] == 4 && next == 4)
            {
                tones[index] = 2;
            }
        }

        Third(tones, isWordEnd);
    }

    private static int Yi(IReadOnlyList<string> characters, int index, int next)
    {
        string before = index > 0 ? characters[index - 1] : string.Empty;
        string after = index + 1 < characters.Count ? characters[index + 1] : string.Empty;
        bool counted = before is "第" or "十" or "初" or "百" or "千" or "万" or "零" or "周" or "星" || IsDigit(before) || IsDigit(after);
        if (counted || next == 0)
        {
            return 1;
        }

        if (before.Length > 0 && before == after)
        {
            // 看一看: unstressed between the two.
            return 5;
        }

        return next is 4 or 5 ? 2 : 4;
    }

    private static bool IsDigit(string character) => character is "二" or "三" or "四" or "五" or "六" or "七" or "八" or "九" or "〇" or "一";

    // 老虎 (ló hǔ); three in a row group by words: 小老虎 keeps its first, 展览馆 changes two.
    private static void Third(int[] tones, IReadOnlyList<bool> isWordEnd)
    {
        int index = 0;
        while (index < tones.Length)
        {
            int end = index;
            while (end < tones.Length && tones[end] == 3)
            {
                end++;
            }

            int start = index;
            while (end - start >= 2)
            {
                int stop = start + 1;
                while (stop < end && !isWordEnd[stop - 1])
                {
                    stop++;
                }

                // One character alone joins the word after it when only two are left, as in 很好.
                if (stop - start == 1 && end - start == 2)
                {
                    stop = end;
                }

                for (int at = start; at < stop - 1; at++)
                {
                    tones[at] = 2;
                }

                start = stop;
            }

            index = Math.Max(end, index + 1);
        }
    }
}
