using MultiModal.Images.Painting.Composing;

namespace MultiModal.Images.Painting.Styles;

/// <summary>A way of making marks.</summary>
internal interface IPaintingStyle
{
    /// <summary>Gets the name, one of <see cref="PictureStyles.Names"/>.</summary>
    string Name { get; }

    /// <summary>Paints a composition.</summary>
    Picture Paint(Composition composition, StyleSettings settings);
}
