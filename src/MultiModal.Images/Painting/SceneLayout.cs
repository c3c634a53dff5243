using MultiModal.Images.Painting.Composing;

namespace MultiModal.Images.Painting;

/// <summary>What is where in a painted scene: for captions, for guidance, for training.</summary>
public sealed class SceneLayout
{
    private SceneLayout(int width, int height, float horizon, IReadOnlyList<LayoutElement> elements, byte[] mask)
    {
        Width = width;
        Height = height;
        Horizon = horizon;
        Elements = elements;
        Mask = mask;
    }

    /// <summary>Gets the pixels across.</summary>
    public int Width { get; }

    /// <summary>Gets the pixels down.</summary>
    public int Height { get; }

    /// <summary>Gets the height of the horizon as a share of the picture's height, from the top.</summary>
    public float Horizon { get; }

    /// <summary>Gets the elements that can be seen, in the order of their index in the mask.</summary>
    public IReadOnlyList<LayoutElement> Elements { get; }

    /// <summary>Gets for each pixel, row by row from the top, 0 for open sky or ground, else 1 + the index in <see cref="Elements"/>.</summary>
    public byte[] Mask { get; }

    internal static SceneLayout Of(Composition composition, Guide guide)
    {
        int count = Math.Min(254, composition.Elements.Count);
        int[] left = new int[count];
        int[] top = new int[count];
        int[] right = new int[count];
        int[] bottom = new int[count];
        int[] area = new int[count];
        Array.Fill(left, int.MaxValue);
        Array.Fill(top, int.MaxValue);
        for (int i = 0; i < guide.Id.Length; i++)
        {
            int element = guide.MarkAt(i).Element;
            if (element < 0 || element >= count)
            {
                continue;
            }

            int x = i % guide.Width;
            int y = i / guide.Width;
            area[element]++;
            left[element] = Math.Min(left[element], x);
            top[element] = Math.Min(top[element], y);
            right[element] = Math.Max(right[element], x + 1);
            bottom[element] = Math.Max(bottom[element], y + 1);
        }

        AddVeils(composition, guide, left, top, right, bottom, area);
        byte[] index = new byte[count];
        List<LayoutElement> elements = [];
        float w = guide.Width;
        float h = guide.Height;
        for (int e = 0; e < count; e++)
        {
            if (area[e] > 0)
            {
                PlacedElement placed = composition.Elements[e];
                elements.Add(new LayoutElement(placed.Kind, placed.Implied, placed.Depth, left[e] / w, top[e] / h, right[e] / w, bottom[e] / h, area[e] / (w * h)));
                index[e] = (byte)elements.Count;
            }
        }

        byte[] mask = new byte[guide.Id.Length];
        for (int i = 0; i < mask.Length; i++)
        {
            int element = guide.MarkAt(i).Element;
            mask[i] = element >= 0 && element < count ? index[element] : (byte)0;
        }

        return new SceneLayout(guide.Width, guide.Height, composition.Horizon / composition.Height, elements, mask);
    }

    /// <summary>Rain, aurora and other veils never hide what is behind them: their boxes come from their outlines.</summary>
    private static void AddVeils(Composition composition, Guide guide, int[] left, int[] top, int[] right, int[] bottom, int[] area)
    {
        bool[] seen = [.. area.Select(pixels => pixels > 0)];
        foreach (Mark mark in composition.Marks)
        {
            int e = mark.Element;
            if (e < 0 || e >= area.Length || seen[e] || mark.Tint.Middle.W > 0.7f)
            {
                continue;
            }

            foreach (System.Numerics.Vector2[] contour in mark.Contours)
            {
                foreach (System.Numerics.Vector2 p in contour)
                {
                    int x = (int)Math.Clamp(p.X / composition.Width * guide.Width, 0, guide.Width - 1);
                    int y = (int)Math.Clamp(p.Y / composition.Height * guide.Height, 0, guide.Height - 1);
                    left[e] = Math.Min(left[e], x);
                    top[e] = Math.Min(top[e], y);
                    right[e] = Math.Max(right[e], x + 1);
                    bottom[e] = Math.Max(bottom[e], y + 1);
                }

                area[e]++;
            }
        }
    }
}

/// <summary>One element that can be seen; the edges are shares of the picture's sides, 0 to 1 from the top left.</summary>
/// <param name="Kind">Its word in <see cref="SceneVocabulary"/>.</param>
/// <param name="Implied">True when the composition added it; false when the scene names it.</param>
/// <param name="Depth">0 at the horizon to 1 at the viewer's feet.</param>
/// <param name="Left">Left edge.</param>
/// <param name="Top">Top edge.</param>
/// <param name="Right">Right edge.</param>
/// <param name="Bottom">Bottom edge.</param>
/// <param name="Area">The share of the picture it covers.</param>
public sealed record LayoutElement(string Kind, bool Implied, float Depth, float Left, float Top, float Right, float Bottom, float Area);
