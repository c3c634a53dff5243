using System.ComponentModel.DataAnnotations;
using MultiModal.Images.Raster;

namespace MultiModal.Images.Upscaling;

/// <summary>How a picture is enlarged.</summary>
public sealed record UpscaleOptions
{
    /// <summary>Gets the id of the model pack; null takes the first that serves the task and can be used.</summary>
    public string? Pack { get; init; }

    /// <summary>Gets how many threads may be used; the pixels do not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Gets the most pixels a side of the result, 1 to 32768; 8192 (69 cm at 300 dots an inch) unless told. It is checked before memory is taken.</summary>
    [Range(1, Resizer.MaxSide)]
    public int MaxSide { get; init; } = 8192;

    /// <summary>Gets the most pixels a side of what the model is given at once, 32 to 1024, its overlap counted; 384 unless told. Larger is a little faster and takes more memory.</summary>
    [Range(UpscalePack.MinTile, 1024)]
    public int TileSide { get; init; } = 384;

    /// <summary>Checks every value.</summary>
    /// <exception cref="BadInputException">A value is out of its range; the sentence names it.</exception>
    internal void Validate()
    {
        if (MaxSide is < 1 or > Resizer.MaxSide)
            throw new BadInputException(FormattableString.Invariant($"The longest side of an enlarged picture is {MaxSide} pixels; choose 1 to {Resizer.MaxSide}."));
        if (TileSide is < UpscalePack.MinTile or > 1024)
            throw new BadInputException(FormattableString.Invariant($"The tiles of an enlarged picture are {TileSide} pixels a side; choose {UpscalePack.MinTile} to 1024."));
    }
}
