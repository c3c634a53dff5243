namespace MultiModal.Onnx.Packs;

/// <summary>What became of one file of a pack.</summary>
/// <param name="File">What <c>pack.json</c> says.</param>
/// <param name="FoundSha256">The SHA-256 of the file as it is; null when it is missing or cannot be read.</param>
/// <param name="ReadFault">Why it cannot be read, when it is there.</param>
public sealed record ModelPackFileStatus(ModelPackFile File, string? FoundSha256, string? ReadFault = null)
{
    /// <summary>Gets a value indicating whether the file is there and unaltered.</summary>
    public bool IsIntact => FoundSha256 == File.Sha256;

    /// <summary>Says what is wrong in one sentence, with the SHA-256 expected and found.</summary>
    public string Describe(ModelPack pack)
    {
        string path = pack.PathOf(File.Path);
        return this switch
        {
            { IsIntact: true } => $"{path} of the model pack '{pack.Id}' is as it should be.",
            { ReadFault: { } fault } => $"{path} of the model pack '{pack.Id}' cannot be read: {fault} (expected SHA-256 {File.Sha256}).",
            { FoundSha256: null } => $"{path} of the model pack '{pack.Id}' is missing (expected SHA-256 {File.Sha256}, {File.Size} bytes); install the pack again.",
            _ => $"{path} of the model pack '{pack.Id}' was altered: expected SHA-256 {File.Sha256}, found {FoundSha256}; install the pack again.",
        };
    }
}
