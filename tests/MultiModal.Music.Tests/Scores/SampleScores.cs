namespace MultiModal.Music.Tests.Scores;

/// <summary>Small songs that many tests share. "Twinkle" is traditional (Ah ! vous dirai-je, maman; words by Jane Taylor, 1806).</summary>
internal static class SampleScores
{
    public static Score Twinkle { get; } = Song(
        "Twinkle, Twinkle",
        new TimeSignature(4, 4),
        Beats.Zero,
        "C4:1 Twin- C4:1 -kle G4:1 twin- G4:1 -kle A4:1 lit- A4:1 -tle G4:2 star F4:1 How F4:1 I E4:1 won- E4:1 -der D4:3/2 what E4:1/2 ~ D4:1/2 you C4:3/2 are",
        [new ChordSymbol(0, PitchStep.C, 0, ChordQuality.Major), new ChordSymbol(4, PitchStep.F, 0, ChordQuality.Major), new ChordSymbol(6, PitchStep.C, 0, ChordQuality.Major), new ChordSymbol(8, PitchStep.D, 0, ChordQuality.Minor7), new ChordSymbol(12, PitchStep.G, 0, ChordQuality.Dominant7), new ChordSymbol(15, PitchStep.C, 0, ChordQuality.Major)],
        [8, 16]);

    public static Score QuietNight { get; } = Song(
        "静夜思",
        new TimeSignature(3, 4),
        1,
        "G4:1 床 A4:2 前 C5:1 明 D5:3/2 月 C5:1/2 ~ A4:1 光 G4:3 - G4:1/3 疑 A4:1/3 是 G4:1/3 地 E4:1 上 D4:3 霜",
        [new ChordSymbol(1, PitchStep.C, 0, ChordQuality.Major), new ChordSymbol(7, PitchStep.A, 0, ChordQuality.Minor)],
        [10]) with
    { Language = Language.Zh, Lyricist = "李白", Keys = [new KeyMark(0, new Key(PitchStep.C, 0, Mode.Pentatonic))] };

    /// <summary>Reads notes as pairs of <c>pitch:quarters</c> and a syllable: <c>Twin-</c> begins a word, <c>-kle</c> ends it, <c>~</c> holds the one before, <c>-</c> is silent of words.</summary>
    public static Score Song(string title, TimeSignature time, Beats pickup, string notes, IReadOnlyList<ChordSymbol>? chords = null, IReadOnlyList<Beats>? phraseEnds = null)
    {
        string[] tokens = notes.Split(' ');
        List<Note> list = [];
        Beats place = Beats.Zero;
        for (int i = 0; i + 1 < tokens.Length; i += 2)
        {
            string[] parts = tokens[i].Split(':');
            Beats duration = Beats.TryParse(parts[1], out Beats beats) ? beats : throw new FormatException(tokens[i]);
            bool held = i + 3 < tokens.Length && tokens[i + 3] == "~";
            list.Add(new Note { Onset = place, Duration = duration, Pitch = PitchOf(parts[0]), Lyrics = LyricOf(tokens[i + 1], held) });
            place += duration;
        }

        return new Score
        {
            Title = title,
            Language = Language.En,
            Pickup = pickup,
            Tempos = [new TempoMark(0, 100)],
            Meters = [new MeterMark(0, time)],
            Keys = [new KeyMark(0, new Key(PitchStep.C, 0, Mode.Major))],
            Chords = chords ?? [],
            PhraseEnds = phraseEnds ?? [],
            Parts = [new Part { Id = "melody", Name = "Melody", Program = 73, Notes = list }],
        };
    }

    public static Pitch PitchOf(string name)
    {
        int alter = name.Count(letter => letter == '#') - name.Count(letter => letter == 'b');
        return new Pitch(Enum.Parse<PitchStep>(name[..1]), alter, name[^1] - '0');
    }

    private static IReadOnlyList<Lyric> LyricOf(string syllable, bool held)
    {
        if (syllable is "~" or "-")
        {
            return [];
        }

        Syllabic syllabic = (syllable.StartsWith('-'), syllable.EndsWith('-')) switch
        {
            (false, true) => Syllabic.Begin,
            (true, true) => Syllabic.Middle,
            (true, false) => Syllabic.End,
            _ => Syllabic.Single,
        };
        return [new Lyric(syllable.Trim('-'), syllabic, 1, held)];
    }
}
