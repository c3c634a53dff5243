using System.Numerics;
using MultiModal.Images.Painting.Composing;
using MultiModal.Images.Raster;
using static MultiModal.Images.Raster.Shapes;

namespace MultiModal.Images.Painting.Elements;

/// <summary>What fills the air over everything.</summary>
internal static class Airs
{
    /// <summary>Bands of mist, behind and between things.</summary>
    public static void Mist(Stage stage, Wanted wanted)
    {
        int element = stage.Add(wanted, 0.3f);
        Vector3 color = wanted.Color ?? LinearColor.Mix(stage.Light.Haze, Vector3.One * (1 - (0.7f * stage.Light.Night)), 0.35f);
        (float Y, float Order, float Tall, float Alpha)[] bands =
        [
            (stage.Horizon - 0.05f, -60, 0.2f, 0.85f), (stage.Horizon + 0.02f, 5, 0.14f, 0.8f),
            (stage.Horizon + (0.3f * (stage.Height - stage.Horizon)), 40, 0.12f, 0.55f), (stage.Horizon + (0.62f * (stage.Height - stage.Horizon)), 70, 0.12f, 0.4f),
        ];
        foreach ((float y, float order, float tall, float alpha) in bands)
        {
            List<Mark> layer = stage.Layer(order);
            int drifts = 3;
            for (int i = 0; i < drifts; i++)
            {
                float cx = stage.Width * ((i + stage.Next(0.1f, 0.9f)) / drifts);
                float rx = stage.Width * stage.Next(0.4f, 0.75f);
                float ry = tall * stage.Next(0.35f, 0.6f) * wanted.Scale;
                float yy = y + stage.Next(-0.03f, 0.03f);
                Vector4 c = new(color, alpha * stage.Next(0.55f, 0.9f));
                Vector2[] drift = Smooth(cx - rx, yy, cx - (rx * 0.6f), yy - (ry * 0.6f), cx - (rx * 0.1f), yy - ry, cx + (rx * 0.5f), yy - (ry * 0.5f), cx + rx, yy, cx + (rx * 0.5f), yy + (ry * 0.7f), cx - (rx * 0.2f), yy + ry, cx - (rx * 0.65f), yy + (ry * 0.6f));
                Stage.Paint(layer, element, Material.Vapour, Tint.Linear(new Vector2(0, yy - ry), new Vector2(0, yy + ry), c with { W = 0 }, c, c with { W = 0 }), 0.2f, drift);
            }
        }
    }

    /// <summary>Slanting rain.</summary>
    public static void Rain(Stage stage, Wanted wanted)
    {
        int element = stage.Add(wanted, 0.9f);
        List<Mark> layer = stage.Layer(900);
        float slant = -0.12f - (stage.Light.Wind * 0.35f);
        int count = stage.Light.Weather == Weather.Storm ? 330 : 220;
        Vector3 color = wanted.Color ?? LinearColor.Mix(stage.Light.Haze, Vector3.One, 0.45f);
        for (int group = 0; group < 3; group++)
        {
            List<Vector2[]> drops = [];
            for (int i = 0; i < count / 3; i++)
            {
                float x = stage.Next(-0.1f, stage.Width + 0.3f);
                float y = stage.Next(-0.1f, stage.Height);
                float length = stage.Next(0.03f, 0.06f) * (0.6f + (0.4f * group)) * wanted.Scale;
                float w = 0.0011f + (0.0007f * group);
                drops.Add(Limb(x, y, x + (slant * length), y + length, w * 0.4f, w));
            }

            Stage.Paint(layer, element, Material.Vapour, Tint.Flat(color, 0.32f + (0.1f * group)), 0.5f + (0.2f * group), Stage.Union(drops), 0, MathF.PI / 2);
        }
    }

    /// <summary>Falling snow.</summary>
    public static void Snow(Stage stage, Wanted wanted)
    {
        int element = stage.Add(wanted, 0.9f);
        Vector3 color = wanted.Color ?? Vector3.One * (0.95f - (0.25f * stage.Light.Night));
        foreach ((float order, int count, float r) in new[] { (-50f, 150, 0.0022f), (60f, 90, 0.0036f), (900f, 34, 0.006f) })
        {
            List<Vector2[]> flakes = [];
            for (int i = 0; i < count; i++)
            {
                float size = r * stage.Next(0.6f, 1.3f) * wanted.Scale;
                flakes.Add(Ellipse(stage.Next(0, stage.Width), stage.Next(0, stage.Height), size, size, 0, 10));
            }

            Stage.Paint(stage.Layer(order), element, Material.Snow, Tint.Flat(color, 0.88f), 0.5f, Stage.Union(flakes), 0);
        }
    }

