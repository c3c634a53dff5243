using MultiModal.Music.Scores;
using MultiModal.Text;

namespace MultiModal.Music.Arranging;

/// <summary>What every player knows of the song.</summary>
/// <param name="Score">The lead sheet.</param>
/// <param name="Bars">Its bars.</param>
/// <param name="Spans">Its harmony.</param>
/// <param name="Mood">Its mood.</param>
/// <param name="Melody">Its melody.</param>
/// <param name="IsPentatonic">Whether runs keep to the pentatonic scale.</param>
internal sealed record Song(Score Score, IReadOnlyList<Bar> Bars, IReadOnlyList<HarmonySpan> Spans, Mood Mood, MelodyLine Melody, bool IsPentatonic)
{
    /// <summary>Gets the tempo at the beginning, in quarters a minute.</summary>
    public double Qpm => Score.Tempos[0].Qpm;

    /// <summary>Gets where the last bar ends.</summary>
    public Beats End => Bars[^1].End;

    /// <summary>Says whether a phrase ends in (after, upTo].</summary>
    public bool PhraseEndsBetween(Beats after, Beats upTo)
    {
        int low = 0;
        int high = Score.PhraseEnds.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (Score.PhraseEnds[middle] <= after)
                low = middle + 1;
            else
                high = middle;
        }

        return low < Score.PhraseEnds.Count && Score.PhraseEnds[low] <= upTo;
    }
}
