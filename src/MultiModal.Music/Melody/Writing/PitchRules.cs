using MultiModal.Music.Melody.Planning;

namespace MultiModal.Music.Melody.Writing;

/// <summary>How well a pitch continues a phrase, in nats, so that it can be added to a log probability. Counterpoint as it is taught for song.</summary>
internal sealed class PitchRules(SongSettings settings, Scale scale)
{
    private readonly double _middle = (settings.Lowest + settings.Highest) / 2.0;

    /// <summary>Lists the pitches that may be sung at all: notes of the mode within the range.</summary>
    public List<int> Candidates()
    {
        List<int> pitches = [];
        for (int midi = settings.Lowest; midi <= settings.Highest; midi++)
        {
            if (scale.Contains(midi) || scale.IsRaisedSeventh(midi))
            {
                pitches.Add(midi);
            }
        }

        return pitches;
    }

    /// <summary>Returns the value of a pitch after the notes before it; negative infinity forbids it.</summary>
    /// <param name="place">Where the note stands.</param>
    /// <param name="before">The notes of the phrase so far.</param>
    /// <param name="lastOfPhraseBefore">The last note of the phrase before, or null.</param>
    /// <param name="midi">The pitch.</param>
    public double Score(in NotePlace place, IReadOnlyList<WrittenNote> before, int? lastOfPhraseBefore, int midi)
    {
        double score = Place(place, midi) + Harmony(place, midi);
        if (place.IsLast)
        {
            score += Cadential(place, midi);
        }

        int? previous = before.Count > 0 ? before[^1].Midi : lastOfPhraseBefore;
        if (previous is not { } from)
        {
            return score + (scale.IsChordTone(midi, 1) ? 1 : -2) + Raised(place, null, midi);
        }

        double ease = before.Count > 0 ? 1 : 0.5;
        score += ease * Interval(midi - from);
        score += Raised(place, from, midi);
        if (before.Count > 0)
        {
            score += Line(before, lastOfPhraseBefore, midi);
            score += place.Accent > 0.6 && midi > from ? 0.2 : place.Accent < 0.3 && midi - from > 2 ? -0.3 : 0;
            score += place.IsMelisma ? ToneContour.ScoreWithin(place.Tone, midi - from) - (Math.Abs(midi - from) > 4 || midi == from ? 3 : 0)
                : ToneContour.Score(place.PreviousTone, place.Tone, midi - from);
        }

        return score;
    }

    private static double Interval(int semitones)
    {
        int size = Math.Abs(semitones);
        return size switch
        {
            0 => -0.15,
            1 or 2 => 0.5,
            3 or 4 => 0.2,
            5 => 0,
            7 => -0.4,
            8 or 9 => -1.2,
            12 => -1.2,
            6 or 10 or 11 => -6,
            _ => -30,
        };
    }

    /// <summary>Near the planned register, which rises and falls over the phrase; the top of the range is kept for the climax.</summary>
    private double Place(in NotePlace place, int midi)
    {
        Phrase phrase = place.Phrase;
        double arch = phrase.Cadence is Cadence.Closed or Cadence.Final
            ? (3.0 * Math.Sin(Math.PI * Math.Min(1, place.Progress * 1.15))) - (2.0 * place.Progress)
            : 2.6 * Math.Sin(Math.PI * place.Progress);
        double wanted = _middle - 1.2 + phrase.Register + arch;
        double away = (midi - wanted) / 4.6;
        double score = -0.5 * away * away;
        int ceiling = phrase.IsClimax ? settings.Highest : settings.Highest - 2;
        if (midi > ceiling)
        {
            score -= 1.5 * (midi - ceiling);
        }

        return phrase.IsClimax && place.Accent > 0.5 && midi >= settings.Highest - 2 && place.Progress is > 0.25 and < 0.85 ? score + 1.6 : score;
    }

    private double Harmony(in NotePlace place, int midi)
    {
        double weight = place.Weakness switch { 0 => 1.0, 1 => 0.85, 2 => 0.5, 3 => 0.15, _ => 0.05 };
        weight += place.Duration >= 36 ? 0.3 : 0;
        return scale.IsChordTone(midi, place.Root) ? 0.7 * weight : -1.0 * weight;
    }

