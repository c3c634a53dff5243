namespace MultiModal.Images.Painting.Styles;

/// <summary>What an ink wash lays on one place of the paper.</summary>
/// <param name="Density">How much ink, 0 for bare paper; 1 is close to black.</param>
/// <param name="Cool">How far the ink leans to indigo, 0 to 1.</param>
/// <param name="Accent">How much of the thing's own colour shows, 0 to 1.</param>
internal readonly record struct InkTone(float Density, float Cool, float Accent);
