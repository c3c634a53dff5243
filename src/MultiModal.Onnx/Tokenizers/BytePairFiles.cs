using System.Text.Json;

namespace MultiModal.Onnx.Tokenizers;

/// <summary>Reads the vocabulary and the merges of byte-pair encoding, whether they lie in <c>vocab.json</c> and <c>merges.txt</c> or inside <c>tokenizer.json</c>.</summary>
internal static class BytePairFiles
{
    /// <summary>Returns the entries of an object of tokens and ids.</summary>
    public static List<KeyValuePair<string, int>> ReadVocabulary(JsonElement tokens, string file)
    {
        if (tokens.ValueKind != JsonValueKind.Object)
            throw TokenizerFault.In(file, "its vocabulary is not an object of tokens and ids");
        List<KeyValuePair<string, int>> entries = [];
        foreach (JsonProperty token in tokens.EnumerateObject())
            entries.Add(KeyValuePair.Create(token.Name, ReadId(token.Value, token.Name, file)));
        return entries;
    }

    /// <summary>Returns an id.</summary>
    public static int ReadId(JsonElement value, string token, string file)
        => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int id)
            ? id
            : throw TokenizerFault.In(file, $"the id of the token '{TokenizerFault.Shorten(token)}' is {TokenizerFault.Shorten(value.GetRawText())}, not a whole number");

    /// <summary>Returns the merges of <c>merges.txt</c>: a line each, the two tokens separated by a space, after an optional first line <c>#version</c>.</summary>
    public static List<(string Left, string Right)> ReadMerges(string text, string file)
    {
        List<(string Left, string Right)> merges = [];
        int number = 0;
        foreach (string line in text.Split('\n'))
        {
            number++;
            string row = line.EndsWith('\r') ? line[..^1] : line;
            if ((number == 1 && row.StartsWith("#version", StringComparison.Ordinal)) || row.Length == 0)
                continue;
            merges.Add(SplitMerge(row, $"line {number}", file));
        }

        return merges;
    }

    /// <summary>Returns the merges of <c>tokenizer.json</c>: texts of two tokens with a space between, or lists of two tokens.</summary>
    public static List<(string Left, string Right)> ReadMerges(JsonElement rows, string file)
    {
        if (rows.ValueKind != JsonValueKind.Array)
            throw TokenizerFault.In(file, "its merges are not a list");
        List<(string Left, string Right)> merges = new(rows.GetArrayLength());
        foreach (JsonElement row in rows.EnumerateArray())
        {
            string where = $"merge {merges.Count + 1}";
            if (row.ValueKind == JsonValueKind.String)
                merges.Add(SplitMerge(row.GetString()!, where, file));
            else if (row.ValueKind == JsonValueKind.Array && row.GetArrayLength() == 2 && row[0].ValueKind == JsonValueKind.String && row[1].ValueKind == JsonValueKind.String)
                merges.Add((row[0].GetString()!, row[1].GetString()!));
            else
                throw TokenizerFault.In(file, $"its {where} is {TokenizerFault.Shorten(row.GetRawText())}, not two tokens");
        }

        return merges;
    }

    private static (string Left, string Right) SplitMerge(string row, string where, string file)
    {
        int space = row.IndexOf(' ', StringComparison.Ordinal);
        return space > 0 && space < row.Length - 1 && row.IndexOf(' ', space + 1) < 0
            ? (row[..space], row[(space + 1)..])
            : throw TokenizerFault.In(file, $"its {where} is '{TokenizerFault.Shorten(row)}', not two tokens with a space between");
    }
}
