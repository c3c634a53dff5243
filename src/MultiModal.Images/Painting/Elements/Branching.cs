using System.Numerics;
using MultiModal.Images.Painting.Composing;
using MultiModal.Images.Raster;

namespace MultiModal.Images.Painting.Elements;

/// <summary>Grows trunks and twigs as tapering limbs.</summary>
internal static class Branching
{
    /// <summary>Grows a limb and its children.</summary>
    /// <remarks><paramref name="limbs"/>: receives the outlines. <paramref name="tips"/>: receives where the twigs end. <paramref name="angle"/>: direction in radians, up is π/2. <paramref name="crook"/>: how far each piece may turn, in radians: 0.2 grows smooth, 0.7 gnarled.</remarks>
    public static void Grow(Sketch s, List<Vector2[]> limbs, List<Vector2> tips, Vector2 from, float angle, float length, float width, int levels, float crook, float spread)
    {
        const int Pieces = 4;
        Vector2[] line = new Vector2[Pieces + 1];
        line[0] = from;
        float bend = angle;
        for (int i = 1; i <= Pieces; i++)
        {
            bend += s.Next(-crook, crook) + ((MathF.PI / 2) - bend) * 0.04f;
            line[i] = line[i - 1] + (new Vector2(MathF.Cos(bend), MathF.Sin(bend)) * length / Pieces);
        }

        Vector2[] curve = Shapes.Curve(line, 3);
        float endWidth = width * (levels == 0 ? 0.2f : 0.62f);
        limbs.Add(Shapes.Ribbon(curve, width, (width + endWidth) / 2, endWidth));
        if (levels == 0)
        {
            tips.Add(line[^1]);
            tips.Add(line[Pieces / 2]);
            return;
        }

        int children = s.Random.Next(2, 3);
        for (int i = 0; i < children; i++)
        {
            float side = children == 1 ? 0 : (i / (float)(children - 1) * 2) - 1;
            Vector2 at = i == 1 && children == 3 ? line[^1] : Vector2.Lerp(line[Pieces - 1], line[^1], s.Next(0.3f, 1f));
            Grow(s, limbs, tips, at, bend + (side * spread) + s.Next(-0.2f, 0.2f), length * s.Next(0.62f, 0.8f), endWidth * s.Next(0.7f, 0.95f), levels - 1, crook, spread);
        }

        if (levels >= 2)
        {
            float low = s.Random.NextDouble() < 0.5 ? -1 : 1;
            Grow(s, limbs, tips, line[2], bend + (low * spread * 1.3f), length * 0.6f, width * 0.42f, levels - 2, crook, spread);
        }
    }
}