    private double Cadential(in NotePlace place, int midi)
    {
        int degree = scale.Degree(midi);
        switch (place.Phrase.Cadence)
        {
            case Cadence.Final:
                return degree == 1 ? 2 - (0.08 * Math.Abs(midi - (_middle - 2))) : double.NegativeInfinity;
            case Cadence.Closed:
                return degree == 1 ? 2 : degree is 3 or 5 ? -2 : -6;
            case Cadence.Half:
                return degree is 2 or 5 ? 1.2 : degree == 7 && scale.Mode != Mode.Pentatonic ? 0.2 : degree is 3 or 6 ? -2 : -5;
            default:
                return degree is 3 or 5 ? 1 : degree is 1 or 6 ? 0.3 : degree == 2 ? -0.3 : -3;
        }
    }

    /// <summary>The raised seventh of minor leads up to the tonic; the natural seventh and the sixth do not touch it.</summary>
    private double Raised(in NotePlace place, int? from, int midi)
    {
        if (from is { } before && scale.IsRaisedSeventh(before))
        {
            return midi - before == 1 ? 1.5 : double.NegativeInfinity;
        }

        if (!scale.IsRaisedSeventh(midi))
        {
            // A leading note goes up when it stands on the way to a cadence.
            return from is { } lead && scale.Chroma(lead) == 11 && scale.Mode == Mode.Major ? (midi - lead == 1 ? 0.5 : -0.3) : 0;
        }

        if (place.IsLast || place.SyllablesLeft > 3 || place.Phrase.Cadence is Cadence.Open or Cadence.Half)
        {
            return double.NegativeInfinity;
        }

        return from is { } other && scale.Chroma(other) is 8 or 10 ? double.NegativeInfinity : -0.2;
    }

    /// <summary>Leaps turn back by step, lines do not circle or stand still.</summary>
    private static double Line(IReadOnlyList<WrittenNote> before, int? earlier, int midi)
    {
        int count = before.Count;
        int step = midi - before[^1].Midi;
        double score = 0;
        int? origin = count > 1 ? before[^2].Midi : earlier;
        if (origin is { } start)
        {
            int leap = before[^1].Midi - start;
            int size = Math.Abs(leap);
            bool same = step != 0 && Math.Sign(step) == Math.Sign(leap);
            if (size >= 5)
            {
                double weight = size >= 7 ? 1.5 : 1;
                score += same ? weight * (Math.Abs(step) >= 3 ? -2.2 : -0.5) : step == 0 ? 0 : Math.Abs(step) <= 4 ? 0.5 * weight : -0.8;
            }
            else if (size >= 3 && same && Math.Abs(step) >= 3)
            {
                int span = Math.Abs(midi - start);
                score += span is 7 or 8 or 9 or 12 ? -0.3 : -2.5;
            }
        }

        int repeats = 0;
        while (repeats < count && before[count - 1 - repeats].Midi == midi)
        {
            repeats++;
        }

        score -= repeats >= 3 ? 2.5 : repeats == 2 ? 0.8 : 0;
        if (count >= 3 && step != 0 && midi == before[^2].Midi && before[^1].Midi == before[^3].Midi)
        {
            score -= 0.9;
        }

        score -= Hovering(before, midi);
        int run = 0;
        while (run + 1 < count && step != 0 && Math.Sign(before[count - 1 - run].Midi - before[count - 2 - run].Midi) == Math.Sign(step))
        {
            run++;
        }

        return run >= 5 ? score - 0.6 : score;
    }

    /// <summary>A line that stays within a whole tone for six notes, or a third for nine, has forgotten to go anywhere.</summary>
    private static double Hovering(IReadOnlyList<WrittenNote> before, int midi)
    {
        int low = midi, high = midi;
        for (int i = 1; i <= 8 && i <= before.Count; i++)
        {
            low = Math.Min(low, before[^i].Midi);
            high = Math.Max(high, before[^i].Midi);
            if (i == 5 && high - low <= 2)
            {
                return 1.2;
            }
        }

        return before.Count >= 8 && high - low <= 4 ? 0.7 : 0;
    }
}

/// <summary>Where a note stands.</summary>
internal readonly record struct NotePlace
{
    public required Phrase Phrase { get; init; }

    /// <summary>Gets how weak its place in the bar is, 0 to 4.</summary>
    public required int Weakness { get; init; }

    public required int Duration { get; init; }

    /// <summary>Gets the root of the chord planned there.</summary>
    public required int Root { get; init; }

    /// <summary>Gets how far into the phrase it stands, 0 to 1.</summary>
    public required double Progress { get; init; }

    public required double Accent { get; init; }

    public required int Tone { get; init; }

    public required int PreviousTone { get; init; }

    /// <summary>Gets the syllables of the phrase from this one on.</summary>
    public required int SyllablesLeft { get; init; }

    /// <summary>Gets a value indicating whether it is the last note of the phrase.</summary>
    public required bool IsLast { get; init; }

    public required bool IsMelisma { get; init; }
}
