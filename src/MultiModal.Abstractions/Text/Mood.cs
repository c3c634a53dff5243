namespace MultiModal.Text;

/// <summary>A mood on the circumplex of Russell (1980), with the name nearest to it.</summary>
public sealed record Mood
{
    /// <summary>Gets the mood of a text that shows none.</summary>
    public static Mood Neutral { get; } = new() { Name = "calm", Valence = 0, Arousal = -0.2 };

    /// <summary>Gets the named moods with their place on the circumplex, as (name, valence, arousal).</summary>
    public static IReadOnlyList<(string Name, double Valence, double Arousal)> Names { get; } =
    [
        ("joyful", 0.8, 0.5), ("triumphant", 0.6, 0.8), ("playful", 0.6, 0.3), ("tender", 0.5, -0.3), ("hopeful", 0.4, 0.1),
        ("serene", 0.4, -0.7), ("calm", 0.1, -0.4), ("mysterious", -0.1, 0.0), ("nostalgic", -0.1, -0.5), ("longing", -0.3, -0.2),
        ("melancholy", -0.5, -0.5), ("lonely", -0.6, -0.3), ("grieving", -0.8, -0.2), ("fearful", -0.6, 0.5), ("angry", -0.7, 0.8), ("stormy", -0.4, 0.8),
    ];

    /// <summary>Gets the name, one of <see cref="Names"/>.</summary>
    public required string Name { get; init; }

    /// <summary>Gets how pleasant it is, -1 (grief) to 1 (joy).</summary>
    public double Valence { get; init; }

    /// <summary>Gets how stirred it is, -1 (still) to 1 (agitated).</summary>
    public double Arousal { get; init; }

    /// <summary>Returns the mood of that name.</summary>
    /// <exception cref="BadInputException">There is no mood of that name.</exception>
    public static Mood Named(string name)
    {
        foreach ((string known, double valence, double arousal) in Names)
        {
            if (string.Equals(known, name, StringComparison.OrdinalIgnoreCase))
            {
                return new Mood { Name = known, Valence = valence, Arousal = arousal };
            }
        }

        throw new BadInputException($"There is no mood '{name}'; there are {string.Join(", ", Names.Select(entry => entry.Name))}.");
    }

    /// <summary>Returns the mood at a place on the circumplex, with the nearest name.</summary>
    public static Mood At(double valence, double arousal)
    {
        valence = Math.Clamp(valence, -1, 1);
        arousal = Math.Clamp(arousal, -1, 1);
        string name = Names.MinBy(entry => Math.Pow(entry.Valence - valence, 2) + Math.Pow(entry.Arousal - arousal, 2)).Name;
        return new Mood { Name = name, Valence = valence, Arousal = arousal };
    }
}
