namespace MultiModal.Music.Melody.Planning;

/// <summary>Plans the whole song before a note is written: bars, pickups, cadences, what takes up what, registers, the climax, the chords.</summary>
internal sealed class PhrasePlanner(SongSettings settings, LyricSheet sheet)
{
    private readonly SeededRandom _random = new SeededRandom(settings.Seed).Fork("plan");
    private readonly int _bar = settings.BarTicks;

    /// <summary>Returns the phrases in the order in which they are sung.</summary>
    public IReadOnlyList<Phrase> Plan()
    {
        (int Bars, int Pickup)[] shapes = Shapes();
        double? finalPace = RoomForTheLastNote(shapes);
        List<Phrase> phrases = [];
        string form = ChooseForm();
        int climax = ClimaxOf(sheet);
        for (int i = 0; i < sheet.Phrases.Count; i++)
        {
            SungPhrase words = sheet.Phrases[i];
            Statement statement = sheet.Statements[words.Statement];
            int place = i - statement.First;
            Cadence cadence = CadenceOf(i, place, statement.Count);
            (int model, double likeness, int shift) = ModelOf(i, place, statement, form);
            (IReadOnlyList<int> roots, int chordTicks) = Harmony(shapes[i].Bars, cadence, model >= 0 ? phrases[model] : null, likeness);
            double high = statement.Count <= 2 ? place * 1.5 : place == (statement.Count * 3 / 5) ? 3.5 : place == 0 || place == statement.Count - 1 ? -1 : 1;
            phrases.Add(new Phrase
            {
                Index = i,
                Words = words,
                Cadence = cadence,
                Bars = shapes[i].Bars,
                Pickup = shapes[i].Pickup,
                Pace = i + 1 == shapes.Length ? finalPace : null,
                NextPickup = i + 1 < shapes.Length ? shapes[i + 1].Pickup : 0,
                Model = model,
                Likeness = likeness,
                Shift = shift,
                Register = i == climax ? Math.Max(high, 2) + 1.5 : high,
                IsClimax = i == climax,
                Roots = roots,
                ChordTicks = chordTicks,
            });
        }

        return phrases;
    }

    /// <summary>The highest note belongs about seven tenths into the song, in the last statement of the tune.</summary>
    private static int ClimaxOf(LyricSheet sheet)
    {
        Statement last = sheet.Statements[^1];
        return last.First + Math.Min(last.Count - 1, last.Count * 3 / 5);
    }

    private Cadence CadenceOf(int index, int place, int count)
    {
        if (index == sheet.Phrases.Count - 1)
        {
            return Cadence.Final;
        }

        return place == count - 1 ? Cadence.Closed
            : count >= 3 && place == ((count + 1) / 2) - 1 ? Cadence.Half
            : count == 2 ? Cadence.Half
            : Cadence.Open;
    }

    /// <summary>Draws how the phrases of a four-line stanza answer one another.</summary>
    private string ChooseForm()
    {
        string[] forms = ["AABA", "ABAC", "AABC", "ABCB", "ABCA"];
        double[] weights = [0.28, 0.26, 0.16, 0.14, 0.16];
        double draw = _random.NextDouble();
        for (int i = 0; i < forms.Length; i++)
        {
            draw -= weights[i];
            if (draw < 0)
            {
                return forms[i];
            }
        }

        return forms[0];
    }

