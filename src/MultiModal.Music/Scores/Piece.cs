namespace MultiModal.Music.Scores;

/// <summary>A stretch of one voice within a bar: part of a stem, or silence.</summary>
internal sealed record Piece(Beats Start, Beats End, Stem? Stem, bool IsTiedFrom, bool IsTiedTo)
{
    public static Piece Rest(Beats start, Beats end) => new(start, end, null, IsTiedFrom: false, IsTiedTo: false);

    /// <summary>Cuts it in two, tied when it sounds.</summary>
    public (Piece Before, Piece After) CutAt(Beats place) =>
        (this with { End = place, IsTiedTo = Stem is not null }, this with { Start = place, IsTiedFrom = Stem is not null });
}
