namespace MultiModal.Onnx.Tokenizers;

/// <summary>A token that is looked for in the text itself, before words are taken apart, such as <c>&lt;|endoftext|&gt;</c>.</summary>
internal sealed record AddedToken
{
    /// <summary>Gets what it looks like in the text.</summary>
    public required string Content { get; init; }

    /// <summary>Gets a value indicating whether it is left out when ids become text.</summary>
    public bool IsSpecial { get; init; }

    /// <summary>Gets a value indicating whether it is looked for in the normalized text, in its own normalized form, instead of in the text as written.</summary>
    public bool IsNormalized { get; init; }

    /// <summary>Gets a value indicating whether it is passed over inside a longer word.</summary>
    public bool SingleWord { get; init; }

    /// <summary>Gets a value indicating whether it swallows the white space before it.</summary>
    public bool StripsLeft { get; init; }

    /// <summary>Gets a value indicating whether it swallows the white space after it.</summary>
    public bool StripsRight { get; init; }
}
