namespace MultiModal.Music.Scores;

/// <summary>The levels of a bar (bar, half bar, pulse, half a pulse …) and how notes and rests are cut so that a reader sees them.</summary>
internal sealed class MetricGrid
{
    private readonly List<Beats> _cells = [];
    private readonly Beats _compoundPulse;

    public MetricGrid(TimeSignature time)
    {
        Beats pulse = time.Pulse;
        Beats bar = time.Bar;
        _cells.Add(bar);
        if (pulse < bar)
        {
            long pulses = bar.FloorDivide(pulse);
            for (long group = pulses / 2; group > 1 && long.IsPow2(pulses); group /= 2)
            {
                _cells.Add(pulse * group);
            }

            _cells.Add(pulse);
        }

        bool compound = pulse.Numerator % 3 == 0;
        _compoundPulse = compound ? pulse : Beats.Zero;
        Beats cell = pulse;
        if (compound)
        {
            cell /= 3;
            _cells.Add(cell);
        }

        while (cell.Numerator % 2 == 0 || cell.Denominator < 128)
        {
            cell /= 2;
            _cells.Add(cell);
        }
    }

    /// <summary>Cuts a stretch of a bar into pieces that can each be written as one note or rest.</summary>
    /// <param name="start">Where it begins, from the beginning of a full bar.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="isRest">Rests show the beats more strictly than notes do.</param>
    /// <returns>The inner cuts and <paramref name="end"/>, in order.</returns>
    public IReadOnlyList<Beats> Cut(Beats start, Beats end, bool isRest)
    {
        List<Beats> cuts = [];
        Cut(start, end, isRest, cuts);
        return cuts;
    }

    private void Cut(Beats start, Beats end, bool isRest, List<Beats> cuts)
    {
        while (!IsOne(start, end, isRest))
        {
            int level = CrossedLevel(start, end);
            Beats cell = _cells[level];
            Beats first = cell * (start.FloorDivide(cell) + 1);
            Beats at = cell * CeilingDivide(end, cell) - cell;
            while (at > first && !IsOne(start, at, isRest))
            {
                at -= cell;
            }

            Cut(start, at, isRest, cuts);
            start = at;
        }

        cuts.Add(end);
    }

    private bool IsOne(Beats start, Beats end, bool isRest)
    {
        int level = CrossedLevel(start, end);
        if (level == _cells.Count)
        {
            return true;
        }

        if (!NoteValue.TryFrom(end - start, out _))
        {
            return false;
        }

        Beats cell = _cells[level];
        if (isRest)
        {
            bool ternary = level > 0 && _cells[level - 1] == cell * 3;
            return (start % cell).Equals(Beats.Zero) && (end % cell).Equals(Beats.Zero)
                && (!ternary || (_compoundPulse != Beats.Zero && (start % _cells[level - 1]).Equals(Beats.Zero)));
        }

        Beats step = cell == _compoundPulse ? cell : cell / 2;
        return (start % step).Equals(Beats.Zero) && (end % step).Equals(Beats.Zero);
    }

    /// <summary>Returns the coarsest level with a boundary strictly inside, or the number of levels when there is none.</summary>
    private int CrossedLevel(Beats start, Beats end)
    {
        for (int level = 0; level < _cells.Count; level++)
        {
            if (_cells[level] * (start.FloorDivide(_cells[level]) + 1) < end)
            {
                return level;
            }
        }

        return _cells.Count;
    }

    private static long CeilingDivide(Beats place, Beats cell) => -(-place).FloorDivide(cell);
}
