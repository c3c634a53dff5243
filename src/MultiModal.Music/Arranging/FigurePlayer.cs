namespace MultiModal.Music.Arranging;

/// <summary>Plays the pattern that carries the piece, fills where the melody waits, and holds the last chord.</summary>
internal sealed class FigurePlayer(Song song, Strokes strokes, Texture texture, Dynamics dynamics, SeededRandom random)
{
    private const int LadderSemitones = 17;
    private readonly Voicer _voicer = new(Math.Max(strokes.Player.Low, 41), Math.Max(strokes.Player.Low, 47), 59);

    /// <summary>Plays the whole song.</summary>
    public void Play()
    {
        foreach (HarmonySpan span in song.Spans)
        {
            int ceiling = Math.Min(span.Ceiling, strokes.Player.High);
            int[] chord = _voicer.Next(span.Chord, ceiling);
            if (chord.Length == 0)
                continue;

            if (span.IsFinal)
                Hold(span, chord);
            else
                PlaySpan(span, chord, ceiling);
        }
    }

    private void PlaySpan(HarmonySpan span, int[] chord, int ceiling)
    {
        int phrase = dynamics.PhraseAt(span.Start);

        // A longer song opens with less.
        bool sparse = phrase == 0 && dynamics.PhraseCount >= 4;
        switch (texture.Kind)
        {
            case TextureKind.Arpeggio or TextureKind.Alberti:
                Break(span, chord, ceiling, sparse);
                break;
            case TextureKind.Strum:
                Strum(span, chord, sparse, full: phrase == dynamics.ClimaxPhrase);
                break;
            default:
                Strike(span, chord, sparse);
                break;
        }
    }

    private void Break(HarmonySpan span, int[] chord, int ceiling, bool sparse)
    {
        int[] ladder = Ladder(span.Chord, chord[0], Math.Min(ceiling, chord[0] + LadderSemitones));
        if (ladder.Length == 1)
        {
            strokes.Add(span.Start, span.End, ladder[0], span);
            return;
        }

        Beats step = sparse ? texture.Step * 2 : texture.Step;
        Beats? fill = FillStart(span);
        int stroke = 0;
        foreach ((Beats onset, Beats end) in Grid(span, step))
        {
            if (fill is { } from && onset >= from)
            {
                Run(span, from, chord[0], ceiling);
                return;
            }

            int index = texture.Shape[stroke++ % texture.Shape.Count];
            strokes.Add(onset, end, ladder[Reflect(index, ladder.Length)], span);
        }
    }

    private void Strum(HarmonySpan span, int[] chord, bool sparse, bool full)
    {
        List<(Beats Onset, Beats End)> grid = [.. Grid(span, texture.Step)];
        Beats pulse = span.Bar.Time.Pulse;
        Beats from = span.Start;
        int held = 0;
        for (int i = 0; i < grid.Count; i++)
        {
            Beats offset = grid[i].Onset - span.Bar.Start + span.Bar.MetricOffset;
            bool onPulse = offset % pulse == Beats.Zero;
            bool plays = i == 0 || full || (sparse ? offset % (pulse * 2) == Beats.Zero : onPulse ? offset != pulse * 2 : offset > pulse);
            if (!plays)
                continue;

            if (i > 0)
                Stroke(from, grid[i].Onset, held);

            from = grid[i].Onset;
            held = i;
        }

        Stroke(from, span.End, held);

        void Stroke(Beats onset, Beats end, int index)
        {
            // Up-strokes between the beats catch the upper strings only.
            bool up = index > 0 && (onset - span.Bar.Start + span.Bar.MetricOffset) % pulse != Beats.Zero;
            foreach (int note in up ? chord.Skip(chord.Length - 2) : chord)
                strokes.Add(onset, end, note, span, up ? -6 : 0);
        }
    }

