using System.Numerics;
using MultiModal.Images.Raster;

namespace MultiModal.Images.Painting.Composing;

/// <summary>A subject with its numbers in range.</summary>
internal sealed class Wanted
{
    /// <summary>Gets the word.</summary>
    public required string Kind { get; init; }

    /// <summary>Gets the part of the picture it belongs to.</summary>
    public required SubjectRole Role { get; init; }

    /// <summary>Gets or sets how many, 1 to 99.</summary>
    public int Count { get; set; } = 1;

    /// <summary>Gets the colour asked for, linear, or null.</summary>
    public Vector3? Color { get; init; }

    /// <summary>Gets where it is asked to be.</summary>
    public Place? Place { get; init; }

    /// <summary>Gets the size, 0.5 to 2.</summary>
    public float Scale { get; init; } = 1;

    /// <summary>Gets a value indicating whether the composition added it.</summary>
    public bool Implied { get; init; }

    /// <summary>Reads a subject whose word is known.</summary>
    public static Wanted From(Subject subject) => new()
    {
        Kind = subject.Kind,
        Role = SceneVocabulary.Words[subject.Kind],
        Count = Math.Clamp(subject.Count, 1, 99),
        Color = LinearColor.TryParse(subject.Color, out Vector3 color) ? color : null,
        Place = subject.Place is { } place && Enum.IsDefined(place) ? place : null,
        Scale = double.IsFinite(subject.Scale) ? (float)Math.Clamp(subject.Scale, 0.5, 2) : 1,
    };
}
