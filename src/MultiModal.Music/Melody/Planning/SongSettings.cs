using MultiModal.Text;

namespace MultiModal.Music.Melody.Planning;

/// <summary>Everything decided before the first note: key, metre, tempo, range.</summary>
internal sealed record SongSettings
{
    private static readonly string[] Meters = ["2/4", "3/4", "4/4", "6/8"];

    public required Key Key { get; init; }

    public required TimeSignature Time { get; init; }

    public required double Qpm { get; init; }

    public required int Lowest { get; init; }

    public required int Highest { get; init; }

    public required double Temperature { get; init; }

    public required ulong Seed { get; init; }

    public required Mood Mood { get; init; }

    public int BarTicks => Ticks.Bar(Time);

    /// <summary>Takes what the options give and decides the rest by mood, words and seed.</summary>
    /// <exception cref="BadInputException">An option is out of its range.</exception>
    public static SongSettings Resolve(LyricSheet sheet, Mood mood, MelodyOptions options)
    {
        Check(options);
        // The words take part in the seed, so that two poems of one form do not get one tune.
        ulong seed = StableHash.Combine(options.Seed, string.Join('\n', sheet.Phrases.Select(phrase => string.Concat(phrase.Syllables.Select(syllable => syllable.Text)))));
        SeededRandom random = new SeededRandom(seed).Fork("settings");
        Mode mode = options.Key?.Mode ?? ModeFor(sheet.Language, mood, random);
        TimeSignature time = options.Meter ?? MeterFor(sheet, mood, random);
        double qpm = options.Qpm ?? TempoFor(time, mood);
        Key key = options.Key ?? KeyFor(mode, mood, random);
        (int lowest, int highest) = RangeFor(key, options);
        return new SongSettings
        {
            Key = key,
            Time = time,
            Qpm = qpm,
            Lowest = lowest,
            Highest = highest,
            Temperature = options.Temperature ?? 0.7,
            Seed = seed,
            Mood = mood,
        };
    }

    /// <summary>Returns the options with everything decided.</summary>
    public MelodyOptions ToOptions(MelodyOptions given) => given with
    {
        Key = Key,
        Meter = Time,
        Qpm = Qpm,
        LowestPitch = Lowest,
        HighestPitch = Highest,
        Temperature = Temperature,
    };

    private static void Check(MelodyOptions options)
    {
        if (options.Meter is { } meter && Array.IndexOf(Meters, meter.ToString()) < 0)
        {
            throw new BadInputException($"Songs are set in {string.Join(", ", Meters)}, not in {meter}.");
        }

        if (options.Qpm is { } qpm && !(qpm >= 40 && qpm <= 240))
        {
            throw new BadInputException(FormattableString.Invariant($"The tempo is 40 to 240 quarters a minute, not {qpm}."));
        }

        if (options.Temperature is { } temperature && !(temperature >= 0 && temperature <= 2))
        {
            throw new BadInputException(FormattableString.Invariant($"The temperature is 0 to 2, not {temperature}."));
        }

        if (options.Key is { } key && (key.Alter is < -1 or > 1 || Math.Abs(key.Fifths) > 7))
        {
            throw new BadInputException($"The key {key} needs more than seven sharps or flats; take its enharmonic twin.");
        }

        if (options.LowestPitch is < 24 or > 100 || options.HighestPitch is < 31 or > 108)
        {
            throw new BadInputException("The range of the melody lies between MIDI notes 24 and 108.");
        }
    }

    private static Mode ModeFor(Language language, Mood mood, SeededRandom random)
    {
        double chance = random.NextDouble();
        if (language == Language.Zh)
        {
            return Mode.Pentatonic;
        }

        return mood.Valence switch
        {
            >= 0.45 => chance < 0.9 ? Mode.Major : Mode.Mixolydian,
            >= 0 => chance < 0.85 ? Mode.Major : Mode.Mixolydian,
            >= -0.25 => chance < 0.4 ? Mode.Dorian : chance < 0.8 ? Mode.Minor : Mode.Major,
            _ => chance < 0.8 ? Mode.Minor : Mode.Dorian,
        };
    }

    /// <summary>Words with two weak syllables to each strong one swing in three; the rest go by mood.</summary>
    private static TimeSignature MeterFor(LyricSheet sheet, Mood mood, SeededRandom random)
    {
        double chance = random.NextDouble();
        double strong = 0, all = 0;
        foreach (LyricSyllable syllable in sheet.Phrases.SelectMany(phrase => phrase.Syllables))
        {
            strong += syllable.Accent >= 0.6 ? 1 : 0;
            all++;
        }

        if (sheet.Language == Language.Zh)
        {
            return mood.Arousal > 0.4 ? new(2, 4) : new(4, 4);
        }

        double weakPerStrong = (all - strong) / Math.Max(1, strong);
        if (weakPerStrong > 1.45)
        {
            return new(6, 8);
        }

        return mood.Arousal < 0.1 && chance < 0.4 ? new(3, 4)
            : mood.Arousal >= 0.1 && mood.Valence > 0.3 && chance < 0.3 ? new(2, 4)
            : new(4, 4);
    }

    private static double TempoFor(TimeSignature time, Mood mood)
    {
        double qpm = 92 + (30 * mood.Arousal) + (8 * mood.Valence);
        return Math.Round(time.Denominator == 8 ? qpm * 0.95 : qpm);
    }

    private static Key KeyFor(Mode mode, Mood mood, SeededRandom random)
    {
        Key[] keys = mode switch
        {
            Mode.Minor => [new(PitchStep.A, 0, mode), new(PitchStep.D, 0, mode), new(PitchStep.E, 0, mode), new(PitchStep.G, 0, mode), new(PitchStep.C, 0, mode)],
            Mode.Dorian => [new(PitchStep.D, 0, mode), new(PitchStep.A, 0, mode), new(PitchStep.E, 0, mode), new(PitchStep.G, 0, mode)],
            Mode.Mixolydian => [new(PitchStep.G, 0, mode), new(PitchStep.D, 0, mode), new(PitchStep.A, 0, mode), new(PitchStep.C, 0, mode)],
            _ when mood.Arousal < -0.2 => [new(PitchStep.F, 0, mode), new(PitchStep.C, 0, mode), new(PitchStep.G, 0, mode), new(PitchStep.E, -1, mode), new(PitchStep.B, -1, mode)],
            _ => [new(PitchStep.G, 0, mode), new(PitchStep.D, 0, mode), new(PitchStep.C, 0, mode), new(PitchStep.F, 0, mode), new(PitchStep.A, 0, mode)],
        };
        return keys[random.Next(keys.Length)];
    }

    /// <summary>About a tenth: from under the tonic upward in keys from B flat to E flat, around the tonic in the others.</summary>
    private static (int Lowest, int Highest) RangeFor(Key key, MelodyOptions options)
    {
        int tonic = 58 + ((key.TonicPitchClass - 58 + 120) % 12);
        (int lowest, int highest) = tonic <= 63 ? (tonic - 1, tonic + 14) : (tonic - 5, tonic + 9);
        if (options.LowestPitch is { } low && options.HighestPitch is null)
        {
            (lowest, highest) = (low, low + 15);
        }
        else if (options.HighestPitch is { } high)
        {
            (lowest, highest) = (options.LowestPitch ?? high - 15, high);
        }

        return highest - lowest >= 7
            ? (lowest, highest)
            : throw new BadInputException(FormattableString.Invariant($"A melody needs at least seven semitones; {lowest} to {highest} has {highest - lowest}."));
    }
}
