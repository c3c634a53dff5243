namespace MultiModal.Music.Theory;

/// <summary>Guesses the key of notes by comparing how long each pitch class sounds with the profiles of Krumhansl and Kessler (1982).</summary>
public static class KeyFinder
{
    private static readonly double[] Major = [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88];
    private static readonly double[] Minor = [6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17];

    /// <summary>Returns the likeliest major or minor key, of five flats to six sharps; C major when there is nothing to go by.</summary>
    /// <param name="notes">Pitched notes, in any order.</param>
    public static Key Find(IEnumerable<Note> notes)
    {
        ArgumentNullException.ThrowIfNull(notes);
        double[] weights = new double[12];
        foreach (Note note in notes)
        {
            weights[note.Pitch.PitchClass] += note.Duration.ToDouble();
        }

        Key best = new(PitchStep.C, 0, Mode.Major);
        double highest = 0;
        foreach (Mode mode in (Mode[])[Mode.Major, Mode.Minor])
        {
            for (int fifths = -5; fifths <= 6; fifths++)
            {
                Key key = KeySignatures.KeyOf(fifths, mode);
                double likeness = Correlation(weights, mode == Mode.Major ? Major : Minor, key.TonicPitchClass);
                if (likeness > highest + 1e-9)
                {
                    highest = likeness;
                    best = key;
                }
            }
        }

        return best;
    }

    private static double Correlation(double[] weights, double[] profile, int tonic)
    {
        double weightMean = weights.Average();
        double profileMean = profile.Average();
        double product = 0;
        double square = 0;
        for (int i = 0; i < 12; i++)
        {
            double weight = weights[(tonic + i) % 12] - weightMean;
            product += weight * (profile[i] - profileMean);
            square += weight * weight;
        }

        return square == 0 ? 0 : product / Math.Sqrt(square);
    }
}
