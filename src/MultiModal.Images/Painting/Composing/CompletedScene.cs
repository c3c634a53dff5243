using System.Numerics;
using MultiModal.Images.Raster;
using MultiModal.Text;

namespace MultiModal.Images.Painting.Composing;

/// <summary>A scene made safe and whole: every part decided, numbers in range, colours read, unknown words set aside.</summary>
internal sealed class CompletedScene
{
    private const int MostSubjects = 24;

    private CompletedScene(List<Wanted> subjects, List<string> unknown, Mood mood, List<Vector3> palette)
    {
        Subjects = subjects;
        Unknown = unknown;
        Mood = mood;
        Palette = palette;
    }

    /// <summary>Gets what to paint, the most important first.</summary>
    public List<Wanted> Subjects { get; }

    /// <summary>Gets the words that are not in the vocabulary.</summary>
    public List<string> Unknown { get; }

    /// <summary>Gets the mood, with finite numbers.</summary>
    public Mood Mood { get; }

    /// <summary>Gets the colours that could be read.</summary>
    public List<Vector3> Palette { get; }

    /// <summary>Gets the hour.</summary>
    public TimeOfDay Time { get; private set; }

    /// <summary>Gets the season.</summary>
    public Season Season { get; private set; }

    /// <summary>Gets the weather.</summary>
    public Weather Weather { get; private set; }

    /// <summary>Gets a value indicating whether snow lies on the ground.</summary>
    public bool Snowy { get; private set; }

    /// <summary>Completes a scene.</summary>
    public static CompletedScene Of(Scene scene, SeededRandom random)
    {
        List<Wanted> subjects = [];
        List<string> unknown = [];
        foreach (Subject subject in scene.Subjects ?? [])
        {
            if (subject?.Kind is null || !SceneVocabulary.Words.ContainsKey(subject.Kind))
            {
                if (unknown.Count < MostSubjects && subject?.Kind is not null)
                {
                    unknown.Add(subject.Kind.Length > 40 ? subject.Kind[..40] : subject.Kind);
                }
            }
            else if (subjects.Find(known => known.Kind == subject.Kind && known.Place == subject.Place) is { } known)
            {
                known.Count = Math.Min(99, known.Count + Math.Clamp(subject.Count, 1, 99));
            }
            else if (subjects.Count < MostSubjects)
            {
                subjects.Add(Wanted.From(subject));
            }
        }

        List<Vector3> palette = [];
        foreach (string hex in (scene.Palette ?? []).Take(6))
        {
            if (LinearColor.TryParse(hex, out Vector3 color))
            {
                palette.Add(color);
            }
        }

        Mood asked = scene.Mood ?? Mood.Neutral;
        Mood mood = Mood.At(Finite(asked.Valence), Finite(asked.Arousal));
        CompletedScene completed = new(subjects, unknown, mood, palette);
        completed.Decide(scene, random);
        return completed;
    }

    /// <summary>Whether one of the words is among the subjects.</summary>
    public bool Has(params ReadOnlySpan<string> kinds)
    {
        foreach (Wanted subject in Subjects)
        {
            if (kinds.Contains(subject.Kind))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a role is among the subjects.</summary>
    public bool Has(SubjectRole role) => Subjects.Exists(subject => subject.Role == role);

    /// <summary>Adds something the scene does not name but the composition needs.</summary>
    public void Imply(string kind, int count = 1, double scale = 1, Place? place = null)
    {
        if (!Has(kind))
        {
            Subjects.Add(new Wanted { Kind = kind, Role = SceneVocabulary.Words[kind], Count = count, Scale = (float)scale, Implied = true, Place = place });
        }
    }

    private static double Finite(double value) => double.IsFinite(value) ? value : 0;

    private void Decide(Scene scene, SeededRandom random)
    {
        Time = Known(scene.Time) ?? GuessTime(random);
        Season = Known(scene.Season) ?? GuessSeason(random);
        Weather = Known(scene.Weather) ?? GuessWeather();
        Snowy = Has("snow", "ice") || Weather == Weather.Snow;
        if (!Has("moon", "crescent-moon", "stars", "sun", "milky-way", "aurora") && Time == TimeOfDay.Night && Weather is Weather.Clear or Weather.Wind)
        {
            Imply(random.NextDouble() < 0.5 ? "stars" : "moon");
        }

        if (Weather == Weather.Rain)
        {
            Imply("rain");
        }
        else if (Weather == Weather.Snow)
        {
            Imply("snow");
        }
        else if (Weather == Weather.Mist)
        {
            Imply("mist");
        }
        else if (Weather is Weather.Cloudy or Weather.Storm)
        {
            Imply("clouds");
        }

        if (Weather == Weather.Storm && !Has("snow"))
        {
            Imply("rain");
        }

        if (Weather == Weather.Wind && Season == Season.Autumn && Has(SubjectRole.Plant))
        {
            Imply("falling-leaves");
        }
    }

    private static T? Known<T>(T? value)
        where T : struct, Enum => value is { } v && Enum.IsDefined(v) ? v : null;

    private TimeOfDay GuessTime(SeededRandom random)
    {
        if (Has("moon", "crescent-moon", "stars", "milky-way", "aurora", "fireflies", "owl"))
        {
            return TimeOfDay.Night;
        }

        if (Has("lantern", "candle", "lamp"))
        {
            return random.NextDouble() < 0.5 ? TimeOfDay.Dusk : TimeOfDay.Night;
        }

        if (Mood.Valence < -0.25)
        {
            TimeOfDay[] sober = [TimeOfDay.Dusk, TimeOfDay.Dusk, TimeOfDay.Night, TimeOfDay.Dawn, TimeOfDay.Afternoon];
            return sober[random.Next(sober.Length)];
        }

        TimeOfDay[] bright = Mood.Arousal < -0.3 ? [TimeOfDay.Dawn, TimeOfDay.Morning, TimeOfDay.Afternoon] : [TimeOfDay.Morning, TimeOfDay.Noon, TimeOfDay.Afternoon];
        return bright[random.Next(bright.Length)];
    }

    private Season GuessSeason(SeededRandom random) =>
        Has("snow", "ice", "plum-blossom") ? Season.Winter
        : Has("cherry-blossom", "falling-petals", "willow") ? Season.Spring
        : Has("maple", "falling-leaves", "chrysanthemum", "wild-geese") ? Season.Autumn
        : Has("lotus", "sunflower", "wheat", "fireflies", "palm") ? Season.Summer
        : Mood.Valence > 0.3 ? Season.Spring
        : Mood.Valence < -0.2 ? Season.Autumn
        : random.NextDouble() < 0.5 ? Season.Summer : Season.Spring;

    private Weather GuessWeather() =>
        Has("lightning") ? Weather.Storm
        : Has("rain") ? Weather.Rain
        : Has("snow") ? Weather.Snow
        : Has("mist") ? Weather.Mist
        : Has("wind") ? Weather.Wind
        : Has("clouds") ? Weather.Cloudy
        : Mood.Arousal > 0.7 && Mood.Valence < 0 ? Weather.Storm
        : Has("moon", "crescent-moon", "stars", "milky-way", "aurora", "sun", "rainbow") ? Weather.Clear
        : Mood.Valence < -0.45 && Mood.Arousal < 0 ? Weather.Mist
        : Mood.Valence < -0.2 ? Weather.Cloudy
        : Weather.Clear;
}
