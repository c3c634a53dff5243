using System.Globalization;
using MultiModal.Images;

namespace MultiModal.Text.Imagery;

/// <summary>Describes a scene in one English sentence, fit to be a picture prompt.</summary>
internal static class EnglishCaption
{
    private static readonly string[] Numbers = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    private static readonly HashSet<string> Afloat = new(["boat", "ship", "swan", "fish", "whale", "lotus", "fisherman"], StringComparer.Ordinal);

    /// <summary>Writes the sentence.</summary>
    public static string Write(Scene scene, IReadOnlyDictionary<string, KindName> names)
    {
        Subject[] Of(params SubjectRole[] roles) => [.. scene.Subjects.Where(subject => roles.Contains(SceneVocabulary.Words[subject.Kind]))];
        Subject[] things = [.. Of(SubjectRole.Built, SubjectRole.Plant, SubjectRole.Animal, SubjectRole.Person).Take(4)];
        Subject[] water = [.. Of(SubjectRole.Water).Where(subject => subject.Kind != "waves" || scene.Subjects.All(other => other.Kind != "sea")).Take(1)];
        Subject[] land = [.. Of(SubjectRole.Terrain).Take(2)];
        Subject[] sky = [.. Of(SubjectRole.Sky).Take(2)];
        Subject[] air = [.. Of(SubjectRole.Air).Take(1)];

        List<string> parts = [];
        string head = things.Length > 0 ? List(things, names)
            : water.Length > 0 ? Take(ref water, names)
            : land.Length > 0 ? Take(ref land, names)
            : sky.Length > 0 ? Take(ref sky, names)
            : air.Length > 0 ? Take(ref air, names)
            : "a quiet open landscape";
        parts.Add(head);
        if (water.Length > 0)
        {
            bool afloat = things.Length > 0 && Afloat.Contains(things[0].Kind);
            parts.Add((afloat ? "on " : water[0].Kind is "waterfall" or "ice" or "waves" ? "with " : "by ") + List(water, names));
        }

        if (land.Length > 0)
        {
            parts.Add(land[0].Kind switch
            {
                "forest" or "garden" or "meadow" or "field" or "desert" => "in ",
                "shore" or "plain" or "island" => "on ",
                "cliff" => "below ",
                _ => "among ",
            } + List(land, names));
        }

        if (sky.Length > 0)
        {
            parts.Add("under " + List(sky, names).Replace("the sun", scene.Time switch { TimeOfDay.Dusk => "the setting sun", TimeOfDay.Dawn => "the rising sun", _ => "the sun" }, StringComparison.Ordinal));
        }

        if (air.Length > 0 && !Says(scene.Weather, air[0].Kind))
        {
            parts.Add("with " + List(air, names));
        }

        string when = When(scene);
        if (when.Length > 0)
        {
            parts.Add(when);
        }

        if (scene.Weather is { } weather)
        {
            parts.Add(weather switch
            {
                Weather.Clear => "in clear air",
                Weather.Cloudy => "beneath a cloudy sky",
                Weather.Mist => "in drifting mist",
                Weather.Rain => "in the rain",
                Weather.Snow => "in falling snow",
                Weather.Storm => "in a storm",
                _ => "in the wind",
            });
        }

        string sentence = string.Join(' ', parts[..1]) + (parts.Count > 1 ? " " + string.Join(", ", parts[1..]) : string.Empty);
        return char.ToUpperInvariant(sentence[0]) + sentence[1..] + $"; the mood is {scene.Mood.Name}.";
    }

    private static bool Says(Weather? weather, string kind) => weather is not null && kind is "mist" or "rain" or "snow" or "wind";

    private static string Take(ref Subject[] subjects, IReadOnlyDictionary<string, KindName> names)
    {
        string text = List(subjects, names);
        subjects = [];
        return text;
    }

    private static string When(Scene scene)
    {
        string? season = scene.Season?.ToString().ToLowerInvariant();
        return (scene.Time, season) switch
        {
            (null, null) => string.Empty,
            (null, _) => "in " + season,
            (TimeOfDay.Night, null) => "at night",
            (TimeOfDay.Night, _) => $"on {Article(season)} {season} night",
            (TimeOfDay.Morning or TimeOfDay.Afternoon, null) => "in the " + Name(scene.Time),
            (TimeOfDay.Morning or TimeOfDay.Afternoon, _) => $"on {Article(season)} {season} {Name(scene.Time)}",
            (_, null) => "at " + Name(scene.Time),
            _ => $"at {Name(scene.Time)} in {season}",
        };
    }

    private static string Name(TimeOfDay? time) => time.ToString()!.ToLowerInvariant();

    private static string Article(string word) => word[0] is 'a' or 'e' or 'i' or 'o' or 'u' ? "an" : "a";

    private static string List(Subject[] subjects, IReadOnlyDictionary<string, KindName> names)
    {
        string[] words = [.. subjects.Select(subject => Name(subject, names))];
        return words.Length switch
        {
            1 => words[0],
            2 => words[0] + " and " + words[1],
            _ => string.Join(", ", words[..^1]) + " and " + words[^1],
        };
    }

    private static string Name(Subject subject, IReadOnlyDictionary<string, KindName> names)
    {
        KindName name = names[subject.Kind];
        string? far = subject.Place is Place.Far ? "distant " : null;
        if (subject.Count > 1 && name.Many is { } many)
        {
            string number = subject.Count < Numbers.Length ? Numbers[subject.Count] : "many";
            return $"{number} {far}{many}";
        }

        if (far is not null)
        {
            return name.One.StartsWith("a ", StringComparison.Ordinal) ? "a distant " + name.One[2..]
                : name.One.StartsWith("an ", StringComparison.Ordinal) ? "a distant " + name.One[3..]
                : name.One.StartsWith("the ", StringComparison.Ordinal) ? "the distant " + name.One[4..]
                : "distant " + name.One;
        }

        return name.One.ToString(CultureInfo.InvariantCulture);
    }
}
