namespace MultiModal.Music.Tests.Arranging;

/// <summary>Lead sheets to arrange.</summary>
internal static class LeadSheets
{
    /// <summary>Random singable tunes with chords in many metres, keys and tempos.</summary>
    public static Score Random(ulong seed, TimeSignature time, Language language = Language.En)
    {
        SeededRandom random = new(seed);
        int[] scale = [0, 2, 4, 5, 7, 9, 11];
        bool minor = random.Next(2) == 0;
        Key key = new((PitchStep)random.Next(7), 0, minor ? Mode.Minor : Mode.Major);
        Beats pickup = random.Next(3) == 0 ? time.Pulse : Beats.Zero;
        int bars = random.Next(4, 16);
        List<Note> notes = [];
        List<Beats> ends = [];
        Beats place = Beats.Zero;
        Beats end = pickup + (time.Bar * bars);
        int degree = random.Next(0, 7);
        while (place < end)
        {
            Beats duration = Beats.Min(time.Pulse * random.Next(1, 3) / random.Next(1, 2), end - place);
            degree = Math.Clamp(degree + random.Next(-3, 3), -2, 11);
            int midi = 60 + key.TonicPitchClass % 5 + (12 * (int)Math.Floor(degree / 7.0)) + scale[((degree % 7) + 7) % 7];
            notes.Add(new Note { Onset = place, Duration = duration, Pitch = Pitch.FromMidi(midi, key.Fifths), Lyrics = [new Lyric("la", Syllabic.Single)] });
            place += duration;
            if ((place - pickup) % (time.Bar * 4) == Beats.Zero && place > pickup)
                ends.Add(place);
        }

        List<ChordSymbol> chords = [];
        for (int bar = 0; bar < bars; bar++)
        {
            Pitch root = Pitch.FromMidi(60 + ((key.TonicPitchClass + scale[random.Next(7)]) % 12), key.Fifths);
            chords.Add(new ChordSymbol(pickup + (time.Bar * bar), root.Step, root.Alter, (ChordQuality)random.Next(10)));
            if (random.Next(3) == 0 && time.Numerator % 2 == 0)
                chords.Add(new ChordSymbol(pickup + (time.Bar * bar) + (time.Bar / 2), root.Step, root.Alter, ChordQuality.Dominant7));
        }

        return new Score
        {
            Title = "Random",
            Language = language,
            Pickup = pickup,
            Tempos = [new TempoMark(0, random.Next(50, 180))],
            Meters = [new MeterMark(0, time)],
            Keys = [new KeyMark(0, key)],
            Chords = chords,
            PhraseEnds = ends,
            Parts = [new Part { Id = "melody", Name = "Melody", Program = 73, Notes = notes }],
        };
    }
}
