namespace MultiModal.Images;

/// <summary>Chooses a style for a scene when nobody asked for one: the first rule that holds, so the same scene always gets the same style.</summary>
public static class StyleChooser
{
    private static readonly HashSet<string> EastAsian = ["pagoda", "pavilion", "bamboo", "plum-blossom", "lotus", "crane"];

    private static readonly HashSet<string> Modern = ["train", "lamp", "windmill"];

    private static readonly HashSet<string> Blooming = ["flowers", "garden", "meadow", "field", "rose", "sunflower", "wheat", "cherry-blossom", "falling-petals", "butterfly"];

    private static readonly HashSet<string> OldStone = ["castle", "church", "tower", "wall", "cliff", "bare-tree"];

    /// <summary>Gets the rules in order, each as (style, when it holds in words, the test). The last always holds.</summary>
    public static IReadOnlyList<(string Style, string When, Func<Scene, bool> Holds)> Rules { get; } =
    [
        ("neon", "a city among the two foremost things, at night", scene => scene.Subjects.Take(2).Any(subject => subject.Kind == "city") && scene.Time == TimeOfDay.Night),
        ("woodblock", "waves, or a storm over an East Asian scene", scene => Shows(scene, "waves") || (IsEastAsian(scene) && IsStormy(scene))),
        ("ink", "any other East Asian scene: a caption in Chinese, or a pagoda, pavilion, bamboo, plum blossom, lotus or crane; never with a train, a street lamp or a windmill", IsEastAsian),
        ("pixel", "a playful mood", scene => scene.Mood.Name == "playful"),
        ("oil", "a storm, or a mood as stirred as one (arousal from 0.5)", scene => IsStormy(scene) || scene.Mood.Arousal >= 0.5),
        ("engraving", "winter or snow, or old stone or a bare tree in a dark mood (valence to -0.4)", scene => IsWintry(scene) || (scene.Mood.Valence <= -0.4 && scene.Subjects.Any(subject => OldStone.Contains(subject.Kind)))),
        ("impressionist", "something in bloom by day, or a bright mood (valence from 0.4) in spring or summer", scene => (IsDay(scene) && scene.Subjects.Any(subject => Blooming.Contains(subject.Kind))) || (scene.Mood.Valence >= 0.4 && scene.Season is Season.Spring or Season.Summer)),
        ("oil", "autumn, dawn, dusk or night", scene => scene.Season == Season.Autumn || scene.Time is TimeOfDay.Dawn or TimeOfDay.Dusk or TimeOfDay.Night),
        ("watercolor", "everything else", _ => true),
    ];

    /// <summary>Returns the style of the first rule that holds.</summary>
    public static string Choose(Scene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        return Rules.First(rule => rule.Holds(scene)).Style;
    }

    private static bool Shows(Scene scene, string kind) => scene.Subjects.Any(subject => subject.Kind == kind);

    // U+4E00 to U+9FFF: CJK Unified Ideographs.
    private static bool IsEastAsian(Scene scene) =>
        !scene.Subjects.Any(subject => Modern.Contains(subject.Kind))
        && (scene.Caption.Any(letter => letter is >= '\u4E00' and <= '\u9FFF') || scene.Subjects.Any(subject => EastAsian.Contains(subject.Kind)));

    private static bool IsStormy(Scene scene) => scene.Weather == Weather.Storm || Shows(scene, "lightning") || scene.Mood.Name == "stormy";

    private static bool IsWintry(Scene scene) => scene.Season == Season.Winter || scene.Weather == Weather.Snow || Shows(scene, "snow");

    private static bool IsDay(Scene scene) => scene.Time is null or TimeOfDay.Morning or TimeOfDay.Noon or TimeOfDay.Afternoon;
}
