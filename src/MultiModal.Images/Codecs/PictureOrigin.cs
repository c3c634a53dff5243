using System.Text.Json;
using System.Text.Json.Nodes;

namespace MultiModal.Images.Codecs;

/// <summary>Where a picture comes from, as its PNG carries it: enough to show it and to make it again. No times, no paths.</summary>
public sealed record PictureOrigin
{
    /// <summary>The keyword of the text entry that holds the JSON of this record.</summary>
    public const string Keyword = "MultiModal";

    /// <summary>Gets how it was made.</summary>
    public required Provenance Provenance { get; init; }

    /// <summary>Gets one sentence that says what is to be seen.</summary>
    public string? Caption { get; init; }

    /// <summary>Gets more that the provider had to say about how it was made, or null.</summary>
    public JsonObject? Details { get; init; }

    /// <summary>Returns the text entries that carry it: the JSON, and the standard keywords for programs that know only those.</summary>
    /// <param name="title">The title, when there is one.</param>
    /// <param name="author">Who wrote what the picture shows, when known.</param>
    public IReadOnlyList<PngText> ToTexts(string? title = null, string? author = null)
    {
        List<PngText> texts = [];
        AddStandard(texts, "Title", title);
        AddStandard(texts, "Author", author);
        AddStandard(texts, "Description", Caption);
        texts.Add(new PngText("Software", "MultiModal"));
        texts.Add(new PngText(Keyword, JsonSerializer.Serialize(this, ArtifactJson.Compact)));
        return texts;
    }

    /// <summary>Finds it among the text entries of a picture; null when there is none, or none that can be read.</summary>
    public static PictureOrigin? Find(IEnumerable<PngText> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        string? json = texts.FirstOrDefault(entry => entry.Keyword == Keyword)?.Text;
        try
        {
            return json is null ? null : JsonSerializer.Deserialize<PictureOrigin>(json, ArtifactJson.Compact);
        }
        catch (JsonException)
        {
            return null; // someone else's entry under the same keyword
        }
    }

    private static void AddStandard(List<PngText> texts, string keyword, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            texts.Add(new PngText(keyword, text));
        }
    }
}
