using MultiModal.Images;

namespace MultiModal.Text.Imagery;

/// <summary>Finds images and feelings in English text.</summary>
internal sealed class EnglishScanner
{
    private const int LongestPhrase = 5;
    private const int LongestClause = 64;
    private const double Compared = 0.35;

    private static readonly HashSet<string> Copulas = new("is are was were be turned turns grew grows glowed glows shone shines gleamed gleams burned burns hung hangs".Split(' '), StringComparer.Ordinal);
    private static readonly HashSet<string> Articles = new("a an the one any my your his her its our their this that these those".Split(' '), StringComparer.Ordinal);
    private static readonly HashSet<string> Prepositional = new("above beneath below underneath near beyond high".Split(' '), StringComparer.Ordinal);
    private static readonly HashSet<string> Adjectival = new(["distant", "far off", "faraway", "remote", "far", "yonder"], StringComparer.Ordinal);

    private readonly Lexicon _lexicon;
    private readonly HashSet<string> _phraseStarts;

    /// <summary>Initializes a new instance of the <see cref="EnglishScanner"/> class.</summary>
    public EnglishScanner(Lexicon lexicon)
    {
        _lexicon = lexicon;
        Grammar grammar = lexicon.Grammar;
        _phraseStarts = new(
            lexicon.Images.Keys.Concat(lexicon.Moods.Keys).Concat(grammar.Invisible).Concat(grammar.Places.Keys).Concat(grammar.Numbers.Keys)
                .Select(Lexicon.Key).Where(key => key.Contains(' ', StringComparison.Ordinal)).Select(key => key[..key.IndexOf(' ', StringComparison.Ordinal)]),
            StringComparer.Ordinal);
    }

    /// <summary>Reads lines of text.</summary>
    public Impressions Scan(IReadOnlyList<string> lines, string? title, CancellationToken cancellationToken)
    {
        List<Sighting> sightings = [];
        List<Feeling> feelings = [];
        List<string> colors = [];
        foreach ((string line, int number, double weight) in Rows(lines, title))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (List<Token> clause in Clauses(line))
            {
                ScanClause(clause, number, weight, sightings, colors);
                Feel(clause, weight, feelings);
            }
        }