    private void Strike(HarmonySpan span, int[] chord, bool sparse)
    {
        Beats pulse = span.Bar.Time.Pulse;
        Beats step = texture.Kind == TextureKind.Block && (sparse || song.Mood.Arousal < 0.7) && span.Bar.Time.Numerator % 2 == 0 ? pulse * 2 : pulse;
        foreach ((Beats onset, Beats end) in Grid(span, step))
        {
            bool first = (onset - span.Bar.Start + span.Bar.MetricOffset) == Beats.Zero;
            if (texture.Kind == TextureKind.Waltz && first)
                continue;

            foreach (int note in chord)
                strokes.Add(onset, end, note, span);
        }
    }

    private void Hold(HarmonySpan span, int[] chord)
    {
        foreach (int note in chord)
            strokes.Add(span.Start, span.End, note, span, -4);
    }

    /// <summary>Returns where a run may begin: a beat after the melody has come to rest on a long note at the end of a phrase.</summary>
    private Beats? FillStart(HarmonySpan span)
    {
        if (song.Melody.At(span.End - Beats.Sixteenth) is not { } note)
            return null;

        Beats next = song.Melody.NextOnset(note.Onset + new Beats(1, 1024)) ?? span.End;
        Beats start = Beats.Max(span.Start, note.Onset) + span.Bar.Time.Pulse;
        bool waits = next - note.Onset >= span.Bar.Time.Pulse * 2 && next >= span.End && start < span.End;
        bool phraseEnds = song.PhraseEndsBetween(note.Onset, next);
        return waits && phraseEnds && random.NextDouble() < 0.75 ? start : null;
    }

    /// <summary>A run up the scale and back; on the beats it touches chord tones.</summary>
    private void Run(HarmonySpan span, Beats from, int low, int ceiling)
    {
        int[] scale = song.IsPentatonic ? ScaleTones.Pentatonic(span.Key) : ChordTones.PitchClasses(span.Chord);
        int[] tones = ChordTones.PitchClasses(span.Chord);
        List<int> steps = [.. Enumerable.Range(low, Math.Max(1, ceiling - low + 1)).Where(note => scale.Contains(note % 12))];
        List<int> chordSteps = [.. Enumerable.Range(low, Math.Max(1, ceiling - low + 1)).Where(note => tones.Contains(note % 12))];
        if (steps.Count == 0)
            steps = chordSteps;

        Beats step = song.Qpm <= 112 && song.IsPentatonic ? texture.Step / 2 : texture.Step;
        bool rising = random.Next(2) == 0;
        int index = rising ? 0 : steps.Count - 1;
        int direction = rising ? 1 : -1;
        foreach ((Beats onset, Beats end) in Grid(span with { Start = from }, step))
        {
            int note = steps[Math.Clamp(index, 0, steps.Count - 1)];
            bool onBeat = (onset - span.Bar.Start + span.Bar.MetricOffset) % span.Bar.Time.Pulse == Beats.Zero;
            if ((onBeat || onset == from) && chordSteps.Count > 0)
                note = chordSteps.MinBy(tone => Math.Abs(tone - note));

            strokes.Add(onset, end, note, span, -5);
            if (index + direction < 0 || index + direction >= steps.Count)
                direction = -direction;

            index = Math.Clamp(index + direction, 0, steps.Count - 1);
        }
    }

    /// <summary>Returns the strokes of a span: its start, then the places of the bar's grid.</summary>
    private static IEnumerable<(Beats Onset, Beats End)> Grid(HarmonySpan span, Beats step)
    {
        Beats onset = span.Start;
        while (onset < span.End)
        {
            Beats offset = onset - span.Bar.Start + span.Bar.MetricOffset;
            Beats next = Beats.Min(span.End, onset + step - (offset % step));
            yield return (onset, next);
            onset = next;
        }
    }

    private static int[] Ladder(ChordSymbol chord, int low, int high)
    {
        int[] classes = ChordTones.PitchClasses(chord);
        return [.. Enumerable.Range(low, Math.Max(1, high - low + 1)).Where(note => classes.Contains(note % 12))];
    }

    private static int Reflect(int index, int count)
    {
        if (count == 1)
            return 0;

        int period = 2 * (count - 1);
        int at = index % period;
        return at < count ? at : period - at;
    }
}
