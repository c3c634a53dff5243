namespace MultiModal.Music.Melody.Planning;

/// <summary>
/// All ways to lay the syllables of a phrase on the grid, with the value of the best completion from every place (dynamic
/// programming from the end): the composer never paints itself into a corner, and knows what a choice now costs later.
/// </summary>
internal sealed class RhythmLattice
{
    private const int Grid = 6;
    private static readonly int[] SimpleLengths = [6, 12, 18, 24, 36, 48, 72, 96];
    private static readonly int[] CompoundLengths = [12, 24, 36, 60, 72, 108];
    private static readonly int[] Rests = [12, 24];

    private readonly SungPhrase _words;
    private readonly TimeSignature _time;
    private readonly int _bar;
    private readonly int _start;
    private readonly int _end;
    private readonly bool _final;
    private readonly double _pace;
    private readonly bool _compound;
    private readonly double[,] _best;
    private readonly IReadOnlyList<SyllableTime>? _model;
    private readonly double _likeness;

    /// <summary>Initializes a new instance of the <see cref="RhythmLattice"/> class.</summary>
    /// <param name="words">The words of the phrase.</param>
    /// <param name="time">The time signature.</param>
    /// <param name="start">Where it begins: minus the pickup.</param>
    /// <param name="end">Where the next phrase begins, counted from this phrase's first downbeat.</param>
    /// <param name="final">Whether the song ends with it.</param>
    /// <param name="model">The rhythm it takes up, or null.</param>
    /// <param name="likeness">How closely, 0 to 1.</param>
    /// <param name="pace">The mean length of a syllable; null takes it from the room there is.</param>
    public RhythmLattice(
        SungPhrase words, TimeSignature time, int start, int end, bool final, IReadOnlyList<SyllableTime>? model = null, double likeness = 0, double? pace = null)
    {
        (_words, _time, _start, _end, _final, _model, _likeness) = (words, time, start, end, final, model, likeness);
        _bar = Ticks.Bar(time);
        _compound = time.Denominator == 8;
        _pace = pace ?? Math.Max(8.0, (end - start) / (words.Count + (final ? 2.2 : 1.4)));
        int places = Math.Max(0, ((end - start) / Grid) + 1);
        _best = new double[words.Count + 1, places];
        Solve(places);
    }

    /// <summary>Gets the value of the best rhythm; negative infinity when the words do not fit.</summary>
    public double Best => _best.GetLength(1) == 0 ? double.NegativeInfinity : _best[0, 0];

    /// <summary>Gets the mean length of a syllable.</summary>
    public double Pace => _pace;

    /// <summary>Lists the ways to sing a syllable whose predecessor ended at a place, best completion first.</summary>
    public List<RhythmChoice> Choices(int syllable, int previousEnd)
    {
        List<RhythmChoice> choices = [];
        foreach (int rest in RestsBefore(syllable))
        {
            foreach (int length in _compound ? CompoundLengths : SimpleLengths)
            {
                int onset = previousEnd + rest;
                if (Value(syllable, onset, length, rest) is double value && value + After(syllable + 1, onset + length) is double total and > double.NegativeInfinity)
                {
                    choices.Add(new RhythmChoice(onset, length, rest, value, total));
                }
            }
        }

        choices.Sort((left, right) => right.Total.CompareTo(left.Total));
        return choices;
    }

    private void Solve(int places)
    {
        int last = _words.Count;
        for (int place = 0; place < places; place++)
        {
            _best[last, place] = Ending(_start + (place * Grid));
        }

        for (int syllable = last - 1; syllable >= 0; syllable--)
        {
            for (int place = 0; place < places; place++)
            {
                double best = double.NegativeInfinity;
                int from = _start + (place * Grid);
                foreach (int rest in RestsBefore(syllable))
                {
                    foreach (int length in _compound ? CompoundLengths : SimpleLengths)
                    {
                        double after = After(syllable + 1, from + rest + length);
                        if (!double.IsNegativeInfinity(after))
                        {
                            best = Math.Max(best, Value(syllable, from + rest, length, rest) + after);
                        }
                    }
                }

                _best[syllable, place] = best;
            }
        }
    }

    private ReadOnlySpan<int> RestsBefore(int syllable) =>
        syllable > 0 && _words.Syllables[syllable - 1].Punctuation > 0 ? (int[])[0, .. Rests] : (int[])[0];

    private double After(int syllable, int tick)
    {
        int place = (tick - _start) / Grid;
        return tick > _end || place >= _best.GetLength(1) ? double.NegativeInfinity : _best[syllable, place];
    }

