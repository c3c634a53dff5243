namespace MultiModal;

/// <summary>A brief as people write it in a file: up to two front lines with title and author, a blank line, then the text.</summary>
/// <remarks>
/// The front lines are <c>Title: …</c> and <c>Author: …</c> in either order, or <c>标题：…</c> (<c>題目</c>, <c>题目</c>, <c>標題</c>) and <c>作者：…</c>. They count only at the very
/// beginning and when a blank line follows; anything else is the text itself.
/// </remarks>
/// <param name="Title">The title, or null.</param>
/// <param name="Author">The author, or null.</param>
/// <param name="Body">The text without the front lines.</param>
public sealed record BriefText(string? Title, string? Author, string Body)
{
    private static readonly string[] TitleKeys = ["title", "标题", "標題", "题目", "題目"];
    private static readonly string[] AuthorKeys = ["author", "by", "作者"];

    /// <summary>Takes the front lines off a text. A text without them comes back as it is.</summary>
    public static BriefText Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string? title = null;
        string? author = null;
        int at = text.StartsWith('\uFEFF') ? 1 : 0;
        int start = at;
        while (true)
        {
            int end = text.IndexOf('\n', at);
            string line = (end < 0 ? text[at..] : text[at..end]).Trim();
            if (line.Length == 0 && end >= 0 && (title ?? author) is not null)
            {
                return new BriefText(title, author, text[(end + 1)..]);
            }

            bool taken = (title is null && TryRead(line, TitleKeys, out title)) || (author is null && TryRead(line, AuthorKeys, out author));
            if (!taken || end < 0)
            {
                return new BriefText(null, null, text[start..]);
            }

            at = end + 1;
        }
    }

    private static bool TryRead(string line, string[] keys, out string? value)
    {
        value = null;
        int colon = line.IndexOfAny([':', '：']);
        if (colon <= 0 || Array.FindIndex(keys, key => string.Equals(key, line[..colon].Trim(), StringComparison.OrdinalIgnoreCase)) < 0)
        {
            return false;
        }

        string found = line[(colon + 1)..].Trim();
        value = found.Length is > 0 and <= 200 ? found : null;
        return value is not null;
    }
}
