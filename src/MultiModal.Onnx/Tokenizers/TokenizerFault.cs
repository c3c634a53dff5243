namespace MultiModal.Onnx.Tokenizers;

/// <summary>One sentence for a tokenizer file that cannot be used.</summary>
internal static class TokenizerFault
{
    private const int MaxQuoted = 60;

    /// <summary>Says what is wrong with a file.</summary>
    public static ProviderUnavailableException In(string file, string fault, Exception? inner = null)
    {
        string message = $"The tokenizer file {file} cannot be used: {fault}; install its pack again.";
        return inner is null ? new ProviderUnavailableException(message) : new ProviderUnavailableException(message, inner);
    }

    /// <summary>Cuts what is quoted out of a file to a readable length and drops control characters.</summary>
    public static string Shorten(string text)
    {
        string readable = new([.. text.Take(MaxQuoted + 1).Select(unit => char.IsControl(unit) || char.IsSurrogate(unit) ? '?' : unit)]);
        return readable.Length <= MaxQuoted ? readable : readable[..MaxQuoted] + "…";
    }
}
