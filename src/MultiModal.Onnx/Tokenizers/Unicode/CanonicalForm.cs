using System.Text;

namespace MultiModal.Onnx.Tokenizers.Unicode;

/// <summary>
/// Canonical decomposition and composition of text (NFD and NFC, Unicode Standard Annex 15). The program runs without ICU, where
/// <see cref="string.Normalize()"/> leaves every text as it is. Linear in the length of the text, whatever its marks. Thread-safe.
/// </summary>
public static class CanonicalForm
{
    // Below this no character has a combining class or follows from a composition of two others that may stand apart.
    private const char FirstMark = '\u0300';
    private const char FirstDecomposable = '\u00C0';

    /// <summary>Returns the text with every character and its marks joined into one character where Unicode has it (NFC).</summary>
    /// <remarks>A surrogate without its partner becomes U+FFFD.</remarks>
    public static string Compose(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.AsSpan().ContainsAnyExceptInRange('\0', (char)(FirstMark - 1)))
            return text;
        List<int> points = Decompose(text.AsSpan());
        ComposeInPlace(points);
        return ToText(points, text.Length);
    }

    /// <summary>Returns the text with every character taken apart from its marks, the marks in canonical order (NFD).</summary>
    /// <remarks>A surrogate without its partner becomes U+FFFD.</remarks>
    public static string Decompose(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.AsSpan().ContainsAnyExceptInRange('\0', (char)(FirstDecomposable - 1)) ? ToText(Decompose(text.AsSpan()), text.Length) : text;
    }

    private static List<int> Decompose(ReadOnlySpan<char> text)
    {
        List<int> points = new(text.Length + 16);
        foreach (Rune rune in text.EnumerateRunes())
            AppendDecomposed(points, rune.Value);
        OrderMarks(points);
        return points;
    }

    private static void AppendDecomposed(List<int> points, int point)
    {
        if (HangulSyllable.IsSyllable(point))
        {
            HangulSyllable.AppendDecomposed(points, point);
        }
        else if (CanonicalData.TryDecompose(point, out (int First, int Second) parts))
        {
            // Only the first part can be taken apart further, and at most four times.
            AppendDecomposed(points, parts.First);
            if (parts.Second != 0)
                points.Add(parts.Second);
        }
        else
        {
            points.Add(point);
        }
    }

    // Sorts each run of marks by combining class and leaves marks of one class in their order.
    private static void OrderMarks(List<int> points)
    {
        int start = 0;
        while (start < points.Count)
        {
            if (CanonicalData.ClassOf(points[start]) == 0)
            {
                start++;
                continue;
            }

            int end = start + 1;
            bool sorted = true;
            for (; end < points.Count && CanonicalData.ClassOf(points[end]) is > 0 and int next; end++)
                sorted &= next >= CanonicalData.ClassOf(points[end - 1]);
            if (!sorted)
            {
                int[] run = [.. points[start..end].OrderBy(CanonicalData.ClassOf)];
                for (int i = 0; i < run.Length; i++)
                    points[start + i] = run[i];
            }

            start = end;
        }
    }

    // A mark joins the last starter when no mark between them has its class or a higher one.
    private static void ComposeInPlace(List<int> points)
    {
        int starter = -1;
        int lastClass = 0;
        int kept = 0;
        for (int i = 0; i < points.Count; i++)
        {
            int point = points[i];
            int pointClass = CanonicalData.ClassOf(point);
            bool adjacent = starter == kept - 1;
            bool blocked = starter < 0 || (!adjacent && (lastClass == 0 || lastClass >= pointClass));
            if (!blocked && Pair(points[starter], point) is { } joined)
            {
                points[starter] = joined;
                continue;
            }

            if (pointClass == 0)
                starter = kept;
            lastClass = pointClass;
            points[kept++] = point;
        }

        points.RemoveRange(kept, points.Count - kept);
    }

    private static int? Pair(int first, int second)
        => HangulSyllable.TryCompose(first, second, out int syllable) || CanonicalData.TryCompose(first, second, out syllable) ? syllable : null;

    private static string ToText(List<int> points, int length)
    {
        StringBuilder text = new(length);
        Span<char> units = stackalloc char[2];
        foreach (int point in points)
            text.Append(units[..new Rune(point).EncodeToUtf16(units)]);
        return text.ToString();
    }
}
