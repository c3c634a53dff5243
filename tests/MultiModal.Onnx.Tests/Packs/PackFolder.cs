using System.Text.Json.Nodes;

namespace MultiModal.Onnx.Tests.Packs;

/// <summary>Writes packs into a temporary folder.</summary>
internal static class PackFolder
{
    public static string WritePack(this TemporaryFolder folder, string path, string id = "tiny", string task = "compose_melody", params (string Path, byte[] Bytes)[] files)
    {
        if (files.Length == 0)
            files = [("model.onnx", OnnxBytes.AddOne())];
        foreach ((string name, byte[] bytes) in files)
            folder.Write(Path.Combine(path, name), bytes);
        return Path.GetDirectoryName(folder.Write(Path.Combine(path, "pack.json"), Manifest(id, task, files).ToJsonString()))!;
    }

    public static JsonObject Manifest(string id = "tiny", string task = "compose_melody", params (string Path, byte[] Bytes)[] files) => new()
    {
        ["version"] = 1,
        ["id"] = id,
        ["task"] = task,
        ["description"] = "A model for a test.",
        ["licence"] = "MIT",
        ["origin"] = "Made by hand.",
        ["parameters"] = 4,
        ["files"] = new JsonArray([.. files.Select(file => new JsonObject
        {
            ["path"] = file.Path,
            ["sha256"] = StableHash.Sha256Hex(file.Bytes),
            ["size"] = file.Bytes.Length,
        })]),
    };
}
