using MultiModal.Music.Scores;

namespace MultiModal.Music.Arranging;

/// <summary>Plays drums lightly: nothing in quiet moods, a shaker and brushes when the song moves; in a Chinese ensemble wood block and small gong.</summary>
internal sealed class PercussionPlayer(Song song, Strokes strokes, Dynamics dynamics, bool isChinese)
{
    private const int Kick = 36;
    private const int Brush = 40;
    private const int Gong = 52;
    private const int Shaker = 70;
    private const int LowBlock = 77;
    private const int Triangle = 81;

    /// <summary>Plays the whole song.</summary>
    public void Play()
    {
        double arousal = song.Mood.Arousal;
        int reached = 0;
        foreach (Bar bar in song.Bars)
        {
            while (reached < song.Spans.Count && song.Spans[reached].Start < bar.Start)
                reached++;

            HarmonySpan? span = reached < song.Spans.Count && song.Spans[reached].Start < bar.End ? song.Spans[reached] : null;
            if (bar.IsPickup || span is null || span.IsFinal)
                continue;

            bool opening = dynamics.PhraseAt(bar.Start) == 0 && dynamics.PhraseCount >= 4;
            if (isChinese)
                Blocks(bar, span, arousal);
            else if (arousal > 0.05 && !opening)
                Kit(bar, span, arousal);
        }

        if (song.Spans is [.., { IsFinal: true } last])
            strokes.Add(last.Start, last.End, isChinese ? Gong : Triangle, last, -6);
    }

    private void Blocks(Bar bar, HarmonySpan span, double arousal)
    {
        bool phraseStarts = bar.Index == 0 || song.PhraseEndsBetween(bar.Start - bar.Length, bar.Start);
        if (phraseStarts && arousal > -0.6 && bar.Index % 4 == 0)
            Hit(bar.Start, bar, span, Gong, -14);

        if (arousal < -0.3)
            return;

        Beats pulse = bar.Time.Pulse;
        for (Beats place = bar.Start + pulse; place < bar.End; place += pulse * 2)
            Hit(place, bar, span, LowBlock, -8);
    }

    private void Kit(Bar bar, HarmonySpan span, double arousal)
    {
        Beats pulse = bar.Time.Pulse;
        Beats step = pulse == bar.Time.Bar || bar.Time.Denominator >= 8 ? new Beats(4, bar.Time.Denominator) : pulse / 2;
        while (song.Qpm / 60 / step.ToDouble() > 7)
            step *= 2;

        for (Beats place = bar.Start; place < bar.End; place += step)
            Hit(place, bar, span, Shaker, (place - bar.Start) % pulse == Beats.Zero ? -12 : -7);

        int beat = 0;
        for (Beats place = bar.Start; place < bar.End; place += pulse, beat++)
        {
            if (beat == 0 || (beat == 2 && bar.Time.Numerator == 4))
                Hit(place, bar, span, Kick, -2);
            else if (arousal > 0.25)
                Hit(place, bar, span, Brush, -6);
        }
    }

    private void Hit(Beats place, Bar bar, HarmonySpan span, int drum, int louder) =>
        strokes.Add(place, Beats.Min(bar.End, place + Beats.Eighth), drum, span with { Bar = bar, Key = new Key(PitchStep.C, 0, Mode.Major) }, louder);
}
