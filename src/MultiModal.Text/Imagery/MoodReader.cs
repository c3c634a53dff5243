using MultiModal.Images;

namespace MultiModal.Text.Imagery;

/// <summary>Makes one mood of all feelings, with what the season, the hour and the weather add.</summary>
internal static class MoodReader
{
    // A text with a single mild word stays near neutral: it weighs against this much of nothing.
    private const double Reserve = 0.9;
    private const double NeutralArousal = -0.15;
    private const double Reach = 1.25;

    /// <summary>Reads the mood; <see cref="Mood.Neutral"/> when there is nothing to feel.</summary>
    public static Mood Read(Impressions impressions)
    {
        List<Feeling> feelings = [.. impressions.Feelings];
        Dictionary<(object Setting, Feeling Feeling), double> settings = [];
        foreach (Sighting sighting in impressions.Sightings.Where(sighting => sighting.Weight > 0))
        {
            Note(sighting.Entry.Season, Of(sighting.Entry.Season), sighting.Weight * sighting.Entry.Sure);
            Note(sighting.Entry.Time, Of(sighting.Entry.Time), sighting.Weight * sighting.Entry.Sure);
            Note(sighting.Entry.Weather, Of(sighting.Entry.Weather), sighting.Weight * sighting.Entry.Sure);
        }

        feelings.AddRange(settings.Select(pair => pair.Key.Feeling with { Weight = Math.Min(1, pair.Value) * pair.Key.Feeling.Weight }));
        double total = feelings.Sum(feeling => feeling.Weight);
        if (total <= 0)
        {
            return Mood.Neutral;
        }

        // Long texts say the same with more words: weights grow with the square root of the number.
        double reserve = Reserve * Math.Sqrt(Math.Max(1, total / 4));
        double valence = feelings.Sum(feeling => feeling.Valence * feeling.Weight) / (total + reserve);
        double arousal = (feelings.Sum(feeling => feeling.Arousal * feeling.Weight) + (NeutralArousal * reserve)) / (total + reserve);
        return Mood.At(Math.Round(Reach * valence, 3), Math.Round(Reach * arousal, 3));

        void Note(object? setting, Feeling? feeling, double weight)
        {
            if (setting is not null && feeling is { } known)
            {
                settings[(setting, known)] = settings.GetValueOrDefault((setting, known)) + weight;
            }
        }
    }

    private static Feeling? Of(Season? season) => season switch
    {
        Season.Spring => new Feeling(0.5, 0.2, 0.6),
        Season.Summer => new Feeling(0.4, 0.2, 0.5),
        Season.Autumn => new Feeling(-0.4, -0.3, 0.6),
        Season.Winter => new Feeling(-0.3, -0.4, 0.5),
        _ => null,
    };

    private static Feeling? Of(TimeOfDay? time) => time switch
    {
        TimeOfDay.Dawn or TimeOfDay.Morning => new Feeling(0.4, 0.1, 0.4),
        TimeOfDay.Dusk => new Feeling(-0.1, -0.4, 0.4),
        TimeOfDay.Night => new Feeling(-0.1, -0.5, 0.5),
        _ => null,
    };

    private static Feeling? Of(Weather? weather) => weather switch
    {
        Weather.Clear => new Feeling(0.5, 0, 0.5),
        Weather.Rain => new Feeling(-0.3, -0.3, 0.5),
        Weather.Mist => new Feeling(-0.1, -0.4, 0.5),
        Weather.Snow => new Feeling(0, -0.5, 0.5),
        Weather.Storm => new Feeling(-0.4, 0.8, 0.8),
        _ => null,
    };
}
