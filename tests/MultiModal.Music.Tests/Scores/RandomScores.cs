namespace MultiModal.Music.Tests.Scores;

/// <summary>Random scores that keep all rules, for properties that must hold of any score. The same seed gives the same score.</summary>
internal static class RandomScores
{
    private static readonly TimeSignature[] Times = [new(4, 4), new(3, 4), new(6, 8), new(2, 4), new(2, 2), new(5, 4), new(12, 8), new(7, 8), new(3, 8)];
    private static readonly Beats[] Lengths = [new(1, 4), new(1, 2), new(1, 2), new(3, 4), new(1), new(1), new(1), new(3, 2), new(2), new(3), new(4), new(5, 4), new(7, 2)];
    private static readonly string[][] Words = [["moon"], ["riv", "er"], ["un", "der", "stand"], ["o'er"], ["well-known"], ["x", "y"], ["good-bye"]];
    private static readonly string[] Characters = ["床", "前", "明", "月", "光", "疑", "是"];

    /// <summary>A melody with words, chords, sections and phrase ends.</summary>
    public static Score Song(ulong seed)
    {
        SeededRandom random = new(seed);
        TimeSignature time = Times[random.Next(Times.Length)];
        Beats pickup = random.Next(3) == 0 ? Beats.Eighth * random.Next(1, (int)(time.Bar * 2).FloorDivide(1) - 1) : Beats.Zero;
        Key key = RandomKey(random);
        List<Note> notes = Melody(random, key.Fifths, bars: random.Next(2, 7), time, pickup);
        bool isChinese = random.Next(4) == 0;
        List<Beats> phraseEnds = [];
        notes = Sing(random, notes, 1, isChinese, phraseEnds);
        if (random.Next(3) == 0)
        {
            notes = Sing(random, notes, 2, isChinese, []);
        }

        Beats end = notes[^1].Onset + notes[^1].Duration;
        List<MeterMark> meters = [new MeterMark(0, time)];
        Beats change = pickup + (time.Bar * 2);
        if (random.Next(3) == 0 && change < end)
        {
            meters.Add(new MeterMark(change, time == new TimeSignature(3, 4) ? new TimeSignature(4, 4) : new TimeSignature(3, 4)));
        }

        List<KeyMark> keys = [new KeyMark(0, key)];
        Key other = RandomKey(random);
        if (random.Next(4) == 0 && other != key && change < end)
        {
            keys.Add(new KeyMark(change, other));
        }

        return new Score
        {
            Title = random.Next(2) == 0 ? "A Song & <more> 100%" : "月光",
            Composer = random.Next(2) == 0 ? "A. Composer" : null,
            Lyricist = random.Next(2) == 0 ? "李白" : null,
            Language = notes.SelectMany(note => note.Lyrics).Any() ? isChinese ? Language.Zh : Language.En : Language.Auto,
            Pickup = pickup,
            Tempos = [new TempoMark(0, random.Next(40, 200))],
            Meters = meters,
            Keys = keys,
            Chords = Chords(random, end),
            Sections = random.Next(2) == 0 ? [new SectionMark(0, "verse 1")] : [],
            PhraseEnds = phraseEnds,
            Parts = [new Part { Id = "melody", Name = "Melody", Program = random.Next(128), Pan = random.Next(-4, 4) / 4.0, Notes = notes }],
        };
    }

    /// <summary>A song with a part of overlapping notes and a drum part.</summary>
    public static Score Arrangement(ulong seed)
    {
        Score song = Song(seed);
        SeededRandom random = new SeededRandom(seed).Fork("arrangement");
        int fifths = song.Keys[0].Key.Fifths;
        List<Note> piano = [];
        List<Note> drums = [];
        Dictionary<int, Beats> free = [];
        for (Beats place = Beats.Zero; place < song.End; place += Beats.Eighth)
        {
            for (int i = random.Next(4); i > 0; i--)
            {
                int midi = random.Next(36, 79);
                if (free.GetValueOrDefault(midi) <= place)
                {
                    Beats duration = Beats.Min(Lengths[random.Next(Lengths.Length)], song.End - place);
                    piano.Add(new Note { Onset = place, Duration = duration, Pitch = Pitch.FromMidi(midi, fifths), Velocity = random.Next(1, 127) });
                    free[midi] = place + duration;
                }
            }

            if (random.Next(2) == 0)
            {
                drums.Add(new Note { Onset = place, Duration = Beats.Eighth, Pitch = Pitch.FromMidi(random.Next(2) == 0 ? 36 : 42), Velocity = 70 });
            }
        }

        List<Part> parts = [song.Parts[0]];
        if (piano.Count > 0)
        {
            parts.Add(new Part { Id = "piano", Name = "Piano", Program = random.Next(2) == 0 ? 0 : 48, Notes = [.. piano.OrderBy(note => note.Onset).ThenBy(note => note.Pitch.Midi)] });
        }

        if (drums.Count > 0)
        {
            parts.Add(new Part { Id = "drums", Name = "Drums", IsPercussion = true, Notes = drums });
        }

        return song with { Parts = parts };
    }