    /// <summary>The silence left when the last syllable ends: a breath is welcome, a hole is not.</summary>
    private double Ending(int tick)
    {
        int left = _end - tick;
        if (_final)
        {
            return -left / 12.0;
        }

        double breath = left == 0 ? -0.5 : left <= 24 ? 0.3 : 0.3 - ((left - 24) / 20.0);
        return breath;
    }

    private double Value(int syllable, int onset, int length, int rest)
    {
        bool last = syllable == _words.Count - 1;
        double value = Placement(syllable, onset) + Length(syllable, onset, length, last);
        if (rest > 0)
        {
            value += _words.Syllables[syllable - 1].Punctuation >= 2 ? -0.3 : -0.9;
        }

        if (_model is not null && syllable < _model.Count)
        {
            SyllableTime model = _model[syllable];
            value += _likeness * ((model.Onset == onset ? 1.3 : -0.3) + (model.Duration == length ? 1.0 : -0.2));
        }

        return value;
    }

    /// <summary>Stressed syllables belong on strong places, weak ones between.</summary>
    private double Placement(int syllable, int onset)
    {
        int weakness = Weakness(onset);
        double strong = weakness switch { 0 => 1.6, 1 => 1.4, 2 => 0.5, 3 => -1.1, _ => -2.0 };
        double weak = weakness switch { 0 => -1.2, 1 => -0.7, 2 => 0.1, 3 => 0.45, _ => -0.6 };
        double accent = _words.Accent(syllable);
        return (accent * strong) + ((1 - accent) * weak);
    }

    private double Length(int syllable, int onset, int length, bool last)
    {
        int place = Mod(onset, _bar), pulse = Ticks.Pulse(_time);
        double ratio = Math.Log2(length / _pace);
        if (last)
        {
            int rest = _final ? Math.Max(pulse, Math.Min(_bar / 2, 48)) : pulse;
            double longEnough = length >= 1.6 * _pace && length >= rest ? 1.0 : length < _pace ? -3.0 : -0.8;
            double weak = _words.Accent(syllable) >= 0.5 ? Weakness(onset) switch { 0 or 1 => 0, 2 => 1.7, _ => 2.6 } : Weakness(onset) >= 3 ? 0.6 : 0;
            return longEnough - weak + (0.8 * Against(onset, length)) - (length > 2 * _bar ? 2 : 0);
        }

        double value = -0.55 * ratio * ratio;
        double accent = _words.Accent(syllable);
        value += accent < 0.3 && length > 1.3 * _pace ? -0.8 : 0;
        value += accent > 0.6 && length < 0.7 * _pace ? -0.35 : 0;
        value += Fits(place, length, pulse);

        return value + Against(onset, length);
    }

    /// <summary>A note that runs over a stronger place than its own pulls against the beat.</summary>
    private double Against(int onset, int length)
    {
        int own = Weakness(onset);
        for (int inside = onset + Grid; inside < onset + length; inside += Grid)
        {
            int other = Weakness(inside);
            if (other < own)
            {
                return -0.9 * (own - other);
            }
        }

        return 0;
    }

    private double Fits(int place, int length, int pulse)
    {
        int inPulse = place % pulse;
        if (_compound)
        {
            return length switch
            {
                12 => 0,
                24 => inPulse == 0 ? 0.1 : inPulse == 12 ? -0.5 : -3,
                36 => inPulse == 0 ? 0 : -3,
                _ => inPulse == 0 ? -0.2 : -4,
            };
        }

        int inQuarter = place % 24;
        return length switch
        {
            6 => inQuarter == 18 ? -0.3 : -8,
            18 => inQuarter == 0 ? -0.5 : -8,
            12 => inQuarter % 12 == 0 ? 0 : -8,
            24 => inQuarter == 0 ? 0.1 : inQuarter == 12 ? -1 : -8,
            36 => inQuarter == 0 ? 0 : -3,
            _ => inQuarter == 0 ? 0 : -4,
        };
    }

    private int Weakness(int tick) => Ticks.Weakness(Mod(tick, _bar), _time);

    private static int Mod(int value, int cycle) => ((value % cycle) + cycle) % cycle;
}

/// <summary>When a syllable is sung, counted from its phrase's first downbeat.</summary>
/// <param name="Onset">Where it begins.</param>
/// <param name="Duration">How long it lasts, its melisma included.</param>
internal readonly record struct SyllableTime(int Onset, int Duration);

/// <summary>One way to sing a syllable.</summary>
/// <param name="Onset">Where it begins.</param>
/// <param name="Length">How long.</param>
/// <param name="Rest">The rest before it.</param>
/// <param name="Value">What it is worth itself.</param>
/// <param name="Total">What it is worth with the best completion.</param>
internal readonly record struct RhythmChoice(int Onset, int Length, int Rest, double Value, double Total);
