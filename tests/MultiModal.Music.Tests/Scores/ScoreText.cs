using System.Globalization;
using System.Text;

namespace MultiModal.Music.Tests.Scores;

/// <summary>Writes what a comparison is about as lines, so that a difference can be read.</summary>
internal static class ScoreText
{
    public static string Notes(Score score, Func<Note, string> also, Func<Part, Note, string>? pitch = null)
    {
        StringBuilder text = new();
        foreach (Part part in score.Parts)
        {
            text.Append(CultureInfo.InvariantCulture, $"{part.Name} program {(part.IsPercussion ? "drums" : part.Program)}\n");
            foreach (Note note in part.Notes)
            {
                text.Append(CultureInfo.InvariantCulture, $"{note.Onset}+{note.Duration} {(pitch is null ? note.Pitch.ToString() : pitch(part, note))} {also(note)}\n");
            }
        }

        return text.ToString();
    }

    public static string Lyrics(Note note, Func<Lyric, bool>? which = null) =>
        string.Join(' ', note.Lyrics.Where(which ?? (_ => true)).Select(lyric => $"{lyric.Verse}:{lyric.Text}/{lyric.Syllabic}{(lyric.Extends ? "…" : string.Empty)}"));

    public static string Marks(Score score, bool keepsMode = true) => string.Create(CultureInfo.InvariantCulture, $"""
        {score.Title} | {score.Composer} | {score.Lyricist} | {score.Language}
        pickup {score.Pickup}
        tempos {string.Join(", ", score.Tempos.Select(mark => $"{mark.Onset}: {mark.Qpm}"))}
        metres {string.Join(", ", score.Meters.Select(mark => $"{mark.Onset}: {mark.Time}"))}
        keys {string.Join(", ", score.Keys.Select(mark => $"{mark.Onset}: {(keepsMode ? mark.Key.ToString() : mark.Key.Fifths)}"))}
        chords {string.Join(", ", score.Chords.Select(chord => $"{chord.Onset}: {chord}"))}
        sections {string.Join(", ", score.Sections.Select(mark => $"{mark.Onset}: {mark.Name}"))}
        """);
}
