using MultiModal.Music.Melody;

namespace MultiModal.Music.Harmony;

/// <summary>Chooses the chord symbols of a lead sheet: at each half bar or bar the chord that holds the melody best and follows its predecessor best, by dynamic programming.</summary>
public static class LeadSheetHarmonizer
{
    /// <summary>Returns the chords of a melody.</summary>
    /// <param name="notes">The melody by onset, in quarters from the start of the score.</param>
    /// <param name="key">The key.</param>
    /// <param name="time">The time signature.</param>
    /// <param name="pickup">The length of the pickup; the first chord stands on the first downbeat.</param>
    /// <param name="hints">What is known of the places: planned roots and cadences; may be empty.</param>
    public static IReadOnlyList<ChordSymbol> Harmonize(IReadOnlyList<Note> notes, Key key, TimeSignature time, Beats pickup, IReadOnlyList<HarmonyHint> hints)
    {
        ArgumentNullException.ThrowIfNull(notes);
        ArgumentNullException.ThrowIfNull(hints);
        if (notes.Count == 0)
        {
            return [];
        }

        FunctionalChord[] palette = [.. FunctionalChord.Palette(key.Mode)];
        Beats slot = time.Numerator % 2 == 0 && time.Numerator > 2 ? time.Bar / 2 : time.Bar;
        Beats end = notes[^1].Onset + notes[^1].Duration;
        int count = (int)Math.Max(1, -(pickup - end).FloorDivide(slot));
        double[][] fit = Fits(notes, key, time, pickup, slot, count, palette);
        AddHints(fit, hints, pickup, slot, palette);
        int perBar = (int)time.Bar.FloorDivide(slot);
        int[] path = Best(fit, palette, perBar, key.Mode);
        return Symbols(path, palette, key, pickup, slot);
    }

    private static double[][] Fits(IReadOnlyList<Note> notes, Key key, TimeSignature time, Beats pickup, Beats slot, int count, FunctionalChord[] palette)
    {
        double[][] fit = [.. Enumerable.Range(0, count).Select(_ => new double[palette.Length])];
        foreach (Note note in notes)
        {
            int chroma = ((note.Pitch.PitchClass - key.TonicPitchClass) + 12) % 12;
            long first = Math.Max(0, (note.Onset - pickup).FloorDivide(slot));
            for (long i = first; i < count; i++)
            {
                Beats from = pickup + (slot * i);
                Beats overlap = Beats.Min(note.Onset + note.Duration, from + slot) - Beats.Max(note.Onset, from);
                if (overlap <= Beats.Zero)
                {
                    break;
                }

                Beats onset = note.Onset < from ? from : note.Onset;
                int tick = (int)(((onset - pickup) % time.Bar).ToDouble() * Ticks.PerQuarter);
                double weight = overlap.ToDouble() * Ticks.Weakness(tick, time) switch { 0 => 1.6, 1 => 1.5, 2 => 1.1, _ => 0.6 };
                for (int c = 0; c < palette.Length; c++)
                {
                    fit[i][c] += weight * palette[c].Fit(chroma);
                }
            }
        }

        return fit;
    }

    private static void AddHints(double[][] fit, IReadOnlyList<HarmonyHint> hints, Beats pickup, Beats slot, FunctionalChord[] palette)
    {
        foreach (HarmonyHint hint in hints)
        {
            long at = (hint.Onset - pickup).FloorDivide(slot);
            if (at < 0 || at >= fit.Length)
            {
                continue;
            }

            for (int c = 0; c < palette.Length; c++)
            {
                fit[at][c] += palette[c].Degree == hint.Degree ? hint.Weight : 0;
            }
        }
    }

    private static int[] Best(double[][] fit, FunctionalChord[] palette, int perBar, Mode mode)
    {
        int count = fit.Length, width = palette.Length;
        double[,] best = new double[count, width];
        int[,] from = new int[count, width];
        for (int c = 0; c < width; c++)
        {
            best[0, c] = fit[0][c] + (palette[c].Degree == 1 ? 2 : 0);
        }

        for (int i = 1; i < count; i++)
        {
            for (int c = 0; c < width; c++)
            {
                best[i, c] = double.NegativeInfinity;
                for (int p = 0; p < width; p++)
                {
                    double score = best[i - 1, p] + palette[p].MoveTo(palette[c], midBar: i % perBar != 0, mode) + fit[i][c];
                    if (score > best[i, c])
                    {
                        (best[i, c], from[i, c]) = (score, p);
                    }
                }
            }
        }

        // The song ends on the tonic.
        int[] path = new int[count];
        path[^1] = Enumerable.Range(0, width).Where(c => palette[c].Degree == 1).MaxBy(c => best[count - 1, c]);
        for (int i = count - 1; i > 0; i--)
        {
            path[i - 1] = from[i, path[i]];
        }

        return path;
    }

    private static List<ChordSymbol> Symbols(int[] path, FunctionalChord[] palette, Key key, Beats pickup, Beats slot)
    {
        List<ChordSymbol> symbols = [];
        for (int i = 0; i < path.Length; i++)
        {
            if (i == 0 || path[i] != path[i - 1])
            {
                FunctionalChord chord = palette[path[i]];
                Pitch root = Pitch.FromMidi(60 + ((key.TonicPitchClass + chord.Root) % 12), key.Fifths);
                symbols.Add(new ChordSymbol(pickup + (slot * i), root.Step, root.Alter, chord.Quality));
            }
        }

        return symbols;
    }
}

/// <summary>What is known of a place before its chord is chosen.</summary>
/// <param name="Onset">The place, in quarters from the start of the score.</param>
/// <param name="Degree">The degree (1 to 7) of the root that is wanted there.</param>
/// <param name="Weight">How much it is wanted; 1 is as much as a chord tone that lasts a quarter.</param>
public readonly record struct HarmonyHint(Beats Onset, int Degree, double Weight);
