using MultiModal.Images;

namespace MultiModal.Text.Imagery;

/// <summary>Makes one scene of all sightings: which subjects, how many, when, in what season and weather.</summary>
internal static class SceneReader
{
    private const int MostSubjects = 8;
    private const double Enough = 0.45;

    private static readonly HashSet<string> Single = new(
        ["sun", "moon", "crescent-moon", "milky-way", "rainbow", "sea", "river", "lake", "desert", "plain", "mist", "rain", "snow", "wind", "lightning", "aurora", "forest", "garden", "shore", "smoke", "ice", "city", "couple", "crowd", "waves", "grass", "meadow", "stream", "pond", "waterfall"],
        StringComparer.Ordinal);

    // How many there are where the text speaks of several, and where it says nothing at all.
    private static readonly Dictionary<string, (int Several, int Usual)> Usual = new(StringComparer.Ordinal)
    {
        ["stars"] = (12, 7),
        ["clouds"] = (5, 3),
        ["mountains"] = (5, 3),
        ["hills"] = (4, 3),
        ["flowers"] = (12, 7),
        ["falling-leaves"] = (12, 7),
        ["falling-petals"] = (12, 7),
        ["fireflies"] = (12, 12),
        ["birds"] = (7, 5),
        ["wild-geese"] = (9, 7),
        ["rocks"] = (5, 3),
        ["reeds"] = (12, 9),
        ["bamboo"] = (9, 7),
        ["lotus"] = (7, 5),
        ["chrysanthemum"] = (7, 5),
        ["wheat"] = (12, 12),
        ["sheep"] = (7, 5),
        ["willow"] = (3, 1),
        ["tree"] = (3, 1),
        ["pine"] = (3, 1),
        ["maple"] = (3, 1),
        ["bird"] = (3, 1),
        ["fish"] = (3, 2),
        ["butterfly"] = (3, 2),
        ["village"] = (1, 1),
    };

    // Where something of its own kind is there, the general word adds nothing.
    private static readonly (string General, string[] Special)[] Generals =
    [
        ("moon", ["crescent-moon"]),
        ("flowers", ["rose", "lotus", "chrysanthemum", "plum-blossom", "cherry-blossom", "sunflower", "falling-petals"]),
        ("tree", ["willow", "pine", "maple", "plum-blossom", "cherry-blossom", "bare-tree", "palm", "forest", "bamboo", "falling-leaves"]),
        ("figure", ["child", "fisherman", "couple", "crowd"]),
        ("bird", ["birds"]),
        ("birds", ["wild-geese", "crane"]),
        ("waves", ["sea"]),
        ("stream", ["river"]),
        ("path", ["road"]),
        ("lamp", ["lantern"]),
        ("wind", ["rain", "snow"]),
        ("grass", ["meadow"]),
        ("wall", ["castle"]),
    ];

    /// <summary>Reads the scene; the caption and the palette are left to be filled in.</summary>
    public static Scene Read(Impressions impressions, Mood mood)
    {
        List<Subject> subjects = [.. Subjects(impressions)];
        return new Scene
        {
            Caption = string.Empty,
            Subjects = subjects,
            Time = Vote(impressions, entry => entry.Time, _ => 1),
            Season = Vote(impressions, entry => entry.Season, _ => 1),
            Weather = Vote(impressions, entry => entry.Weather, weather => weather switch { Weather.Wind => 0.6, Weather.Cloudy => 0.7, Weather.Snow or Weather.Storm => 1.2, _ => 1 }),
            Mood = mood,
        };
    }

