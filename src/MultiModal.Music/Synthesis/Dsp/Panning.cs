namespace MultiModal.Music.Synthesis.Dsp;

/// <summary>Equal-power panning: the squares of the two gains always sum to one.</summary>
internal static class Panning
{
    /// <summary>Returns the gains of the left and right channel for a place from -1 (left) to 1 (right); places beyond are held.</summary>
    public static (float Left, float Right) Gains(double pan)
    {
        (double sin, double cos) = Math.SinCos((Math.Clamp(pan, -1, 1) + 1) * Math.PI / 4);
        return ((float)cos, (float)sin);
    }
}
