using MultiModal.Images;

namespace MultiModal.Text.Imagery;

/// <summary>Finds images and feelings in Chinese text by the longest words that the lexicon knows.</summary>
internal sealed class ChineseScanner
{
    private const double Compared = 0.35;
    private const int LongestClause = 64;
    private const string Measures = "个只叶轮树条座片朵行枝点株匹头声重缕盏把张道层艘间双对群队滴扇封杯壶曲里尺丈寸千百万川";

    private readonly Lexicon _lexicon;
    private readonly ChineseCharacters _characters;
    private readonly int _longest;

    /// <summary>Initializes a new instance of the <see cref="ChineseScanner"/> class.</summary>
    public ChineseScanner(Lexicon lexicon, ChineseCharacters characters)
    {
        _lexicon = lexicon;
        _characters = characters;
        _longest = lexicon.Images.Keys.Concat(lexicon.Moods.Keys).Concat(lexicon.Grammar.Invisible).Max(word => word.Length);
    }

    /// <summary>Reads lines of text.</summary>
    public Impressions Scan(IReadOnlyList<string> lines, string? title, CancellationToken cancellationToken)
    {
        List<Sighting> sightings = [];
        List<Feeling> feelings = [];
        List<string> colors = [];
        for (int number = title is null ? 0 : -1; number < lines.Count; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (string clause in _characters.Simplify(number < 0 ? title! : lines[number]).Split("，。！？；：、,.!?;: …—“”「」《》（）()".ToCharArray(), StringSplitOptions.RemoveEmptyEntries).SelectMany(Pieces))
            {
                ScanClause(clause, Math.Max(0, number), sightings, colors);
                Feel(clause, feelings);
            }
        }

        return new Impressions { Sightings = sightings, Feelings = feelings, Colors = colors, Lines = lines.Count };
    }

    // A line without any mark is read in pieces, so that endless lines take no longer than many short ones.
    private static IEnumerable<string> Pieces(string clause) => clause.Chunk(LongestClause).Select(piece => new string(piece));

    private void ScanClause(string clause, int line, List<Sighting> sightings, List<string> colors)
    {
        List<(int Start, int End, Sighting Sighting)> found = [];
        int compared = int.MaxValue;
        int at = 0;
        while (at < clause.Length)
        {
            ImageEntry? entry = null;
            int length = Longest(clause, at, word => _lexicon.Images.TryGetValue(word, out entry));
            int hidden = Longest(clause, at, _lexicon.Grammar.Invisible.Contains);
            int comparison = Longest(clause, at, _lexicon.Grammar.Comparisons.Contains);
            if (comparison > 0 && comparison >= length)
            {
                compared = Math.Min(compared, at);
                at += comparison;
                continue;
            }

            if (hidden > length)
            {
                at += hidden;
                continue;
            }

            if (length == 0 || entry is null)
            {
                if (_lexicon.Grammar.Colors.TryGetValue(clause[at].ToString(), out string? named) && !colors.Contains(named))
                {
                    colors.Add(named);
                }

                at++;
                continue;
            }

            string evidence = clause.Substring(at, length);
            double weight = IsDenied(clause, at, at + length) ? 0 : at > compared ? Compared : 1;
            string? color = ColorOf(clause, at, evidence);
            if (color is not null && !colors.Contains(color))
            {
                colors.Add(color);
            }

            found.Add((at, at + length, new Sighting
            {
                Entry = entry,
                Evidence = evidence,
                Line = line,
                Weight = weight,
                Count = CountOf(clause, at, evidence, found),
                Color = color,
                Scale = at > 0 && _lexicon.Grammar.Sizes.TryGetValue(clause[(at - 1)..at], out double scale) ? scale : _lexicon.Grammar.Sizes.GetValueOrDefault(evidence[..1], 1),
            }));
            at += length;
        }

        AssignPlaces(clause, found);
        sightings.AddRange(found.Select(item => item.Sighting));
    }

