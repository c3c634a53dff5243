namespace MultiModal.Music.Scores;

/// <summary>The rules every score keeps. Writers ask here first, so that a damaged score gets a sentence and no damaged file.</summary>
public static class ScoreRules
{
    /// <summary>Throws when the score breaks a rule.</summary>
    /// <exception cref="BadInputException">One sentence that names the part and the note at fault.</exception>
    public static void Check(Score score, ScoreLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(score);
        limits ??= ScoreLimits.Default;
        if (HasNull(score.Tempos) || HasNull(score.Meters) || HasNull(score.Keys) || HasNull(score.Chords) || HasNull(score.Sections) || score.PhraseEnds is null
            || score.Parts?.Any(part => part is not null && (HasNull(part.Notes) || part.Notes.Any(note => HasNull(note.Lyrics)))) == true)
        {
            throw new BadInputException("The score holds null where a mark, a note or a lyric is due.");
        }

        CheckMarks(score, limits);
        if (score.Parts is null || score.Parts.Count == 0)
        {
            throw new BadInputException("The score has no part; it needs at least one with a melody.");
        }

        if (score.Parts.Count > limits.MaxParts)
        {
            throw new BadInputException(FormattableString.Invariant($"The score has {score.Parts.Count} parts; at most {limits.MaxParts} are taken."));
        }

        long notes = score.Parts.Sum(part => (long)(part?.Notes?.Count ?? 0));
        if (notes > limits.MaxNotes)
        {
            throw new BadInputException(FormattableString.Invariant($"The score has {notes} notes; at most {limits.MaxNotes} are taken."));
        }

        HashSet<string> ids = new(StringComparer.Ordinal);
        foreach (Part part in score.Parts)
        {
            if (part?.Notes is null || part.Id is null || part.Name is null)
            {
                throw new BadInputException("A part of the score lacks its id, its name or its notes.");
            }

            if (!ids.Add(part.Id))
            {
                throw new BadInputException($"Two parts of the score have the id '{part.Id}'; ids must differ.");
            }

            CheckPart(part, limits);
        }
    }

    /// <summary>Tells whether a text is an id as parts have it: a letter, then letters, digits and <c>-</c> (ASCII).</summary>
    public static bool IsPartId(string id) => id is { Length: > 0 and <= 64 }
        && char.IsAsciiLetter(id[0])
        && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');

    private static void CheckMarks(Score score, ScoreLimits limits)
    {
        if (score.Title is null || score.Tempos is not { Count: > 0 } || score.Meters is not { Count: > 0 } || score.Keys is not { Count: > 0 })
        {
            throw new BadInputException("The score needs a title, and a tempo, a metre and a key at its beginning.");
        }

        if (score.Tempos[0].Onset != Beats.Zero || score.Meters[0].Onset != Beats.Zero || score.Keys[0].Onset != Beats.Zero)
        {
            throw new BadInputException("The first tempo, metre and key of a score must stand at place 0.");
        }

        CheckOrder(score.Tempos.Select(mark => mark.Onset), "tempo marks", limits);
        CheckOrder(score.Meters.Select(mark => mark.Onset), "metres", limits);
        CheckOrder(score.Keys.Select(mark => mark.Onset), "keys", limits);
        CheckOrder(score.Chords.Select(mark => mark.Onset), "chord symbols", limits);
        CheckOrder(score.Sections.Select(mark => mark.Onset), "sections", limits);
        CheckOrder(score.PhraseEnds, "phrase ends", limits);
        foreach (TempoMark tempo in score.Tempos)
        {
            if (tempo.Qpm is not (>= 20 and <= 400))
            {
                throw new BadInputException(FormattableString.Invariant($"A tempo of {tempo.Qpm} quarter notes a minute is outside 20 to 400."));
            }
        }

        foreach (MeterMark meter in score.Meters)
        {
            if (!IsTimeSignature(meter.Time.Numerator, meter.Time.Denominator))
            {
                throw new BadInputException($"The metre {meter.Time} is not one: take 1 to 64 over a power of two up to 64.");
            }
        }

        foreach (KeyMark key in score.Keys)
        {
            if (key.Key.Fifths is < -7 or > 7 || key.Key.Alter is < -1 or > 1)
            {
                throw new BadInputException($"The key {key.Key} has no signature of up to seven sharps or flats; spell it enharmonically.");
            }
        }

        if (score.Pickup < Beats.Zero || score.Pickup >= score.Meters[0].Time.Bar)
        {
            throw new BadInputException($"The pickup is {score.Pickup} quarter notes long; it must be shorter than a bar of {score.Meters[0].Time}.");
        }

        CheckPlace(score.Pickup, "pickup", limits);
    }

