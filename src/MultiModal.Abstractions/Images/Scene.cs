using MultiModal.Text;

namespace MultiModal.Images;

/// <summary>What a text lets the eye see: the contract between reading and painting.</summary>
public sealed record Scene
{
    /// <summary>Gets one sentence that describes the scene, in the text's language.</summary>
    public required string Caption { get; init; }

    /// <summary>Gets the things to paint, the most important first.</summary>
    public IReadOnlyList<Subject> Subjects { get; init; } = [];

    /// <summary>Gets the time of day; null when the text does not say.</summary>
    public TimeOfDay? Time { get; init; }

    /// <summary>Gets the season; null when the text does not say.</summary>
    public Season? Season { get; init; }

    /// <summary>Gets the weather; null when the text does not say.</summary>
    public Weather? Weather { get; init; }

    /// <summary>Gets the mood.</summary>
    public Mood Mood { get; init; } = Mood.Neutral;

    /// <summary>Gets four to six colours that suit the scene, as <c>#rrggbb</c>: first the sky or ground tone, last the accent.</summary>
    public IReadOnlyList<string> Palette { get; init; } = [];
}

/// <summary>One kind of thing in a scene.</summary>
public sealed record Subject
{
    /// <summary>Gets what it is: a word of <see cref="SceneVocabulary"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Gets how many there are, 1 to 99; where the text says only "many", 7.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Gets its colour as <c>#rrggbb</c>, when the text says one.</summary>
    public string? Color { get; init; }

    /// <summary>Gets where it is; null leaves it to the composition.</summary>
    public Place? Place { get; init; }

    /// <summary>Gets its size against the usual, 0.5 (small) to 2 (huge).</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Gets the words of the text that called for it.</summary>
    public string? Evidence { get; init; }
}

/// <summary>Where a subject is in the picture.</summary>
public enum Place
{
    /// <summary>The left third.</summary>
    Left,

    /// <summary>The right third.</summary>
    Right,

    /// <summary>The middle.</summary>
    Center,

    /// <summary>High up.</summary>
    Above,

    /// <summary>Low down.</summary>
    Below,

    /// <summary>In the foreground, large.</summary>
    Near,

    /// <summary>In the distance, small.</summary>
    Far,
}

/// <summary>The time of day.</summary>
public enum TimeOfDay
{
    /// <summary>Before and at sunrise.</summary>
    Dawn,

    /// <summary>Morning.</summary>
    Morning,

    /// <summary>Full day.</summary>
    Noon,

    /// <summary>Late afternoon.</summary>
    Afternoon,

    /// <summary>At and after sunset.</summary>
    Dusk,

    /// <summary>Night.</summary>
    Night,
}

/// <summary>The season.</summary>
public enum Season
{
    /// <summary>Spring.</summary>
    Spring,

    /// <summary>Summer.</summary>
    Summer,

    /// <summary>Autumn.</summary>
    Autumn,

    /// <summary>Winter.</summary>
    Winter,
}

/// <summary>The weather.</summary>
public enum Weather
{
    /// <summary>A clear sky.</summary>
    Clear,

    /// <summary>Clouds.</summary>
    Cloudy,

    /// <summary>Mist or fog.</summary>
    Mist,

    /// <summary>Rain.</summary>
    Rain,

    /// <summary>Snow falling.</summary>
    Snow,

    /// <summary>A storm.</summary>
    Storm,

    /// <summary>Wind.</summary>
    Wind,
}