        return new Impressions { Sightings = sightings, Feelings = feelings, Colors = colors, Lines = lines.Count };
    }

    private static IEnumerable<(string Line, int Number, double Weight)> Rows(IReadOnlyList<string> lines, string? title)
    {
        if (title is not null)
        {
            yield return (title, 0, 1);
        }

        for (int index = 0; index < lines.Count; index++)
        {
            yield return (lines[index], index, 1);
        }
    }

    private static IEnumerable<List<Token>> Clauses(string line)
    {
        List<Token> clause = [];
        int at = 0;
        while (at < line.Length)
        {
            int end = at;
            while (end < line.Length && (EnglishSpelling.IsLetter(line[end]) || (end > at && EnglishSpelling.IsApostrophe(line[end])) || char.IsAsciiDigit(line[end])))
            {
                end++;
            }

            if (end > at)
            {
                string folded = EnglishSpelling.Fold(line[at..end]).TrimEnd('\'');
                clause.Add(new Token(folded, line[at..end], EnglishLemmas.Of(folded), EnglishLemmas.WithDerivations(folded), end < line.Length && line[end] == '-'));
                at = end;
                continue;
            }

            if (clause.Count >= LongestClause || line[at] is ',' or '.' or ';' or ':' or '!' or '?' or '—' or '–' or '(' or ')' or '…' && clause.Count > 0)
            {
                yield return clause;
                clause = [];
            }

            at++;
        }

        if (clause.Count > 0)
        {
            yield return clause;
        }
    }

    private void ScanClause(List<Token> clause, int line, double weight, List<Sighting> sightings, List<string> colors)
    {
        List<(int Start, int End, Sighting Sighting)> found = [];
        int compared = ComparisonStart(clause);
        int at = 0;
        while (at < clause.Count)
        {
            int hidden = Phrase(clause, at, _lexicon.Grammar.Invisible.Contains, 2, out _);
            if (hidden > 0)
            {
                at += hidden;
                continue;
            }

            ImageEntry? entry = null;
            string form = string.Empty;
            int length = Phrase(clause, at, key => _lexicon.Images.TryGetValue(key, out entry), 1, out form);
            if (length == 0 || entry is null || IsVerb(clause, at, length, found))
            {
                NoteColor(clause[at], colors);
                at++;
                continue;
            }

            double seen = IsDenied(clause, at, found) ? 0 : at > compared ? weight * Compared : weight;
            string evidence = string.Join(' ', clause.Skip(at).Take(length).Select(token => token.Written));
            Token last = clause[at + length - 1];
            found.Add((at, at + length, new Sighting
            {
                Entry = entry,
                Evidence = evidence,
                Line = line,
                Weight = seen,
                Count = CountBefore(clause, at, found),
                IsPlural = EnglishLemmas.IsPlural(last.Folded, form.Split(' ')[^1]),
                Color = ColorOf(clause, at, at + length),
                Scale = ScaleBefore(clause, at),
            }));
            at += length;
        }

        AssignPlaces(clause, found);
        sightings.AddRange(found.Select(item => item.Sighting));
    }

    private void NoteColor(Token token, List<string> colors)
    {
        if (_lexicon.Grammar.Colors.TryGetValue(token.Folded, out string? color) && !colors.Contains(color))
        {
            colors.Add(color);
        }
    }

    // "like a cloud", "as white as snow", "seemed a sea": from there on things are only compared.
    private int ComparisonStart(List<Token> clause)
    {
        for (int at = 0; at < clause.Count; at++)
        {
            bool verb = at > 0 && clause[at - 1].Folded is "i" or "you" or "we" or "they" or "would" or "to" or "who" or "don't" or "not";
            if (clause[at].Folded is "like" ? !verb : Phrase(clause, at, _lexicon.Grammar.Comparisons.Contains, 1, out _) > 0)
            {
                return at;
            }

            // Lonely as a cloud.
            if (clause[at].Folded is "as" && at > 0 && at + 2 < clause.Count && clause[at + 1].Folded is "a" or "an" or "the")
            {
                return at;
            }

            if (clause[at].Folded is "as" && at + 2 < clause.Count && clause.FindIndex(at + 1, Math.Min(3, clause.Count - at - 1), token => token.Folded is "as") is > 0 and int second)
            {
                return second;
            }
        }

        return int.MaxValue;
    }

    private int Phrase(List<Token> clause, int at, Func<string, bool> known, int shortest, out string form, bool derived = false)
    {
        form = string.Empty;
        if (clause[at].Forms.Any(_phraseStarts.Contains))
        {
            for (int length = Math.Min(LongestPhrase, clause.Count - at); length >= Math.Max(2, shortest); length--)
            {
                foreach (string head in clause[at].Forms)
                {
                    foreach (string tail in clause[at + length - 1].Forms)
                    {
                        string middle = string.Concat(clause.Skip(at + 1).Take(length - 2).Select(token => token.Folded + " "));
                        string key = $"{head} {middle}{tail}";
                        if (known(key))
                        {
                            form = key;
                            return length;
                        }
                    }
                }
            }
        }

        if (shortest > 1)
        {
            return 0;
        }

        foreach (string word in derived ? clause[at].Roots : clause[at].Forms)
        {
            if (known(word))
            {
                form = word;
                return 1;
            }
        }

        return 0;
    }

    private bool IsVerb(List<Token> clause, int at, int length, List<(int Start, int End, Sighting Sighting)> found)
    {
        Token token = clause[at];
        if (length > 1)
        {
            return false;
        }

        // rose-red: a colour, not a rose.
        if (token.IsJoined && at + 1 < clause.Count && (_lexicon.Grammar.Colors.ContainsKey(clause[at + 1].Folded) || clause[at + 1].Folded is "coloured" or "colored" or "like"))
        {
            return true;
        }

        if (at == 0)
        {
            return token.Folded is "rose" or "fell" && clause.Count > 1 && clause[1].Folded is "the" or "a" or "up";
        }

        string before = clause[at - 1].Folded;
        bool afterNoun = found.Count > 0 && found[^1].End == at && found[^1].Sighting.Entry.See.Count > 0
            && !before.EndsWith("'s", StringComparison.Ordinal) && _lexicon.Grammar.VerbsAfterNouns.Contains(token.Folded);
        return afterNoun || (token.Forms.Any(_lexicon.Grammar.Ambiguous.Contains) && _lexicon.Grammar.SubjectsOfVerbs.Contains(before));
    }

    private bool IsDenied(List<Token> clause, int at, List<(int Start, int End, Sighting Sighting)> found)
    {
        int from = Math.Max(found.Count > 0 ? found[^1].End : 0, at - 3);
        for (int index = at - 1; index >= from; index--)
        {
            string word = clause[index].Folded;
            if (word is "not")
            {
                return index + 1 < at && Articles.Contains(clause[index + 1].Folded);
            }

            if (word is "and" && index > 0)
            {
                return false;
            }

            if (_lexicon.Grammar.Negators.Contains(word) && word is "no" or "without" or "nor" or "neither" or "none" or "nothing" or "lacking" or "nowhere")
            {
                return true;
            }
        }

        // "no moon or star", "neither star nor moon": a denial goes on through a list.
        return found.Count > 0 && found[^1].Sighting.Weight == 0 && found[^1].End == at - 1 && clause[at - 1].Folded is "or" or "nor";
    }

    private int? CountBefore(List<Token> clause, int at, List<(int Start, int End, Sighting Sighting)> found)
    {
        int from = Math.Max(found.Count > 0 ? found[^1].End : 0, at - 4);
        for (int index = at - 1; index >= from; index--)
        {
            string word = clause[index].Folded;
            if (int.TryParse(word, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int digits))
            {
                return Math.Clamp(digits, 1, 99);
            }

            for (int length = Math.Min(3, at - index); length >= 1; length--)
            {
                string phrase = string.Join(' ', clause.Skip(index).Take(length).Select(token => token.Folded));
                if (_lexicon.Grammar.Numbers.TryGetValue(phrase, out int count))
                {
                    return count;
                }
            }
        }

        return null;
    }

    private string? ColorOf(List<Token> clause, int start, int end)
    {
        for (int index = start - 1; index >= Math.Max(0, start - 3); index--)
        {
            string word = clause[index].Folded;
            if (_lexicon.Grammar.Colors.TryGetValue(word, out string? color))
            {
                return color;
            }

            // Only other adjectives may stand between a colour and its noun.
            if (word is "of" or "the" or "a" or "in" or "on" or "by" or "with" or "is" or "was" || _lexicon.Images.ContainsKey(word))
            {
                break;
            }
        }

        if (end + 1 < clause.Count && Copulas.Contains(clause[end].Folded))
        {
            for (int index = end + 1; index < Math.Min(clause.Count, end + 3); index++)
            {
                if (_lexicon.Grammar.Colors.TryGetValue(clause[index].Folded, out string? color))
                {
                    return color;
                }
            }
        }

        return null;
    }

    private double ScaleBefore(List<Token> clause, int at)
    {
        for (int index = at - 1; index >= Math.Max(0, at - 2); index--)
        {
            if (_lexicon.Grammar.Sizes.TryGetValue(clause[index].Folded, out double scale))
            {
                return scale;
            }
        }

        return 1;
    }

    private void AssignPlaces(List<Token> clause, List<(int Start, int End, Sighting Sighting)> found)
    {
        if (found.Count == 0)
        {
            return;
        }

        for (int at = 0; at < clause.Count; at++)
        {
            Place place = default;
            int length = Phrase(clause, at, key => _lexicon.Grammar.Places.TryGetValue(key, out place), 1, out string form);
            if (length == 0)
            {
                continue;
            }

            int target = Adjectival.Contains(form) && at + length < clause.Count
                ? found.FindIndex(item => item.Start >= at + length && item.Start <= at + length + 2)
                : Prepositional.Contains(form) && at + length < clause.Count
                    ? -1
                    : Nearest(found, at);
            if (target >= 0)
            {
                found[target] = found[target] with { Sighting = found[target].Sighting with { Place = place } };
            }

            at += length - 1;
        }
    }

    private static int Nearest(List<(int Start, int End, Sighting Sighting)> found, int at)
    {
        int best = -1;
        for (int index = 0; index < found.Count; index++)
        {
            int distance = found[index].Start >= at ? found[index].Start - at : at - found[index].End;
            if (found[index].Sighting.Entry.See.Count > 0 && (best < 0 || distance < Distance(found[best], at)))
            {
                best = index;
            }
        }

        return best;

        static int Distance((int Start, int End, Sighting Sighting) item, int at) => item.Start >= at ? item.Start - at : at - item.End;
    }

    private void Feel(List<Token> clause, double weight, List<Feeling> feelings)
    {
        int at = 0;
        while (at < clause.Count)
        {
            MoodEntry? entry = null;
            int length = Phrase(clause, at, key => _lexicon.Moods.TryGetValue(key, out entry), 1, out _, derived: true);
            if (length == 0 || entry is null)
            {
                at++;
                continue;
            }

            double strength = weight;
            bool denied = false;
            for (int index = at - 1; index >= Math.Max(0, at - 3); index--)
            {
                denied |= _lexicon.Grammar.Negators.Contains(clause[index].Folded);
                if (index == at - 1 && _lexicon.Grammar.Intensifiers.TryGetValue(clause[index].Folded, out double factor))
                {
                    strength *= factor;
                }
            }

            feelings.Add(denied ? new Feeling(-0.5 * entry.Valence, 0.3 * entry.Arousal, strength) : new Feeling(entry.Valence, entry.Arousal, strength));
            at += length;
        }
    }

    private sealed record Token(string Folded, string Written, IReadOnlyList<string> Forms, IReadOnlyList<string> Roots, bool IsJoined);
}
