using System.Numerics;
using MultiModal.Images.Painting.Composing;
using MultiModal.Images.Raster;
using static MultiModal.Images.Raster.Shapes;

namespace MultiModal.Images.Painting.Elements;

/// <summary>Houses and towns built the Chinese way: white walls, dark tiles, swept eaves.</summary>
internal static class EasternBuildings
{
    private static readonly Vector3 Tile = LinearColor.Rgb(0x3E434B);
    private static readonly Vector3 Plaster = LinearColor.Rgb(0xEFE8DA);
    private static readonly Vector3 Timber = LinearColor.Rgb(0x4E3828);

    /// <summary>A house of white walls under a curved roof of dark tiles.</summary>
    public static void House(Sketch s)
    {
        Vector3 wall = s.Color ?? Plaster;
        s.Fill(Material.Stone, s.Light.Stone, 0.6f, Rect(-0.64f, -0.02f, 0.64f, 0.05f), 0.5f);
        s.Fill(Material.Wall, wall, 0.7f, Rect(-0.58f, 0.05f, 0.58f, 0.48f), 0.8f);
        s.Fill(Material.Wood, Timber, 0.5f, [Rect(-0.58f, 0.05f, -0.54f, 0.48f), Rect(0.54f, 0.05f, 0.58f, 0.48f), Rect(-0.2f, 0.05f, -0.17f, 0.46f), Rect(0.17f, 0.05f, 0.2f, 0.46f)], 0.3f, MathF.PI / 2);
        s.Fill(Material.Wood, Timber, 0.35f, Rect(-0.13f, 0.05f, 0.13f, 0.4f), 0.6f, MathF.PI / 2);
        foreach (float x in new[] { -0.37f, 0.37f })
        {
            Vector2[] paper = Rect(x - 0.1f, 0.18f, x + 0.1f, 0.38f);
            if (s.Light.Night > 0.3f)
            {
                s.Shine(s.Light.Lamp, paper, 0.9f);
            }
            else
            {
                s.Fill(Material.Wall, Timber, 0.7f, paper, 0.5f);
            }

            s.Fill(Material.Wood, Timber, 0.4f, [Limb(x - 0.1f, 0.28f, x + 0.1f, 0.28f, 0.012f, 0.012f), Limb(x - 0.04f, 0.18f, x - 0.04f, 0.38f, 0.012f, 0.012f), Limb(x + 0.04f, 0.18f, x + 0.04f, 0.38f, 0.012f, 0.012f)], 0);
        }

        Buildings.Eaves(s, 0.46f, 0.76f, 0.5f, 0.36f, Tile);
        s.Fill(Material.Roof, Tile, 0.35f, [Ribbon(Curve(-0.56f, 0.89f, -0.5f, 0.84f, 0, 0.825f, 0.5f, 0.84f, 0.56f, 0.89f), 0.025f, 0.04f, 0.025f)], 0.6f);
    }

    /// <summary>A walled town: roof behind roof, a wall with battlements, a gate under its tower.</summary>
    public static void WalledTown(Stage stage, Wanted wanted)
    {
        int element = stage.Add(wanted, 0.25f);
        float ground = stage.Height - stage.Horizon;
        float scale = Math.Clamp(wanted.Scale, 0.7f, 1.4f);
        for (int row = 0; row < 2; row++)
        {
            float y = stage.Horizon - (0.05f * scale) + (0.028f * row * scale);
            List<Mark> roofs = Layer(stage, y, row);
            float x = stage.Next(-0.02f, 0.04f);
            while (x < stage.Width)
            {
                float size = stage.Next(0.07f, 0.12f) * scale;
                Sketch home = new(roofs, stage.Light, stage.Random, new Vector2(x, y), size, 1, 0.3f + (0.15f * row), element);
                if (stage.Random.NextDouble() < 0.13)
                {
                    Buildings.Pagoda(home.Inside(0, 0, 2.3f));
                }
                else
                {
                    House(home);
                }

                x += size * stage.Next(1.25f, 2.1f);
            }
        }

        // The wall closes the town; its gate stands over the way out.
        float foot = stage.Horizon + (ground * 0.05f);
        List<Mark> wall = Layer(stage, foot, 2);
        Sketch s = new(wall, stage.Light, stage.Random, new Vector2(stage.FocalX, foot), 0.11f * scale, 1, 0.55f, element);
        float left = -(stage.FocalX + 0.1f) / s.Size;
        float right = (stage.Width - stage.FocalX + 0.1f) / s.Size;
        List<Vector2[]> stones = [Rect(left, -0.04f, right, 0.5f)];
        for (float x = left; x < right; x += 0.17f)
        {
            stones.Add(Rect(x, 0.48f, x + 0.1f, 0.57f));
        }

        Vector3 brick = wanted.Color ?? LinearColor.Rgb(0x8A857E);
        s.Fill(Material.Wall, brick, 0.55f, stones, 0.7f);
        s.Fill(Material.Wall, brick, 0.75f, Poly(-0.95f, -0.06f, 0.95f, -0.06f, 0.85f, 0.66f, -0.85f, 0.66f), 0.9f);
        s.Fill(Material.Wood, Timber * 0.5f, 0.3f, Smooth(-0.22f, -0.06f, -0.22f, 0.24f, -0.14f, 0.38f, 0, 0.43f, 0.14f, 0.38f, 0.22f, 0.24f, 0.22f, -0.06f), 0.6f);
        Sketch tower = s.Inside(0, 0.64f, 1);
        tower.Fill(Material.Wall, LinearColor.Rgb(0x8E3A2C), 0.5f, Rect(-0.62f, 0, 0.62f, 0.3f), 0.7f);
        Buildings.Eaves(tower, 0.26f, 0.92f, 0.56f, 0.2f, Tile);
        tower.Fill(Material.Wall, LinearColor.Rgb(0x8E3A2C), 0.5f, Rect(-0.46f, 0.44f, 0.46f, 0.64f), 0.7f);
        Buildings.Eaves(tower, 0.6f, 0.76f, 0.42f, 0.26f, Tile);
    }

    private static List<Mark> Layer(Stage stage, float y, int row) =>
        stage.Layer((stage.Water is { } water && y <= water.Waterline ? 4 : 7) + (row * 0.5f));
}