    /// <summary>Tells whether a time signature can be written: 1 to 64 over a power of two up to 64.</summary>
    internal static bool IsTimeSignature(int numerator, int denominator) =>
        numerator is >= 1 and <= 64 && denominator is >= 1 and <= 64 && int.IsPow2(denominator);

    private static bool HasNull<T>(IReadOnlyList<T>? items) => items is null || items.Any(item => item is null);

    private static void CheckOrder(IEnumerable<Beats> places, string what, ScoreLimits limits)
    {
        Beats last = Beats.Zero;
        foreach (Beats place in places)
        {
            CheckPlace(place, what, limits);
            if (place < last)
            {
                throw new BadInputException($"The {what} of the score are out of order at place {place}.");
            }

            last = place;
        }
    }

    private static void CheckPart(Part part, ScoreLimits limits)
    {
        if (part.Program is < 0 or > 127)
        {
            throw new BadInputException(FormattableString.Invariant($"The program {part.Program} of part '{part.Id}' is outside 0 to 127."));
        }

        if (double.IsNaN(part.Pan) || part.Pan is < -1 or > 1)
        {
            throw new BadInputException($"The place of part '{part.Id}' in the stereo field is outside -1 to 1.");
        }

        Beats last = Beats.Zero;
        foreach (Note note in part.Notes)
        {
            if (note is null)
            {
                throw new BadInputException($"A note of part '{part.Id}' is null.");
            }

            CheckPlace(note.Onset, $"notes of part '{part.Id}'", limits);
            CheckPlace(note.Duration, $"notes of part '{part.Id}'", limits);
            if (note.Duration == Beats.Zero)
            {
                throw new BadInputException($"The note at place {note.Onset} of part '{part.Id}' has no length.");
            }

            if (note.Onset < last)
            {
                throw new BadInputException($"The notes of part '{part.Id}' are out of order at place {note.Onset}.");
            }

            if (note.Pitch.Alter is < -2 or > 2 || !Enum.IsDefined(note.Pitch.Step) || note.Pitch.Octave is < -2 or > 10 || note.Pitch.Midi is < 0 or > 127)
            {
                throw new BadInputException($"The note at place {note.Onset} of part '{part.Id}' has no pitch between MIDI 0 and 127.");
            }

            if (note.Velocity is < 1 or > 127)
            {
                throw new BadInputException($"The note at place {note.Onset} of part '{part.Id}' has a loudness outside 1 to 127.");
            }

            foreach (Lyric lyric in note.Lyrics)
            {
                if (lyric?.Text is null || lyric.Verse is < 1 or > 99)
                {
                    throw new BadInputException($"The note at place {note.Onset} of part '{part.Id}' has a syllable without text or with a verse outside 1 to 99.");
                }
            }

            last = note.Onset;
        }
    }

    private static void CheckPlace(Beats place, string what, ScoreLimits limits)
    {
        if (place < Beats.Zero || place > limits.MaxQuarters || place.Denominator > limits.MaxDenominator)
        {
            throw new BadInputException(FormattableString.Invariant(
                $"The {what} reach the place {place}; places lie between 0 and {limits.MaxQuarters} quarter notes, in steps of at least 1/{limits.MaxDenominator}."));
        }
    }
}
