using System.Text.Json.Nodes;
using MultiModal.Onnx.Packs;

namespace MultiModal.Images.Models;

/// <summary>The words that a pack is asked with.</summary>
internal static class PackWords
{
    /// <summary>
    /// Returns the scene as <see cref="ScenePrompt"/> writes it when the pack's options say <c>"prompt": "scene"</c>, as models trained on such
    /// captions want it; else the person's own words, or the caption where there are none, with the style behind them.
    /// </summary>
    public static string For(ModelPack? pack, PictureRequest request, string style)
    {
        if (pack?.Manifest.Options?["prompt"] is JsonValue value && value.TryGetValue(out string? kind) && kind == "scene")
            return ScenePrompt.Write(request.Scene, style);
        return ScenePrompt.Write(request.Prompt ?? request.Scene.Caption, style);
    }
}
