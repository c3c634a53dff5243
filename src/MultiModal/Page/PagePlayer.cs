using System.Globalization;
using System.Text;
using MultiModal.Tools;

namespace MultiModal.Page;

/// <summary>The player's mark-up: a plain audio element first, so that the sound can be played where scripts do not run.</summary>
internal static class PagePlayer
{
    private const int Bars = 150;
    private const int BarWidth = 4;
    private const int BarGap = 2;
    private const int Height = 40;

    /// <summary>Writes the player.</summary>
    /// <param name="page">The page.</param>
    /// <param name="words">The page's words.</param>
    /// <param name="sound">The sound.</param>
    /// <param name="isInline">Whether the sound becomes part of the page; otherwise the file beside it is played.</param>
    public static void Write(PageWriter page, PageWords words, ArtifactContent sound, bool isInline)
    {
        Waveform? wave = sound.Artifact.MediaType == MediaTypes.Wav ? Waveform.Read(sound.Bytes.Span, Bars) : null;
        string length = (wave?.DurationSeconds ?? 0).ToString("0.###", CultureInfo.InvariantCulture);
        page.Raw("<section class=\"player\" aria-label=\"").Text(words.Player).Raw("\">\n<audio controls preload=\"metadata\" src=\"");
        if (isInline)
        {
            page.Data(sound.Artifact.MediaType, sound.Bytes.Span);
        }
        else
        {
            page.Raw(PageFiles.AddressOf(sound.Artifact)!);
        }

        page.Raw("\"></audio>\n<div class=\"controls\" hidden>\n<button type=\"button\" class=\"play\" aria-label=\"").Text(words.Play).Raw(
            """
            ">
            <svg class="is-paused" width="20" height="20" viewBox="0 0 20 20" aria-hidden="true"><path d="M6 3.2v13.6c0 .6.7 1 1.2.7l10.3-6.8c.5-.3.5-1.1 0-1.4L7.2 2.5C6.7 2.2 6 2.6 6 3.2z"/></svg>
            <svg class="is-playing" width="20" height="20" viewBox="0 0 20 20" aria-hidden="true"><rect x="4.5" y="3" width="4" height="14" rx="1"/><rect x="11.5" y="3" width="4" height="14" rx="1"/></svg>
            </button>
            <div class="track
            """.ReplaceLineEndings("\n"));
        page.Raw(wave is null ? " bare\">" : "\">" + Draw(wave.Peaks));
        page.Raw("<input class=\"position\" type=\"range\" min=\"0\" max=\"").Raw(length).Raw("\" step=\"0.01\" value=\"0\" aria-label=\"").Text(words.Position).Raw("\"></div>\n");
        page.Raw("<span class=\"time\"><span class=\"reached\">0:00</span> / <span class=\"total\">").Raw(Clock(wave?.DurationSeconds)).Raw("</span></span>\n");
        page.Raw("<div class=\"loudness\"><button type=\"button\" class=\"mute\" aria-label=\"").Text(words.Mute).Raw(
            """
            "><svg class="is-heard" width="18" height="18" viewBox="0 0 18 18" aria-hidden="true"><path d="M2 6.5h3L9 3v12l-4-3.5H2z"/><path d="M11.5 6a4 4 0 0 1 0 6M13.5 3.5a7.5 7.5 0 0 1 0 11" fill="none" stroke="currentColor" stroke-width="1.4" stroke-linecap="round"/></svg>
            <svg class="is-muted" width="18" height="18" viewBox="0 0 18 18" aria-hidden="true"><path d="M2 6.5h3L9 3v12l-4-3.5H2z"/><path d="M12 7l4 4m0-4l-4 4" fill="none" stroke="currentColor" stroke-width="1.4" stroke-linecap="round"/></svg></button>
            <input class="volume" type="range" min="0" max="1" step="0.05" value="1" aria-label="
            """.ReplaceLineEndings("\n"));
        page.Text(words.Volume).Raw("\"></div>\n</div>\n</section>\n");
    }

    private static string Clock(double? seconds) => seconds is { } known
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)known / 60}:{(int)known % 60:00}")
        : "0:00";

    // The outline twice: as a whole, and in the accent as far as the music has come.
    private static string Draw(IReadOnlyList<double> peaks)
    {
        StringBuilder bars = new();
        for (int i = 0; i < peaks.Count; i++)
        {
            int height = Math.Max(2, (int)Math.Round(Math.Pow(peaks[i], 1.5) * Height));
            bars.Append(CultureInfo.InvariantCulture, $"M{i * (BarWidth + BarGap)} {(Height - height) / 2}h{BarWidth}v{height}h-{BarWidth}z");
        }

        string view = string.Create(CultureInfo.InvariantCulture, $"viewBox=\"0 0 {(peaks.Count * (BarWidth + BarGap)) - BarGap} {Height}\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><path d=\"{bars}\"/></svg>");
        return $"<svg {view}<svg class=\"gone\" {view}";
    }
}
