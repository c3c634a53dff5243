using MultiModal.Text;

namespace MultiModal.Music.Arranging;

/// <summary>What a player does.</summary>
internal enum Role
{
    /// <summary>The pattern that carries the piece: broken chords, strummed or struck chords.</summary>
    Figure,

    /// <summary>Pattern and bass by two hands.</summary>
    TwoHands,

    /// <summary>The lowest line.</summary>
    Bass,

    /// <summary>Held chords.</summary>
    Pad,

    /// <summary>One held note of each chord.</summary>
    GuideTone,

    /// <summary>The melody once more, softly.</summary>
    Doubling,

    /// <summary>Drums.</summary>
    Percussion,
}

/// <summary>A player of an ensemble.</summary>
/// <param name="Id">The id of the part.</param>
/// <param name="Name">The name of the part.</param>
/// <param name="Program">The General MIDI program.</param>
/// <param name="Role">What it does.</param>
/// <param name="Pan">Its place.</param>
/// <param name="Velocity">Its usual loudness.</param>
/// <param name="Low">Its lowest note.</param>
/// <param name="High">Its highest note.</param>
internal sealed record Player(string Id, string Name, int Program, Role Role, double Pan, int Velocity, int Low, int High);

/// <summary>A group of players.</summary>
internal sealed record Ensemble(string Name, IReadOnlyList<Player> Players)
{
    private const int Oohs = 53;

    /// <summary>Gets all ensembles.</summary>
    public static IReadOnlyList<Ensemble> All { get; } =
    [
        new("piano",
        [
            new("piano", "Piano", 0, Role.TwoHands, 0, 50, 28, 84),
        ]),
        new("guitar",
        [
            new("guitar", "Guitar", 24, Role.Figure, -0.25, 52, 45, 79),
            new("bass", "Double Bass", 32, Role.Bass, 0.1, 62, 28, 52),
        ]),
        new("strings",
        [
            new("harp", "Harp", 46, Role.Figure, -0.35, 56, 43, 84),
            new("strings", "Strings", 49, Role.Pad, 0.1, 44, 45, 79),
            new("cello", "Cello", 42, Role.Bass, 0.3, 54, 36, 57),
        ]),
        new("folk",
        [
            new("guitar", "Steel Guitar", 25, Role.Figure, -0.3, 48, 45, 79),
            new("accordion", "Accordion", 21, Role.GuideTone, 0.35, 40, 48, 76),
            new("bass", "Double Bass", 32, Role.Bass, 0.05, 62, 28, 52),
            new("drums", "Percussion", 0, Role.Percussion, 0, 58, 35, 81),
        ]),
        new("chinese",
        [
            new("guzheng", "Guzheng", 107, Role.Figure, -0.3, 56, 43, 86),
            new("dizi", "Dizi", 77, Role.Doubling, 0.3, 44, 55, 96),
            new("erhu", "Erhu", 110, Role.GuideTone, 0.15, 42, 50, 79),
            new("ruan", "Ruan", 24, Role.Bass, 0.05, 56, 36, 57),
            new("percussion", "Percussion", 0, Role.Percussion, 0, 54, 35, 81),
        ]),
    ];

    /// <summary>Returns the ensemble of that name.</summary>
    /// <exception cref="BadInputException">There is none.</exception>
    public static Ensemble Named(string name) => All.FirstOrDefault(ensemble => string.Equals(ensemble.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new BadInputException($"There is no ensemble '{name}'; there are {string.Join(", ", All.Select(ensemble => ensemble.Name))}.");

    /// <summary>Returns the ensemble that suits a song: Chinese words a Chinese one, stirred moods a band, sad ones strings.</summary>
    public static Ensemble For(Score score, Mood mood) => Named(
        IsChinese(score) ? "chinese"
        : mood.Arousal > 0.35 ? "folk"
        : mood.Valence < -0.3 ? "strings"
        : mood.Valence > 0.3 && mood.Arousal > -0.35 ? "guitar"
        : "piano");

    /// <summary>Returns the program that carries the tune: words are sung; a tune without words keeps its instrument.</summary>
    public static int LeadProgram(Part melody) => melody.Notes.Any(note => note.Lyrics.Count > 0) ? Oohs : melody.Program;

    private static bool IsChinese(Score score) => score.Language == Language.Zh
        || (score.Language == Language.Auto && score.Parts[0].Notes.SelectMany(note => note.Lyrics).Any(lyric => lyric.Text.Any(letter => letter is >= '\u4E00' and <= '\u9FFF')));
}
