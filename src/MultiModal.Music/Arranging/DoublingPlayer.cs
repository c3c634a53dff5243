using MultiModal.Music.Scores;

namespace MultiModal.Music.Arranging;

/// <summary>Plays the melody along, softly, where the song has grown: from the second half on, and always in the phrase that lies highest.</summary>
internal sealed class DoublingPlayer(Song song, Strokes strokes, Dynamics dynamics)
{
    /// <summary>Plays the whole song.</summary>
    public void Play()
    {
        int from = dynamics.PhraseCount < 3 ? 0 : dynamics.PhraseCount / 2;
        int bar = 0;
        foreach (Note note in song.Score.Parts[0].Notes)
        {
            int phrase = dynamics.PhraseAt(note.Onset);
            if (phrase < from && phrase != dynamics.ClimaxPhrase)
                continue;

            while (bar + 1 < song.Bars.Count && song.Bars[bar].End <= note.Onset)
                bar++;

            strokes.Add(note.Onset, note.Onset + note.Duration, note.Pitch.Midi, SpanOf(song.Bars[bar]));
        }
    }

    private HarmonySpan SpanOf(Bar bar) => song.Spans.Count > 0
        ? song.Spans[0] with { Bar = bar }
        : new HarmonySpan(bar, bar.Start, bar.End, new ChordSymbol(bar.Start, PitchStep.C, 0, ChordQuality.Major), song.Score.Keys[0].Key, 127);
}
