using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using MultiModal.Images.Models;
using MultiModal.Onnx;
using MultiModal.Onnx.Packs;
using MultiModal.Onnx.Runtime;

namespace MultiModal.Images.Tests.Models;

/// <summary>The tiny models under Data, and pools to open them with.</summary>
internal static class TestModels
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Data");

    public static ModelFiles Files(params string[] path) => ModelFiles.Of(Path.Combine([Folder, .. path]));

    /// <summary>Makes a pool on the processor; the test disposes it.</summary>
    public static SessionPool Pool(int threads = 1)
        => new ServiceCollection().AddMultiModalOnnx(options => (options.ExecutionProvider, options.Threads) = ("cpu", threads)).BuildServiceProvider().GetRequiredService<SessionPool>();

    /// <summary>Copies a model's files into a folder of the test's own, to be spoilt there.</summary>
    public static string Copy(string to, params string[] path)
    {
        string from = Path.Combine([Folder, .. path]);
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }

        return to;
    }

    /// <summary>Makes a pack of a model's files in a folder of packs and returns its folder.</summary>
    public static string Pack(string packs, string id, string task, params string[] path)
    {
        string folder = Copy(Path.Combine(packs, id), path);
        WriteManifest(folder, id, task);
        return folder;
    }

    /// <summary>Writes the <c>pack.json</c> of whatever lies in a folder.</summary>
    public static void WriteManifest(string folder, string id, string task, JsonObject? options = null)
    {
        string[] files = [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != ModelPack.ManifestName).Order(StringComparer.Ordinal)];
        JsonObject manifest = new()
        {
            ["version"] = 1,
            ["id"] = id,
            ["task"] = task,
            ["licence"] = "MIT",
            ["origin"] = "Random weights.",
            ["parameters"] = 1,
            ["files"] = new JsonArray([.. files.Select(file => new JsonObject
            {
                ["path"] = Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'),
                ["sha256"] = StableHash.Sha256Hex(File.ReadAllBytes(file)),
                ["size"] = new FileInfo(file).Length,
            })]),
            ["options"] = options,
        };
        File.WriteAllText(Path.Combine(folder, ModelPack.ManifestName), manifest.ToJsonString());
    }

    /// <summary>Makes a pack of a generator and the text encoder of the tiny model of agreement.</summary>
    public static string PackWithWords(string packs, string id, string generator, JsonObject? options = null)
    {
        string folder = Copy(Path.Combine(packs, id), "gan", generator);
        Copy(Path.Combine(folder, "tokenizer"), "agreement", "tokenizer");
        Copy(Path.Combine(folder, "text_encoder"), "agreement", "text_encoder");
        WriteManifest(folder, id, "paint_image", options);
        return folder;
    }
}
