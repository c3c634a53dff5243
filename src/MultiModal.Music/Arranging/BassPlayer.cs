namespace MultiModal.Music.Arranging;

/// <summary>Plays the lowest line: the root when the chord comes, its fifth in the middle of a longer bar, a step toward the next root at the end.</summary>
internal sealed class BassPlayer(Song song, Strokes strokes, SeededRandom random)
{
    private readonly int _low = strokes.Player.Low;
    private readonly int _high = Math.Min(strokes.Player.High, 52);
    private int _last;

    /// <summary>Plays the whole song.</summary>
    public void Play()
    {
        for (int i = 0; i < song.Spans.Count; i++)
        {
            HarmonySpan span = song.Spans[i];
            int? root = Near(ChordTones.BassPitchClass(span.Chord), span.Ceiling);
            if (root is not { } bass)
                continue;

            _last = bass;
            HarmonySpan? next = i + 1 < song.Spans.Count ? song.Spans[i + 1] : null;
            if (span.IsFinal)
                strokes.Add(span.Start, span.End, bass, span, -2);
            else
                PlaySpan(span, next, bass);
        }
    }

    private void PlaySpan(HarmonySpan span, HarmonySpan? next, int root)
    {
        Beats pulse = span.Bar.Time.Pulse;
        Beats end = span.End;
        if (Approach(span, next, root) is { } step)
        {
            // On a weak beat, or between beats where every beat is strong.
            bool compound = pulse != new Beats(4, span.Bar.Time.Denominator);
            Beats from = span.End - (compound ? pulse / 3 : song.Qpm > 100 && span.Bar.Time.Numerator > 2 ? pulse : pulse / 2);
            strokes.Add(from, span.End, step, span, -4);
            end = from;
        }

        // In the middle of a bar of four beats (or six eighths) the fifth answers, when the song moves at all.
        Beats half = span.Bar.Start + (span.Bar.Time.Bar / 2);
        bool answers = song.Mood.Arousal > -0.55
            && span.Bar.Time.Numerator % 2 == 0
            && span.Start == span.Bar.Start
            && half < end
            && span.Bar.Time.Bar >= pulse * 2;
        if (!answers)
        {
            strokes.Add(span.Start, end, root, span);
            return;
        }

        int[] tones = ChordTones.PitchClasses(span.Chord);
        int? fifth = Near(tones[Math.Min(2, tones.Length - 1)], span.Ceiling);
        strokes.Add(span.Start, half, root, span);
        strokes.Add(half, end, random.NextDouble() < 0.7 && fifth is { } note ? note : root, span, -2);
    }

    private int? Approach(HarmonySpan span, HarmonySpan? next, int root)
    {
        Beats pulse = span.Bar.Time.Pulse;
        if (next is null || next.Start != span.End || next.Start != next.Bar.Start || song.Mood.Arousal < -0.4 || span.Length < pulse * 2)
            return null;

        int? target = Near(ChordTones.BassPitchClass(next.Chord), next.Ceiling);
        if (target is not { } goal || goal % 12 == root % 12 || random.NextDouble() > 0.45)
            return null;

        int[] scale = ScaleTones.PitchClasses(span.Key);
        int direction = goal > root ? -1 : 1;
        for (int distance = 1; distance <= 3; distance++)
        {
            int step = goal + (direction * distance);
            if (scale.Contains(((step % 12) + 12) % 12) && step >= _low && step <= Math.Min(_high, span.Ceiling - 1))
                return step;
        }

        return null;
    }

    /// <summary>Returns the note of that class nearest to the last one, in reach and below the melody, or null.</summary>
    private int? Near(int pitchClass, int ceiling)
    {
        int? best = null;
        double least = double.MaxValue;
        int centre = _low + 12;
        for (int note = _low; note <= Math.Min(_high, ceiling - 1); note++)
        {
            if (note % 12 != pitchClass)
                continue;

            double cost = (_last == 0 ? 0 : Math.Abs(note - _last)) + (0.7 * Math.Abs(note - centre));
            if (cost < least)
            {
                least = cost;
                best = note;
            }
        }

        return best;
    }
}
