namespace MultiModal.Images.Measuring;

/// <summary>What two sets of features must have in common to be compared.</summary>
internal static class FeatureSets
{
    /// <summary>Makes sure of it.</summary>
    /// <exception cref="BadInputException">A set has one picture only, or the features are not as many.</exception>
    public static void Check(FeatureSet first, FeatureSet second)
    {
        if (first.Size != second.Size)
        {
            throw new BadInputException($"Pictures with {first.Size} and with {second.Size} features cannot be compared; measure both with one model.");
        }

        if (Math.Min(first.Count, second.Count) < 2)
        {
            throw new BadInputException($"The distance of two sets takes two pictures of each, and there are {first.Count} and {second.Count}.");
        }
    }
}
