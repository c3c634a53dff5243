using MultiModal.Music;

namespace MultiModal.Page;

/// <summary>When the notes of a score sound, in seconds from its beginning.</summary>
internal sealed class SongTiming
{
    private readonly IReadOnlyList<TempoMark> _tempos;

    /// <summary>Initializes a new instance of the <see cref="SongTiming"/> class from a score's tempo map.</summary>
    public SongTiming(Score score) => _tempos = [.. score.Tempos.Where(tempo => tempo.Qpm > 0).OrderBy(tempo => tempo.Onset)];

    /// <summary>Returns when a place on the time line is reached, in seconds.</summary>
    public double SecondsAt(Beats place)
    {
        double seconds = 0;
        double from = 0;
        double qpm = _tempos.Count > 0 ? _tempos[0].Qpm : 120;
        foreach (TempoMark tempo in _tempos.Skip(1).TakeWhile(tempo => tempo.Onset < place))
        {
            double to = tempo.Onset.ToDouble();
            seconds += (to - from) * 60 / qpm;
            (from, qpm) = (to, tempo.Qpm);
        }

        return seconds + ((place.ToDouble() - from) * 60 / qpm);
    }
}