    /// <summary>Wind, as the long curls it draws in the air.</summary>
    public static void Wind(Stage stage, Wanted wanted)
    {
        int element = stage.Add(wanted, 0.6f);
        List<Mark> layer = stage.Layer(-600);
        Vector3 color = wanted.Color ?? LinearColor.Mix(stage.Light.SkyLow, Vector3.One, 0.6f);
        for (int i = 0; i < 6; i++)
        {
            float x = stage.Next(-0.1f, stage.Width * 0.7f);
            float y = stage.Horizon * stage.Next(0.15f, 1.05f);
            float l = stage.Next(0.28f, 0.5f) * wanted.Scale;
            Vector2[] line = i % 2 == 0
                ? Curve(x, y, x + (l * 0.35f), y - (l * 0.06f), x + (l * 0.7f), y + (l * 0.02f), x + l, y - (l * 0.03f), x + (l * 1.08f), y - (l * 0.13f), x + l, y - (l * 0.18f), x + (l * 0.94f), y - (l * 0.11f))
                : Curve(x, y, x + (l * 0.3f), y + (l * 0.05f), x + (l * 0.6f), y - (l * 0.03f), x + l, y + (l * 0.03f));
            Stage.Paint(layer, element, Material.Vapour, Tint.Flat(color, 0.7f), 0.3f, Ribbon(line, 0.0015f, 0.006f, 0.0012f), 0.2f);
        }

        Litter(stage, wanted, element, stage.Light.Season == Season.Spring ? 0xF3C0CC : 0xB0803A, 16, stage.Light.Season == Season.Spring);
    }

    /// <summary>Leaves on the air.</summary>
    public static void Leaves(Stage stage, Wanted wanted) => Litter(stage, wanted, stage.Add(wanted, 0.8f), 0xC8602A, 42, false);

    /// <summary>Petals on the air.</summary>
    public static void Petals(Stage stage, Wanted wanted) => Litter(stage, wanted, stage.Add(wanted, 0.8f), 0xF3B2C2, 60, true);

    /// <summary>Fireflies.</summary>
    public static void Fireflies(Stage stage, Wanted wanted)
    {
        int element = stage.Add(wanted, 0.8f);
        List<Mark> layer = stage.Layer(880);
        Vector3 color = wanted.Color ?? LinearColor.Rgb(0xE8F27A);
        int count = Math.Clamp(wanted.Count <= 1 ? 26 : wanted.Count * 4, 12, 60);
        for (int i = 0; i < count; i++)
        {
            Vector2 at = new(stage.Next(0.02f, stage.Width - 0.02f), stage.Horizon + ((stage.Height - stage.Horizon) * stage.Next(-0.35f, 0.92f)));
            float r = stage.Next(0.0022f, 0.0048f) * wanted.Scale;
            Vector4 c = new(color, 0.5f);
            Stage.Paint(layer, element, Material.Light, Tint.Radial(at, r * 6, c, c with { W = 0.13f }, c with { W = 0 }), 0.8f, Ellipse(at.X, at.Y, r * 6, r * 6), 0, 0, 0.4f);
            Stage.Paint(layer, element, Material.Light, Tint.Flat(LinearColor.Mix(color, Vector3.One, 0.4f)), 0.8f, Ellipse(at.X, at.Y, r, r, 0, 10), 0, 0, 1);
        }
    }

    private static void Litter(Stage stage, Wanted wanted, int element, int hue, int count, bool petals)
    {
        List<Mark> layer = stage.Layer(890);
        for (int i = 0; i < count; i++)
        {
            float near = stage.Next(0, 1);
            Vector2 at = new(stage.Next(0, stage.Width), stage.Height * stage.Next(0.12f, 0.98f));
            float r = (0.005f + (0.009f * near * near)) * wanted.Scale;
            float a = stage.Next(0, MathF.Tau);
            Vector3 color = wanted.Color ?? (petals ? LinearColor.Rgb(hue) : LinearColor.Mix(LinearColor.Rgb(hue), LinearColor.Rgb(i % 2 == 0 ? 0xE0A83A : 0x9A3020), stage.Next(0, 0.7f)));
            Vector2 way = new(MathF.Cos(a), MathF.Sin(a));
            Vector2[] leaf = petals
                ? Ribbon([at - (way * r * 0.7f), at, at + (way * r * 0.7f)], r * 0.3f, r * 0.95f, r * 0.4f)
                : Ribbon(Curve([at - (way * r), at + (new Vector2(-way.Y, way.X) * r * 0.2f), at + (way * r)], 4), r * 0.08f, r * 0.95f, r * 0.05f);
            Stage.Paint(layer, element, petals ? Material.Petal : Material.Foliage, Tint.Flat(stage.Light.Shade(color, stage.Next(0.6f, 1f), 0.9f)), 0.9f, leaf, 0.4f, a);
        }
    }
}