    private int Longest(string clause, int at, Func<string, bool> known)
    {
        for (int length = Math.Min(_longest, clause.Length - at); length > 0; length--)
        {
            if (known(clause.Substring(at, length)))
            {
                return length;
            }
        }

        return 0;
    }

    // 无月, 不见月; 鸟飞绝, 人踪灭.
    private bool IsDenied(string clause, int start, int end)
    {
        for (int length = 1; length <= Math.Min(2, start); length++)
        {
            if (_lexicon.Grammar.Negators.Contains(clause.Substring(start - length, length)) && clause[start - 1] is not '不')
            {
                return true;
            }
        }

        int left = clause.Length - end;
        string rest = left is > 0 and <= 2 ? clause[end..] : string.Empty;
        return rest.Length > 0 && _lexicon.Grammar.AfterNegators.Any(word => rest.EndsWith(word, StringComparison.Ordinal));
    }

    private string? ColorOf(string clause, int at, string evidence)
    {
        if (_lexicon.Grammar.OwnColors.Contains(evidence))
        {
            return null;
        }

        if (evidence.Length > 1 && _lexicon.Grammar.Colors.TryGetValue(evidence[..1], out string? own))
        {
            return own;
        }

        int before = at > 0 && clause[at - 1] == '的' ? at - 1 : at;
        return before > 0 && _lexicon.Grammar.Colors.TryGetValue(clause[(before - 1)..before], out string? color) ? color : null;
    }

    private int? CountOf(string clause, int at, string evidence, List<(int Start, int End, Sighting Sighting)> found)
    {
        if (evidence.Length > 1 && _lexicon.Grammar.Numbers.TryGetValue(evidence[..1], out int own) && evidence[0] is not '独')
        {
            return own;
        }

        int from = found.Count > 0 ? found[^1].End : 0;
        for (int back = 1; back <= 4 && at - back >= from; back++)
        {
            for (int length = Math.Min(2, back); length > 0; length--)
            {
                string word = clause.Substring(at - back, length);
                string between = clause[(at - back + length)..at];
                bool near = between.All(character => Measures.Contains(character, StringComparison.Ordinal) || _lexicon.Grammar.Colors.ContainsKey(character.ToString()) || _lexicon.Grammar.Sizes.ContainsKey(character.ToString()) || character == '的');
                if (near && _lexicon.Grammar.Numbers.TryGetValue(word, out int count))
                {
                    return count;
                }
            }
        }

        return null;
    }

    private void AssignPlaces(string clause, List<(int Start, int End, Sighting Sighting)> found)
    {
        for (int at = 0; at < clause.Length; at++)
        {
            Place place = default;
            int length = Longest(clause, at, word => _lexicon.Grammar.Places.TryGetValue(word, out place));
            if (length == 0)
            {
                continue;
            }

            int target = found.FindIndex(item => item.End > at && item.Sighting.Entry.See.Count > 0);
            target = target >= 0 ? target : found.FindLastIndex(item => item.Sighting.Entry.See.Count > 0);
            if (target >= 0)
            {
                found[target] = found[target] with { Sighting = found[target].Sighting with { Place = place } };
            }

            at += length - 1;
        }
    }

    private void Feel(string clause, List<Feeling> feelings)
    {
        int at = 0;
        while (at < clause.Length)
        {
            MoodEntry? entry = null;
            int length = Longest(clause, at, word => _lexicon.Moods.TryGetValue(word, out entry));
            if (length == 0 || entry is null)
            {
                at++;
                continue;
            }

            bool denied = at > 0 && clause[at - 1] is '不' or '无' or '莫' or '没' or '未' or '休' or '勿' or '别';
            double strength = length switch { 1 => 0.7, 2 => 1.1, _ => 1.6 };
            if (at > 0 && _lexicon.Grammar.Intensifiers.TryGetValue(clause[(at - 1)..at], out double factor))
            {
                strength *= factor;
            }

            feelings.Add(denied ? new Feeling(-0.4 * entry.Valence, 0.3 * entry.Arousal, strength) : new Feeling(entry.Valence, entry.Arousal, strength));
            at += length;
        }
    }
}
