using System.Text.Json;
using System.Text.Json.Nodes;
using MultiModal.Onnx.Tokenizers.Clip;

namespace MultiModal.Onnx.Tests.Tokenizers.Clip;

/// <summary>Lays tokenizer folders out from the files in <c>Data/clip</c>.</summary>
internal static class ClipFolders
{
    public static string Data(string name) => Path.Combine(RepositoryFolder.Root, "tests", "MultiModal.Onnx.Tests", "Data", "clip", name);

    public static IEnumerable<(string Text, int[] Ids, string Decoded)> Golden(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Data(name)));
        foreach (JsonElement item in document.RootElement.EnumerateArray())
            yield return (item.GetProperty("text").GetString()!, [.. item.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32())], item.GetProperty("decoded").GetString()!);
    }

    public static void PutPair(this TemporaryFolder folder, string vocabulary = "small-vocab.json", string merges = "small-merges.txt")
    {
        folder.Write("vocab.json", File.ReadAllText(Data(vocabulary)));
        folder.Write("merges.txt", File.ReadAllText(Data(merges)));
    }

    public static void PutJson(this TemporaryFolder folder, string name = "small-tokenizer.json", Action<JsonNode>? change = null)
    {
        JsonNode json = JsonNode.Parse(File.ReadAllText(Data(name)))!;
        change?.Invoke(json);
        folder.Write("tokenizer.json", json.ToJsonString());
    }

    /// <summary>A vocabulary of the given tokens in their order, with the two special tokens at its end.</summary>
    public static void PutTokens(this TemporaryFolder folder, IEnumerable<string> tokens, params string[] merges)
    {
        folder.Write("vocab.json", JsonSerializer.Serialize(tokens.Append("<|startoftext|>").Append("<|endoftext|>").Select((token, id) => (token, id)).ToDictionary(pair => pair.token, pair => pair.id)));
        folder.Write("merges.txt", "#version: 0.2\n" + string.Join('\n', merges));
    }

    public static ClipTokenizer Open(this TemporaryFolder folder) => ClipTokenizer.Open(folder.Root);
}
