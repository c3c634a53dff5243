using MultiModal.Music;
using MultiModal.Music.Melody;

namespace MultiModal.Benchmarks.Melody;

/// <summary>A song people wrote, from the corpus: times in ticks (24 to the quarter).</summary>
internal sealed record HumanSong
{
    public required string Title { get; init; }

    public required string Language { get; init; }

    public required string Part { get; init; }

    /// <summary>Gets the pitch class of the tonic.</summary>
    public required int Tonic { get; init; }

    public required string Mode { get; init; }

    public required TimeSignature Time { get; init; }

    public required double? Qpm { get; init; }

    public required IReadOnlyList<int> Bars { get; init; }

    public required IReadOnlyList<HumanNote> Notes { get; init; }

    /// <summary>Gets the syllables of the first verse with the note each begins on.</summary>
    public required IReadOnlyList<HumanSyllable> Verse { get; init; }

    /// <summary>Returns the median pitch, weighted by length.</summary>
    public int Centre()
    {
        (int Midi, int Duration)[] sorted = [.. Notes.Select(note => (note.Midi, note.Duration)).Order()];
        double half = sorted.Sum(note => note.Duration) / 2.0;
        int seen = 0;
        foreach ((int midi, int duration) in sorted)
        {
            seen += duration;
            if (seen >= half)
            {
                return midi;
            }
        }

        return sorted[^1].Midi;
    }

    /// <summary>Lists the bar and the ticks into it of the end of the note before each note; a short first bar is a pickup and counts from its end.</summary>
    public IReadOnlyList<(int Bar, int Position)> Places()
    {
        int length = Ticks.Bar(Time);
        int shift = Bars.Count > 1 && Bars[1] - Bars[0] < length ? length - (Bars[1] - Bars[0]) : 0;
        List<(int, int)> places = [];
        int bar = 0;
        for (int i = 0; i < Notes.Count; i++)
        {
            int end = i == 0 ? 0 : Notes[i - 1].End;
            while (bar + 1 < Bars.Count && Bars[bar + 1] <= end)
            {
                bar++;
            }

            int position = end - Bars[bar] + (bar == 0 ? shift : 0);
            places.Add(bar + 1 == Bars.Count ? (bar + (position / length), position % length) : (bar, position));
        }

        return places;
    }
}

internal readonly record struct HumanNote(int Onset, int Duration, int Midi)
{
    public int End => Onset + Duration;
}

internal readonly record struct HumanSyllable(int Note, string Text, string Position);