    /// <summary>Finds the earlier phrase that this one takes up: the same line of an earlier stanza, or a line of its own stanza.</summary>
    private (int Model, double Likeness, int Shift) ModelOf(int index, int place, Statement statement, string form)
    {
        for (int other = 0; other < sheet.Phrases[index].Statement; other++)
        {
            Statement earlier = sheet.Statements[other];
            if (earlier.Count == statement.Count)
            {
                int same = earlier.First + place;
                int difference = Math.Abs(sheet.Phrases[same].Count - sheet.Phrases[index].Count);

                // The last time round the second half is varied, so that the song can rise and close.
                bool varied = statement == sheet.Statements[^1] && place >= statement.Count / 2;
                return difference == 0 ? (same, index == ClimaxOf(sheet) ? 0.45 : varied ? 0.6 : 0.95, 0) : difference <= 2 ? (same, 0.6, 0) : (same, 0.3, 0);
            }
        }

        int group = place / 4 * 4, within = place % 4;
        if (within == 0 && group > 0)
        {
            return (statement.First + group - 4, 0.5, 0);
        }

        char letter = statement.Count >= 3 ? form[within] : "AA"[Math.Min(within, 1)];
        for (int earlier = 0; earlier < within; earlier++)
        {
            if ((statement.Count >= 3 ? form[earlier] : 'A') == letter)
            {
                return (statement.First + group + earlier, 0.8, statement.Count == 2 ? Draw(0, 1, -1, 2) : 0);
            }
        }

        // A contrasting line still keeps a family likeness: the rhythm, and the motif moved to another step.
        return within == 0 ? (-1, 0, 0) : (statement.First + group + within - 1, 0.35, Draw(2, -1, 1, 3));
    }

    private int Draw(params ReadOnlySpan<int> choices) => choices[_random.Next(choices.Length)];

    /// <summary>Chooses bars and pickup of each phrase: the ones whose best rhythm is most natural at a singer's pace.</summary>
    private (int Bars, int Pickup)[] Shapes()
    {
        double seconds = (sheet.Language == Language.Zh ? 0.58 : 0.5) * (1 - (0.12 * settings.Mood.Arousal));
        double pace = seconds * settings.Qpm / 60 * Ticks.PerQuarter;
        (int Bars, int Pickup)[] result = new (int, int)[sheet.Phrases.Count];
        Dictionary<string, (int, int)> known = new(StringComparer.Ordinal);
        foreach (Statement statement in sheet.Statements)
        {
            int usual = UsualBars(statement, pace);
            for (int i = statement.First; i < statement.First + statement.Count; i++)
            {
                SungPhrase words = sheet.Phrases[i];
                string key = FormattableString.Invariant($"{usual}:{string.Join(',', Enumerable.Range(0, words.Count).Select(s => (int)(10 * words.Accent(s))))}");
                if (!known.TryGetValue(key, out (int, int) shape))
                {
                    shape = Shape(words, pace, usual).Shape;
                    known[key] = shape;
                }

                result[i] = shape;
            }
        }

        return result;
    }

    /// <summary>Gives the last phrase a bar more where its last note would otherwise come too late to be held.</summary>
    /// <returns>The pace to keep although there is more room, or null.</returns>
    private double? RoomForTheLastNote((int Bars, int Pickup)[] shapes)
    {
        SungPhrase words = sheet.Phrases[^1];
        (int bars, int pickup) = shapes[^1];
        RhythmLattice plain = new(words, settings.Time, -pickup, bars * _bar, final: true);
        RhythmLattice longer = new(words, settings.Time, -pickup, (bars + 1) * _bar, final: true, pace: plain.Pace);
        if (longer.Best < plain.Best + 0.6)
        {
            return null;
        }

        shapes[^1] = (bars + 1, pickup);
        return plain.Pace;
    }

    private int UsualBars(Statement statement, double pace)
    {
        SungPhrase typical = sheet.Phrases.Skip(statement.First).Take(statement.Count).OrderBy(words => words.Count).ElementAt(statement.Count / 2);
        return Shape(typical, pace, 0).Shape.Bars;
    }

    private ((int Bars, int Pickup) Shape, double Score) Shape(SungPhrase words, double pace, int usual)
    {
        (int Bars, int Pickup) best = (0, 0);
        double bestScore = double.NegativeInfinity;
        int most = Math.Max(4, (words.Count * 36 / _bar) + 3);
        for (int bars = 1; bars <= most; bars++)
        {
            foreach (int pickup in Pickups(words))
            {
                RhythmLattice lattice = new(words, settings.Time, -pickup, (bars * _bar) - pickup, final: false);
                if (double.IsNegativeInfinity(lattice.Best))
                {
                    continue;
                }

                double fit = Math.Log2(lattice.Pace / pace);
                double odd = bars == 1 ? (words.Count <= 3 ? 0.3 : 0.9) : bars % 2 == 1 ? 0.5 : 0;
                double score = (lattice.Best / words.Count) - (1.4 * fit * fit) - odd - (usual > 0 && bars != usual ? 0.35 : 0);
                if (score > bestScore)
                {
                    (best, bestScore) = ((bars, pickup), score);
                }
            }
        }

        return best.Bars > 0 ? (best, bestScore) : ((most, 0), double.NegativeInfinity);
    }

