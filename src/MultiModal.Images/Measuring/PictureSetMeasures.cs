namespace MultiModal.Images.Measuring;

/// <summary>How well the pictures of a set agree with their own words, and how much they differ from one another.</summary>
public sealed record PictureSetMeasures
{
    /// <summary>Gets how many pictures there are.</summary>
    public required int Pictures { get; init; }

    /// <summary>Gets how many of them say what they show.</summary>
    public required int WithWords { get; init; }

    /// <summary>Gets the mean cosine between the features of a picture and of its own words, −1 to 1; null when none has words.</summary>
    public Estimate? Agreement { get; init; }

    /// <summary>Gets the share of pictures that agree better with their own words than with each of <see cref="Distractors"/> others of the same style; null when none has words.</summary>
    public Estimate? RankedFirst { get; init; }

    /// <summary>Gets how many other captions a picture's own has to hold against. By chance one in this number and one more is ranked first.</summary>
    public int Distractors { get; init; }

    /// <summary>Gets the mean distance between two pictures (<see cref="FeatureSpread"/>); null for one picture.</summary>
    public Estimate? Spread { get; init; }

    /// <summary>
    /// Gets the mean distance between two pictures of the same words, as the mean over such groups; null when no two pictures have the same. Its
    /// <see cref="Estimate.Count"/> is the number of groups.
    /// </summary>
    public Estimate? SpreadOfSameWords { get; init; }

    /// <summary>Gets the features, for comparing the set with another.</summary>
    public required FeatureSet Features { get; init; }
}
