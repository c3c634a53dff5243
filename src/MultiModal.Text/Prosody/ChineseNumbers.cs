namespace MultiModal.Text;

/// <summary>Digits in Chinese text as Chinese numerals.</summary>
internal static class ChineseNumbers
{
    private const string Digits = "零一二三四五六七八九";
    private static readonly string[] Units = ["", "十", "百", "千"];
    private static readonly string[] Groups = ["", "万", "亿"];

    /// <summary>Reads ASCII digits: as a number, or digit by digit where they are long, begin with 0, or are a year.</summary>
    public static string Read(string digits, bool isYear)
    {
        if (isYear || digits.Length > 12 || (digits.Length > 1 && digits[0] == '0'))
        {
            return string.Concat(digits.Select(digit => Digits[digit - '0']));
        }

        string result = string.Empty;
        bool gap = false;
        for (int index = 0; index < digits.Length; index++)
        {
            int place = digits.Length - 1 - index;
            int digit = digits[index] - '0';
            if (digit == 0)
            {
                gap = result.Length > 0;
            }
            else
            {
                result += (gap ? "零" : string.Empty) + Digits[digit] + Units[place % 4];
                gap = false;
            }

            if (place % 4 == 0 && place > 0 && digits.Substring(Math.Max(0, index - 3), index - Math.Max(0, index - 3) + 1).Any(each => each != '0'))
            {
                result += Groups[place / 4];
                gap = false;
            }
        }

        return result.Length == 0 ? "零" : result.StartsWith("一十", StringComparison.Ordinal) ? result[1..] : result;
    }
}