    /// <summary>Weak syllables before the first strong one may stand before the bar line.</summary>
    private List<int> Pickups(SungPhrase words)
    {
        int weak = 0;
        while (weak < words.Count && words.Accent(weak) < 0.3)
        {
            weak++;
        }

        List<int> pickups = [0];
        if (sheet.Language == Language.Zh || weak is 0 or > 3 || weak == words.Count)
        {
            return pickups;
        }

        int half = 12, beat = Ticks.PerQuarter;
        pickups.AddRange(settings.Time.Denominator == 8
            ? weak == 1 ? [half] : [beat]
            : weak == 1 ? [beat, half] : [beat, 2 * beat]);
        return [.. pickups.Where(pickup => pickup < _bar)];
    }

    /// <summary>Plans the chords: a walk through the functions of the mode that ends in the cadence.</summary>
    private (IReadOnlyList<int> Roots, int ChordTicks) Harmony(int bars, Cadence cadence, Phrase? model, double likeness)
    {
        int chord = bars <= 2 && _bar >= 72 && settings.Time.Numerator % 2 == 0 ? _bar / 2 : _bar;
        int count = bars * _bar / chord;
        int[] roots = new int[count];
        int[] close = cadence switch
        {
            Cadence.Final or Cadence.Closed => count >= 4 ? [Draw(4, 2, 4), 5, 1, 1] : count >= 3 ? [5, 1, 1] : [5, 1],
            Cadence.Half => count >= 3 ? [Draw(4, 2, 6), 5, 5] : [Draw(1, 4), 5],
            _ => count >= 3 ? [Draw(4, 5), Draw(1, 6, 1), 0] : [Draw(4, 1), Draw(1, 6)],
        };
        if (settings.Key.Mode is Mode.Dorian or Mode.Mixolydian)
        {
            close = [.. close.Select(root => root == 5 ? 7 : root)];
        }

        if (close.Length > count)
        {
            close = close[^count..];
        }

        int head = count - close.Length, previous = 1;
        for (int i = 0; i < head; i++)
        {
            bool copied = model is not null && likeness >= 0.5 && model.ChordTicks == chord && i < model.Roots.Count;
            previous = copied ? model!.Roots[i] : i == 0 ? Draw(1, 1, 1, 6) : Follow(previous);
            roots[i] = previous;
        }

        for (int i = 0; i < close.Length; i++)
        {
            roots[head + i] = close[i] == 0 ? roots[head + i - 1] : close[i];
        }

        if (roots.Length > 2 && roots[0] != 1 && (model is null || likeness < 0.5) && cadence is Cadence.Final)
        {
            roots[0] = 1;
        }

        return (roots, chord);
    }

    private int Follow(int root) => settings.Key.Mode is Mode.Minor or Mode.Dorian or Mode.Phrygian
        ? root switch { 1 => Draw(4, 6, 3, 7), 3 => Draw(6, 7, 4), 4 => Draw(1, 5, 7), 5 => Draw(1, 6), 6 => Draw(4, 3, 7), 7 => Draw(3, 1), _ => 5 }
        : settings.Key.Mode is Mode.Mixolydian
            ? root switch { 1 => Draw(7, 4, 7), 4 => Draw(1, 7), 7 => Draw(4, 1), _ => 1 }
            : root switch { 1 => Draw(4, 6, 5, 4), 2 => Draw(5, 5, 4), 3 => Draw(6, 4), 4 => Draw(1, 5, 2), 5 => Draw(1, 6), 6 => Draw(4, 2, 5), _ => 1 };
}
