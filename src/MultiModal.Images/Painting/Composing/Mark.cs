using System.Numerics;

namespace MultiModal.Images.Painting.Composing;

/// <summary>One shape of the picture: contours in picture units with everything a style needs to draw them its own way.</summary>
internal sealed class Mark
{
    /// <summary>Gets the closed contours; positive area fills, negative cuts holes.</summary>
    public required Vector2[][] Contours { get; init; }

    /// <summary>Gets the colour over the shape.</summary>
    public required Tint Tint { get; init; }

    /// <summary>Gets what it is made of.</summary>
    public Material Material { get; init; }

    /// <summary>Gets the distance: 0 at the horizon, 1 at the viewer's feet.</summary>
    public float Depth { get; init; }

    /// <summary>Gets the weight of the key line round it, 0 for none, 1 for the usual.</summary>
    public float Line { get; init; }

    /// <summary>Gets the direction strokes follow, in radians.</summary>
    public float Flow { get; init; }

    /// <summary>Gets how much light it gives off, 0 to 1.</summary>
    public float Emit { get; init; }

    /// <summary>Gets how strongly it mirrors what is above <see cref="MirrorY"/>, 0 to 1.</summary>
    public float Mirror { get; init; }

    /// <summary>Gets the height of the waterline that a mirroring mark reflects about.</summary>
    public float MirrorY { get; init; }

    /// <summary>Gets how much the mirror image is broken up, 0 still to 1 rough.</summary>
    public float Ripple { get; init; }

    /// <summary>Gets a value indicating whether it shows only where water is on top.</summary>
    public bool OnWater { get; init; }

    /// <summary>Gets the index of the element it belongs to; -1 for sky and ground.</summary>
    public int Element { get; init; } = -1;
}
