namespace MultiModal.Images.Diffusion.Prompts;

/// <summary>A stretch of a prompt under one weight.</summary>
/// <param name="Text">The words, without the brackets and numbers that weighted them.</param>
/// <param name="Weight">1 for words as they are.</param>
/// <param name="StartsChunk">Whether <c>BREAK</c> stood before it, so that it begins a new chunk.</param>
public readonly record struct PromptSegment(string Text, double Weight, bool StartsChunk);
