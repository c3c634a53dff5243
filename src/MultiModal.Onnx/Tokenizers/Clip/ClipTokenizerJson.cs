using System.Text.Json;

namespace MultiModal.Onnx.Tokenizers.Clip;

/// <summary>Reads a <c>tokenizer.json</c> (Hugging Face tokenizers) and makes sure that it describes a CLIP tokenizer, since its steps are carried out by code of ours.</summary>
internal static class ClipTokenizerJson
{
    private const string Words = @"'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+";
    private const string WordsAndSpecialTokens = @"<\|startoftext\|>|<\|endoftext\|>|" + Words;

    /// <summary>Returns the vocabulary, the merges, the added tokens and the unknown token, which may be null.</summary>
    public static (List<KeyValuePair<string, int>> Tokens, List<(string Left, string Right)> Merges, List<(AddedToken Token, int Id, string File)> Added, string? Unknown)
        Read(JsonElement root, string file)
    {
        JsonElement model = root.Member("model") ?? throw TokenizerFault.In(file, "it has no model");
        CheckModel(model, file);
        CheckNormalizer(root.Member("normalizer"), file);
        CheckPreTokenizer(root.Member("pre_tokenizer"), file);
        return (
            BytePairFiles.ReadVocabulary(model.Member("vocab") ?? throw TokenizerFault.In(file, "its model has no vocab"), file),
            BytePairFiles.ReadMerges(model.Member("merges") ?? throw TokenizerFault.In(file, "its model has no merges"), file),
            [.. ReadAdded(root.Member("added_tokens"), file)],
            model.Text("unk_token"));
    }

    private static void CheckModel(JsonElement model, string file)
    {
        Require(model.Text("type") is null or "BPE", $"its model is {model.Text("type")}, and a CLIP tokenizer's is BPE");
        Require(model.Text("end_of_word_suffix") == "</w>", $"its words end in '{model.Text("end_of_word_suffix")}', and a CLIP tokenizer's in '</w>'");
        Require(string.IsNullOrEmpty(model.Text("continuing_subword_prefix")), "its model has a continuing_subword_prefix, and a CLIP tokenizer's has none");
        foreach (string option in (string[])["byte_fallback", "ignore_merges", "fuse_unk"])
            Require(!model.Flag(option), $"its model has {option}, and a CLIP tokenizer's has not");

        void Require(bool holds, string fault)
        {
            if (!holds)
                throw TokenizerFault.In(file, fault);
        }
    }

    private static void CheckNormalizer(JsonElement? normalizer, string file)
    {
        JsonElement[] steps = Steps(normalizer, "normalizers");
        bool holds = steps is [var compose, var spaces, var lower]
            && compose.Text("type") == "NFC"
            && spaces.Text("type") == "Replace" && spaces.Member("pattern")?.Text("Regex") == @"\s+" && spaces.Text("content") == " "
            && lower.Text("type") == "Lowercase";
        if (!holds)
            throw TokenizerFault.In(file, $"its normalizer is {Describe(steps)}, and a CLIP tokenizer's is NFC, Replace (white space by one space), Lowercase");
    }

    private static void CheckPreTokenizer(JsonElement? preTokenizer, string file)
    {
        JsonElement[] steps = Steps(preTokenizer, "pretokenizers");
        bool holds = steps is [var split, var bytes]
            && split.Text("type") == "Split" && split.Member("pattern")?.Text("Regex") is Words or WordsAndSpecialTokens
            && split.Text("behavior") == "Removed" && split.Flag("invert")
            && bytes.Text("type") == "ByteLevel" && !bytes.Flag("add_prefix_space");
        if (!holds)
            throw TokenizerFault.In(file, $"its pre_tokenizer is {Describe(steps)}, and a CLIP tokenizer's is Split (by CLIP's pattern), ByteLevel");
    }

    private static IEnumerable<(AddedToken Token, int Id, string File)> ReadAdded(JsonElement? tokens, string file)
    {
        if (tokens is not { } list)
            yield break;
        if (list.ValueKind != JsonValueKind.Array)
            throw TokenizerFault.In(file, "its added_tokens are not a list");
        foreach (JsonElement entry in list.EnumerateArray())
        {
            if (TokenizerSettings.ReadToken(entry, isSpecial: false) is not { } token || entry.Member("id") is not { } id)
                throw TokenizerFault.In(file, $"one of its added_tokens is {TokenizerFault.Shorten(entry.GetRawText())}, which lacks a content or an id");
            yield return (token, BytePairFiles.ReadId(id, token.Content, file), file);
        }
    }

    private static JsonElement[] Steps(JsonElement? component, string list)
        => component is not { } step ? [] : step.Text("type") == "Sequence" && step.Member(list) is { ValueKind: JsonValueKind.Array } steps ? [.. steps.EnumerateArray()] : [step];

    private static string Describe(JsonElement[] steps)
        => steps.Length == 0 ? "missing" : string.Join(", ", steps.Take(8).Select(step => TokenizerFault.Shorten(step.Text("type") ?? "something unnamed")));
}
