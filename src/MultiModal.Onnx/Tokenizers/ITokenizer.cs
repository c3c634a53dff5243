namespace MultiModal.Onnx.Tokenizers;

/// <summary>Turns text into the ids of a model's vocabulary and back. Thread-safe.</summary>
public interface ITokenizer
{
    /// <summary>Gets the number of tokens; ids run from 0 to one below it.</summary>
    int VocabularySize { get; }

    /// <summary>Returns the ids of a text, without the tokens that a model wants around it.</summary>
    int[] Encode(string text);

    /// <summary>Returns the text of some ids, special tokens left out. Bytes that are not UTF-8 become U+FFFD.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An id is not in the vocabulary.</exception>
    string Decode(ReadOnlySpan<int> ids);

    /// <summary>Returns the id of a token as the vocabulary spells it, or null.</summary>
    int? Find(string token);
}
