using MultiModal.Images;
using MultiModal.Tools;

namespace MultiModal.Text;

/// <summary>What was read in a text: its pictures, its mood and its sound.</summary>
public sealed record Reading
{
    /// <summary>Gets the language it was read as; never <see cref="Language.Auto"/>.</summary>
    public required Language Language { get; init; }

    /// <summary>Gets the title, from the brief or the first line.</summary>
    public required string Title { get; init; }

    /// <summary>Gets what can be painted.</summary>
    public required Scene Scene { get; init; }

    /// <summary>Gets the mood.</summary>
    public required Mood Mood { get; init; }

    /// <summary>Gets the lines with their syllables.</summary>
    public required Prosody Prosody { get; init; }
}

/// <summary>Reads a text: scene, mood, prosody.</summary>
public interface ITextReader : IProvider
{
    /// <summary>Reads a text.</summary>
    /// <param name="text">The text; at most <see cref="MaxCharacters"/> UTF-16 units.</param>
    /// <param name="options">Language and title; null reads both from the text.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="BadInputException">The text is empty, too long, or not text.</exception>
    Task<Reading> ReadAsync(string text, ReadingOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>The longest text that is read as one piece.</summary>
    const int MaxCharacters = 200_000;
}

/// <summary>Options of <see cref="ITextReader"/>.</summary>
public sealed record ReadingOptions
{
    /// <summary>Gets the language; <see cref="Language.Auto"/> decides by script.</summary>
    public Language Language { get; init; }

    /// <summary>Gets the title; null takes the first line.</summary>
    public string? Title { get; init; }

    /// <summary>Gets a named mood (see <see cref="Mood.Names"/>) that takes the place of the one read.</summary>
    public string? Mood { get; init; }
}
