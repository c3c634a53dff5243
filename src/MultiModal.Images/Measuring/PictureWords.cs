using System.Text.Json.Nodes;
using MultiModal.Images.Codecs;

namespace MultiModal.Images.Measuring;

/// <summary>What a picture says of itself: the caption of its scene and its style, as <c>paint</c> writes them into the file.</summary>
/// <param name="Caption">The caption.</param>
/// <param name="Style">One of <see cref="PictureStyles.Names"/>.</param>
public sealed record PictureWords(string Caption, string Style)
{
    /// <summary>Finds them among the text entries of a picture; null when it says nothing that can be used.</summary>
    public static PictureWords? Find(IEnumerable<PngText> texts)
    {
        PictureOrigin? origin = PictureOrigin.Find(texts);
        string? style = origin?.Provenance?.Options?["style"] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
        return origin?.Caption is { Length: > 0 } caption && PictureStyles.Names.Contains(style) ? new PictureWords(caption, style!) : null;
    }
}
