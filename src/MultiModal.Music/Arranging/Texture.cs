using MultiModal.Text;

namespace MultiModal.Music.Arranging;

/// <summary>How a chord is spread in time.</summary>
internal enum TextureKind
{
    /// <summary>Broken upward and back.</summary>
    Arpeggio,

    /// <summary>Lowest, highest, middle, highest (after D. Alberti).</summary>
    Alberti,

    /// <summary>Together.</summary>
    Block,

    /// <summary>Together on every beat but the first, which is the bass's.</summary>
    Waltz,

    /// <summary>Strummed down and up.</summary>
    Strum,
}

/// <summary>The pattern of a song.</summary>
/// <param name="Kind">How chords are spread.</param>
/// <param name="Step">The time between strokes.</param>
/// <param name="Shape">Which notes of the chord follow each other, counted from below; used in turn.</param>
internal sealed record Texture(TextureKind Kind, Beats Step, IReadOnlyList<int> Shape)
{
    private static readonly int[][] Eights = [[0, 1, 2, 1, 3, 2, 1, 2], [0, 1, 2, 3, 2, 1, 2, 1], [0, 2, 1, 2, 3, 2, 1, 2]];
    private static readonly int[][] Sixes = [[0, 1, 2, 3, 2, 1], [0, 2, 1, 3, 1, 2], [0, 1, 2, 1, 2, 1]];
    private static readonly int[][] Fours = [[0, 1, 2, 1], [0, 2, 1, 2], [0, 1, 2, 3]];

    /// <summary>Chooses the pattern for an instrument, a metre, a tempo and a mood.</summary>
    public static Texture For(Player player, TimeSignature time, double qpm, Mood mood, SeededRandom random)
    {
        bool strummed = player.Program is >= 24 and <= 31;
        bool triple = time.Numerator == 3 && time.Denominator <= 4;
        bool compound = time.Pulse != new Beats(4, time.Denominator);
        TextureKind kind =
            strummed && mood.Arousal > 0.1 ? TextureKind.Strum
            : triple && qpm >= 100 && mood.Arousal > -0.35 && player.Role == Role.TwoHands ? TextureKind.Waltz
            : !compound && mood.Arousal > 0.5 ? TextureKind.Block
            : !compound && !triple && mood.Valence > 0.35 && mood.Arousal > 0.1 ? TextureKind.Alberti
            : TextureKind.Arpeggio;

        // Between three and seven strokes a second flow; faster ones rattle, slower ones stand still.
        Beats step = compound ? new Beats(4, time.Denominator) : Beats.Eighth;
        while (qpm / 60 / step.ToDouble() > 6)
            step *= 2;

        int strokes = (int)Math.Min(64, Math.Max(1, time.Bar.FloorDivide(step)));
        int[][] shapes = strokes % 8 == 0 ? Eights : strokes % 6 == 0 ? Sixes : Fours;
        return new Texture(kind, step, kind == TextureKind.Alberti ? [0, 2, 1, 2] : shapes[random.Next(shapes.Length)]);
    }
}
