using MultiModal.Music.Scores;

namespace MultiModal.Music.Arranging;

/// <summary>How loud the accompaniment is at each place: an arc over every phrase, the whole rising to the phrase that lies highest and falling away at the end.</summary>
internal sealed class Dynamics
{
    private readonly List<(Beats Start, Beats End, double Level)> _phrases = [];
    private readonly SeededRandom _random;

    /// <summary>Initializes a new instance of the <see cref="Dynamics"/> class.</summary>
    public Dynamics(Score score, Beats end, double arousal, SeededRandom random)
    {
        _random = random;
        IReadOnlyList<Note> melody = score.Parts[0].Notes;
        List<Beats> ends = [.. score.PhraseEnds.Where(place => place > Beats.Zero && place < end).Distinct(), end];
        List<double> heights = [];
        int next = 0;
        foreach (Beats phraseEnd in ends)
        {
            double sum = 0;
            double length = 0;
            for (; next < melody.Count && melody[next].Onset < phraseEnd; next++)
            {
                double quarters = melody[next].Duration.ToDouble();
                sum += quarters * melody[next].Pitch.Midi;
                length += quarters;
            }

            heights.Add(length > 0 ? sum / length : double.NaN);
        }

        ClimaxPhrase = heights.IndexOf(heights.Where(height => !double.IsNaN(height)).DefaultIfEmpty(double.NaN).Max());
        Beats start = Beats.Zero;
        for (int i = 0; i < ends.Count; i++)
        {
            double toClimax = ClimaxPhrase <= 0 ? 1 : Math.Min(1, (double)i / ClimaxPhrase);
            double fromClimax = i <= ClimaxPhrase ? 0 : (double)(i - ClimaxPhrase) / Math.Max(1, ends.Count - 1 - ClimaxPhrase);
            _phrases.Add((start, ends[i], (6 * arousal) - 5 + (9 * toClimax) - (6 * fromClimax)));
            start = ends[i];
        }
    }

    /// <summary>Gets the index of the phrase that lies highest, or -1.</summary>
    public int ClimaxPhrase { get; }

    /// <summary>Gets how many phrases there are.</summary>
    public int PhraseCount => _phrases.Count;

    /// <summary>Returns the index of the phrase at a place.</summary>
    public int PhraseAt(Beats place)
    {
        int low = 0;
        int high = _phrases.Count - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_phrases[middle].End <= place)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>Returns the velocity of a stroke.</summary>
    /// <param name="usual">The player's usual velocity.</param>
    /// <param name="place">The place.</param>
    /// <param name="bar">Its bar.</param>
    public int Velocity(int usual, Beats place, Bar bar)
    {
        (Beats start, Beats end, double level) = _phrases[PhraseAt(place)];
        double t = Math.Clamp((place - start).ToDouble() / Math.Max(1e-9, (end - start).ToDouble()), 0, 1);
        double arc = 5 * Math.Sin(Math.PI * t);
        Beats offset = place - bar.Start + bar.MetricOffset;
        double accent = offset == Beats.Zero ? 5 : offset % bar.Time.Pulse == Beats.Zero ? 1 : -3;
        double jitter = _random.NextDouble(-2, 2);
        return Math.Clamp((int)Math.Round(usual + level + arc + accent + jitter), 12, 112);
    }
}