    private static IEnumerable<Subject> Subjects(Impressions impressions)
    {
        Dictionary<string, Found> kinds = new(StringComparer.Ordinal);
        foreach (Sighting sighting in impressions.Sightings)
        {
            double weight = sighting.Weight * sighting.Entry.Sure;
            if (weight <= 0)
            {
                continue;
            }

            foreach (string kind in sighting.Entry.See)
            {
                if (!kinds.TryGetValue(kind, out Found? found))
                {
                    kinds[kind] = found = new Found(kind, kinds.Count);
                }

                found.Add(sighting, weight, impressions.Lines);
            }
        }

        foreach ((string general, string[] special) in Generals)
        {
            if (kinds.TryGetValue(general, out Found? dull) && special.Any(kind => kinds.TryGetValue(kind, out Found? rich) && rich.Score >= Math.Max(Enough, 0.6 * dull.Score)))
            {
                kinds.Remove(general);
            }
        }

        return kinds.Values
            .Where(found => found.Score >= Enough)
            .OrderByDescending(found => found.Score + Prominence(found.Kind))
            .ThenBy(found => found.Order)
            .Take(MostSubjects)
            .Select(found => found.ToSubject());
    }

    private static double Prominence(string kind) => SceneVocabulary.Words[kind] switch
    {
        SubjectRole.Sky when kind is not "clouds" => 0.25,
        SubjectRole.Air => -0.3,
        SubjectRole.Terrain => -0.1,
        SubjectRole.Person or SubjectRole.Animal => 0.15,
        SubjectRole.Built => 0.1,
        _ => 0,
    };

    private static T? Vote<T>(Impressions impressions, Func<ImageEntry, T?> read, Func<T, double> factor)
        where T : struct, Enum
    {
        // The strongest word decides; what repeats it (a refrain) adds only a part.
        Dictionary<T, double> votes = [];
        Dictionary<T, double> best = [];
        foreach (Sighting sighting in impressions.Sightings)
        {
            if (read(sighting.Entry) is { } value)
            {
                double vote = sighting.Weight * sighting.Entry.Sure * factor(value);
                double strongest = best.GetValueOrDefault(value);
                best[value] = Math.Max(strongest, vote);
                votes[value] = best[value] + Math.Min(0.6, Math.Max(0, votes.GetValueOrDefault(value) - strongest) + (0.3 * Math.Min(strongest, vote)));
            }
        }

        (T Value, double Votes)[] ranked = [.. votes.Where(pair => pair.Value >= Enough).OrderByDescending(pair => pair.Value).ThenBy(pair => Convert.ToInt32(pair.Key, System.Globalization.CultureInfo.InvariantCulture)).Select(pair => (pair.Key, pair.Value))];
        return ranked.Length == 0 ? null : ranked[0].Value;
    }

    private sealed class Found(string kind, int order)
    {
        private Sighting? _strongest;
        private double _best;
        private double _more;
        private int? _count;
        private string? _color;
        private Place? _place;
        private double _scale = 1;
        private bool _several;

        public string Kind { get; } = kind;

        public int Order { get; } = order;

        public double Score => _best + Math.Min(0.8, 0.35 * _more);

        public void Add(Sighting sighting, double weight, int lines)
        {
            // What comes first sets the scene.
            double placed = weight + (0.15 * weight * (1 - ((double)sighting.Line / Math.Max(1, lines))));
            if (_strongest is null || placed > _best)
            {
                _more += _best;
                _best = placed;
                _strongest = sighting;
            }
            else
            {
                _more += placed * sighting.Entry.Sure;
            }

            _count ??= sighting.Count ?? sighting.Entry.Count;
            _color ??= sighting.Color ?? sighting.Entry.Color;
            _place ??= sighting.Place;
            _several |= sighting.IsPlural;
            _scale = _scale == 1 ? sighting.Scale : _scale;
        }

        public Subject ToSubject() => new()
        {
            Kind = Kind,
            Count = Count(),
            Color = _color,
            Place = _place,
            Scale = Math.Clamp(_scale, 0.5, 2),
            Evidence = _strongest?.Evidence,
        };

        private int Count()
        {
            if (Single.Contains(Kind))
            {
                return 1;
            }

            (int several, int usual) = Usual.GetValueOrDefault(Kind, (3, 1));
            int count = _count is { } said && !(said == 1 && _several) ? said : _several ? several : usual;
            int most = SceneVocabulary.Words[Kind] switch { SubjectRole.Terrain => 7, SubjectRole.Built => 20, SubjectRole.Person => 20, _ => 99 };
            return Math.Clamp(count, 1, most);
        }
    }
}