    private static Key RandomKey(SeededRandom random)
    {
        while (true)
        {
            Key key = new((PitchStep)random.Next(7), random.Next(-1, 1), (Mode)random.Next(6));
            if (key.Fifths is >= -7 and <= 7)
            {
                return key;
            }
        }
    }

    private static List<Note> Melody(SeededRandom random, int fifths, int bars, TimeSignature time, Beats pickup)
    {
        List<Note> notes = [];
        Beats place = Beats.Zero;
        Beats end = pickup + (time.Bar * bars);
        while (place < end)
        {
            bool onQuarter = (place - pickup).Denominator == 1;
            if (onQuarter && random.Next(5) == 0)
            {
                int count = random.Next(3) == 0 ? 5 : 3;
                for (int i = 0; i < count; i++)
                {
                    notes.Add(Tone(random, fifths, place + new Beats(i, count), new Beats(1, count)));
                }

                place += 1;
                continue;
            }

            Beats length = Lengths[random.Next(Lengths.Length)];
            if (random.Next(6) > 0 || notes.Count == 0)
            {
                notes.Add(Tone(random, fifths, place, length));
            }

            place += length;
        }

        return notes;
    }

    private static Note Tone(SeededRandom random, int fifths, Beats onset, Beats duration) =>
        new() { Onset = onset, Duration = duration, Pitch = Pitch.FromMidi(random.Next(55, 84), fifths), Velocity = random.Next(1, 127) };

    /// <summary>Puts words under the notes: one syllable a note, here and there a melisma.</summary>
    private static List<Note> Sing(SeededRandom random, List<Note> notes, int verse, bool isChinese, List<Beats> phraseEnds)
    {
        List<Note> sung = [.. notes];
        int at = 0;
        while (at < sung.Count)
        {
            string[] word = isChinese ? [Characters[random.Next(Characters.Length)]] : Words[random.Next(Words.Length)];
            for (int i = 0; i < word.Length && at < sung.Count; i++)
            {
                bool isLast = i + 1 == word.Length || at + 1 == sung.Count;
                Syllabic syllabic = (i > 0, !isLast) switch
                {
                    (false, true) => Syllabic.Begin,
                    (true, true) => Syllabic.Middle,
                    (true, false) => Syllabic.End,
                    _ => Syllabic.Single,
                };
                bool follows = at + 1 < sung.Count && sung[at + 1].Onset == sung[at].Onset + sung[at].Duration;

                // A word must not break off where the notes end, so only a last syllable is held.
                bool isHeld = isLast && follows && random.Next(4) == 0;
                sung[at] = sung[at] with { Lyrics = [.. sung[at].Lyrics, new Lyric(word[i], syllabic, verse, isHeld)] };
                at++;
                Beats end = sung[at - 1].Onset + sung[at - 1].Duration;
                if (isHeld)
                {
                    end = sung[at].Onset + sung[at].Duration;
                    at++;
                }

                if (isLast && random.Next(3) == 0)
                {
                    phraseEnds.Add(end);
                }
            }
        }

        return sung;
    }

    private static List<ChordSymbol> Chords(SeededRandom random, Beats end)
    {
        List<ChordSymbol> chords = [];
        for (Beats place = Beats.Zero; place < end; place += random.Next(1, 6))
        {
            Pitch? bass = random.Next(4) == 0 ? new Pitch((PitchStep)random.Next(7), 0, 2) : null;
            chords.Add(new ChordSymbol(place, (PitchStep)random.Next(7), random.Next(-1, 1), (ChordQuality)random.Next(10)) { Bass = bass });
        }

        return chords;
    }
}
