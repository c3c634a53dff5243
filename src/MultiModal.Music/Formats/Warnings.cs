using System.Globalization;

namespace MultiModal.Music.Formats;

/// <summary>Collects what could not be taken over: each thing once, with how often it was met.</summary>
internal sealed class Warnings
{
    private const int MaxKinds = 50;
    private readonly List<string> _order = [];
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Notes one occurrence.</summary>
    /// <param name="sentence">A sentence that says what was done, with its full stop.</param>
    public void Add(string sentence)
    {
        if (_counts.TryGetValue(sentence, out int count))
        {
            _counts[sentence] = count + 1;
        }
        else if (_order.Count < MaxKinds)
        {
            _order.Add(sentence);
            _counts[sentence] = 1;
        }
    }

    /// <summary>Returns the sentences in the order in which they first came up.</summary>
    public IReadOnlyList<string> ToList() =>
        [.. _order.Select(sentence => _counts[sentence] == 1 ? sentence : string.Create(CultureInfo.InvariantCulture, $"{sentence.TrimEnd('.')} ({_counts[sentence]} times)."))];
}
