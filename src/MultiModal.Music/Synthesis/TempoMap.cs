namespace MultiModal.Music.Synthesis;

/// <summary>Turns places on the score's time line into seconds.</summary>
internal sealed class TempoMap
{
    private readonly double[] _beats;
    private readonly double[] _seconds;
    private readonly double[] _qpm;

    /// <summary>Initializes a new instance of the <see cref="TempoMap"/> class.</summary>
    /// <param name="tempos">In any order; before the first, and without any, 120 quarters a minute hold.</param>
    /// <exception cref="BadInputException">A tempo is not a positive finite number.</exception>
    public TempoMap(IReadOnlyList<TempoMark> tempos)
    {
        List<TempoMark> marks = [.. tempos.OrderBy(mark => mark.Onset)];
        TempoMark? wrong = marks.Find(mark => !double.IsFinite(mark.Qpm) || mark.Qpm <= 0);
        if (wrong is not null)
            throw new BadInputException(FormattableString.Invariant($"The tempo {wrong.Qpm} at quarter {wrong.Onset} cannot be played; give 20 to 400 quarter notes a minute."));

        if (marks.Count == 0 || marks[0].Onset > Beats.Zero)
            marks.Insert(0, new TempoMark(Beats.Zero, marks.Count == 0 ? 120 : marks[0].Qpm));

        _beats = [.. marks.Select(mark => mark.Onset.ToDouble())];
        _qpm = [.. marks.Select(mark => mark.Qpm)];
        _seconds = new double[marks.Count];
        for (int i = 1; i < marks.Count; i++)
            _seconds[i] = _seconds[i - 1] + ((_beats[i] - _beats[i - 1]) * 60 / _qpm[i - 1]);
    }

    /// <summary>Returns the time of a place in seconds; place 0 is at 0.</summary>
    public double ToSeconds(Beats place)
    {
        double beats = place.ToDouble();
        int at = Array.BinarySearch(_beats, beats);
        if (at < 0)
            at = Math.Max(0, ~at - 1);

        return _seconds[at] + ((beats - _beats[at]) * 60 / _qpm[at]);
    }
}
