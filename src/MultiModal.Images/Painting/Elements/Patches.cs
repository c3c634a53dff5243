using System.Numerics;
using MultiModal.Images.Painting.Composing;
using MultiModal.Images.Raster;
using static MultiModal.Images.Raster.Shapes;

namespace MultiModal.Images.Painting.Elements;

/// <summary>A second water or ground in a scene that has its first already: a gleam, a strip, a beach.</summary>
internal static class Patches
{
    /// <summary>A far gleam of water.</summary>
    public static void Gleam(Stage stage, Wanted wanted)
    {
        int element = stage.Add(wanted, 0.1f);
        float y = stage.Horizon + (0.035f * (stage.Height - stage.Horizon));
        float cx = stage.Width - stage.FocalX;
        float rx = stage.Width * 0.34f * wanted.Scale;
        Vector3 local = wanted.Kind == "ice" ? LinearColor.Rgb(0xDCE8F0) : LinearColor.Mix(stage.Light.SkyLow, stage.Light.SkyMiddle, 0.4f);
        Vector2[] outline = Smooth(cx - rx, y, cx - (rx * 0.4f), y - 0.008f, cx + (rx * 0.5f), y - 0.006f, cx + rx, y, cx + (rx * 0.4f), y + 0.012f, cx - (rx * 0.4f), y + 0.012f);
        Stage.Paint(stage.Layer(stage.Water is null ? 3 : 5.8f), element, Material.Water, Tint.Flat(wanted.Color ?? local), 0.15f, outline, 0.5f);
    }

    /// <summary>A strip of another ground.</summary>
    public static void Ground(Stage stage, Wanted wanted)
    {
        int element = stage.Add(wanted, 0.2f);
        Vector3 local = wanted.Color ?? LinearColor.Rgb(wanted.Kind switch { "desert" => 0xE2B878, "field" => 0xD0B052, "garden" => 0xA8B86A, "meadow" => 0xA8BE5E, _ => 0xB4B070 });
        float ground = stage.Height - stage.Horizon;
        bool sea = stage.Water?.Kind == "sea";
        float y = stage.Horizon + (sea ? 0.002f : 0.05f * ground);
        float cx = stage.FocalX;
        float rx = stage.Width * 0.45f * wanted.Scale;
        float ry = sea ? 0.02f : 0.05f * ground;
        Vector2[] outline = Smooth(cx - rx, y, cx - (rx * 0.5f), y - (ry * 0.7f), cx + (rx * 0.4f), y - ry, cx + rx, y, cx + (rx * 0.5f), y + (sea ? 0.004f : ry), cx - (rx * 0.5f), y + (sea ? 0.004f : ry * 0.8f));
        Stage.Paint(stage.Layer(sea ? 6.5f : 3), element, stage.Light.Snowy ? Material.Snow : wanted.Kind == "desert" ? Material.Earth : Material.Grass, Tint.Flat(stage.Light.Shade(local, 0.7f, 0.3f)), 0.3f, outline, 0.6f);
    }

    /// <summary>A beach: pebbles and wet sand on the near bank, or a rim of sand round smaller water.</summary>
    public static void Beach(Stage stage, Wanted wanted)
    {
        int element = stage.Add(wanted, 0.85f);
        Vector3 sand = wanted.Color ?? LinearColor.Rgb(0xD9C49A);
        if (stage.Water is not { NearBank: { } bank })
        {
            Rim(stage, element, sand);
            return;
        }

        float top = bank.Min(b => b.Y);
        List<Mark> layer = stage.Layer(9.8f + (80 * stage.DepthAt(top)));
        if (wanted.Color is { } asked)
        {
            Stage.Paint(layer, element, Material.Earth, Tint.Flat(stage.Light.Shade(asked, 0.7f, 0.9f), 0.85f), 0.85f, (Vector2[])bank.Clone());
        }

        List<Vector2[]> pebbles = [];
        for (int i = 0; i < 90; i++)
        {
            Vector2 p = new(stage.Next(0, stage.Width), stage.Next(top, stage.Height));
            float r = stage.Next(0.0018f, 0.006f);
            if (Contains(bank, p - new Vector2(0, 0.02f)))
            {
                pebbles.Add(Ellipse(p.X, p.Y, r * 1.4f, r * 0.8f, 0, 10));
            }
        }

        Stage.Paint(layer, element, Material.Stone, Tint.Flat(stage.Light.Shade(stage.Light.Stone, 0.75f, 0.9f), 0.9f), 0.9f, Stage.Union(pebbles), 0.4f);
        Vector2[] wet = [.. bank[..(bank.Length - 2)].Select(p => p + new Vector2(0, 0.012f))];
        Stage.Paint(layer, element, Material.Earth, Tint.Flat(stage.Light.Shade(sand * 0.55f, 0.6f, 0.9f), 0.6f), 0.9f, Ribbon(wet, 0.018f, 0.026f, 0.018f));
    }

    private static void Rim(Stage stage, int element, Vector3 sand)
    {
        if (stage.Water is not { } water)
        {
            return;
        }

        List<Vector2[]> rim = [];
        for (int i = 0; i < water.Outline.Length; i++)
        {
            Vector2 p = water.Outline[i];
            float r = 0.008f + (0.022f * stage.DepthAt(p.Y));
            rim.Add(Ellipse(p.X, p.Y, r * 1.8f, r * 0.6f, 0, 12));
        }

        Stage.Paint(stage.Layer(5.9f), element, Material.Earth, Tint.Flat(stage.Light.Shade(sand, 0.75f, 0.7f)), 0.6f, Stage.Union(rim), 0.5f);
    }
}
