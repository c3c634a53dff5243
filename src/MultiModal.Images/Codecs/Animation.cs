namespace MultiModal.Images.Codecs;

/// <summary>A sequence of pictures of one size, each shown for a while.</summary>
public sealed record Animation
{
    /// <summary>Gets the frames, at least one, all of the same size.</summary>
    public required IReadOnlyList<AnimationFrame> Frames { get; init; }

    /// <summary>Gets how often it is played; 0 plays it for ever.</summary>
    public int Plays { get; init; }
}

/// <summary>One frame of an animation.</summary>
/// <param name="Picture">What is to be seen, the whole picture.</param>
/// <param name="Duration">How long it is shown, 0 to 65.535 s, kept to the millisecond.</param>
public sealed record AnimationFrame(Picture Picture, TimeSpan Duration);
