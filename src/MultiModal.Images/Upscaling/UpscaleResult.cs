using System.Text.Json.Nodes;

namespace MultiModal.Images.Upscaling;

/// <summary>An enlarged picture and how it was made.</summary>
/// <param name="Picture">The pixels.</param>
/// <param name="Method">The id of the model pack, or <c>lanczos</c> where none was used.</param>
public sealed record UpscaleResult(Picture Picture, string Method)
{
    /// <summary>The method of a picture that no model touched.</summary>
    public const string Lanczos = "lanczos";

    /// <summary>Gets the model; null where none was used.</summary>
    public ModelInfo? Model { get; init; }

    /// <summary>Gets the scales of the model's passes in their order; empty where none was used.</summary>
    public IReadOnlyList<int> Passes { get; init; } = [];

    /// <summary>Gets why no model was used where one was called for, in one sentence; null when all went as asked.</summary>
    public string? Warning { get; init; }

    /// <summary>Returns it for a manifest.</summary>
    public JsonObject ToJson()
    {
        JsonObject json = new() { ["method"] = Method };
        if (Passes.Count > 0)
            json["passes"] = new JsonArray([.. Passes.Select(scale => (JsonNode)scale)]);
        if (Model?.WeightsSha256 is { } hash)
            json["weightsSha256"] = hash;
        if (Warning is not null)
            json["warning"] = Warning;
        return json;
    }
}
