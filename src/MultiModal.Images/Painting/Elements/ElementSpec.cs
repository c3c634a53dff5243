using MultiModal.Images.Painting.Composing;

namespace MultiModal.Images.Painting.Elements;

/// <summary>Where an element may stand.</summary>
internal enum Stand
{
    /// <summary>On dry ground.</summary>
    Ground,

    /// <summary>On water.</summary>
    Afloat,

    /// <summary>In the air, before the sky.</summary>
    Flying,

    /// <summary>On ground or in shallow water.</summary>
    Anywhere,
}

/// <summary>How an element that has one place is drawn and set.</summary>
/// <param name="Draw">Draws it in its own coordinates.</param>
/// <param name="Stand">Where it may stand.</param>
/// <param name="Height">Its height in picture units at middle depth.</param>
/// <param name="HalfWidth">Half its width against its height.</param>
/// <param name="NearLimit">The nearest depth it is set at unasked.</param>
/// <param name="FarLimit">The farthest depth it is set at unasked.</param>
/// <param name="Most">The most that are drawn one by one.</param>
internal sealed record ElementSpec(Action<Sketch> Draw, Stand Stand, float Height, float HalfWidth, float FarLimit, float NearLimit, int Most = 1)
{
    /// <summary>Gets a value indicating whether it looks to one side and should face the middle.</summary>
    public bool Faces { get; init; }

    /// <summary>Gets the fewest that are drawn when the scene names it: one blade is no grass.</summary>
    public int Least { get; init; } = 1;

    /// <summary>Gets how many one drawing shows when the scene asks for a number.</summary>
    public bool DrawsCount { get; init; }
}

/// <summary>Every element that has one place.</summary>
internal static class ElementLibrary
{
    /// <summary>Gets the specs by word.</summary>
    public static IReadOnlyDictionary<string, ElementSpec> Specs { get; } = new Dictionary<string, ElementSpec>(StringComparer.Ordinal)
    {
        ["rocks"] = new(Lands.Rocks, Stand.Anywhere, 0.1f, 0.95f, 0.3f, 0.85f, 5),
        ["island"] = new(Lands.Island, Stand.Afloat, 0.17f, 1.5f, 0.1f, 0.3f, 3),
        ["waterfall"] = new(Waters.Waterfall, Stand.Anywhere, 0.46f, 0.7f, 0.1f, 0.25f, 2),
        ["house"] = new(Buildings.House, Stand.Ground, 0.2f, 0.76f, 0.12f, 0.4f, 7) { Faces = true },
        ["village"] = new(Buildings.Village, Stand.Ground, 0.2f, 2.1f, 0.08f, 0.22f, 2) { DrawsCount = true },
        ["castle"] = new(Buildings.Castle, Stand.Ground, 0.44f, 0.78f, 0.03f, 0.2f, 2),
        ["tower"] = new(Buildings.WatchTower, Stand.Ground, 0.4f, 0.22f, 0.08f, 0.3f, 4),
        ["church"] = new(Buildings.Church, Stand.Ground, 0.36f, 0.54f, 0.1f, 0.3f, 2) { Faces = true },
        ["pagoda"] = new(Buildings.Pagoda, Stand.Ground, 0.52f, 0.28f, 0.06f, 0.28f, 3),
        ["pavilion"] = new(Buildings.Pavilion, Stand.Ground, 0.26f, 0.74f, 0.15f, 0.5f, 3),
        ["temple"] = new(Buildings.Temple, Stand.Ground, 0.27f, 1.06f, 0.06f, 0.3f, 2),
        ["lighthouse"] = new(Buildings.Lighthouse, Stand.Anywhere, 0.52f, 0.45f, 0.08f, 0.25f, 2),
        ["windmill"] = new(Buildings.Windmill, Stand.Ground, 0.36f, 0.45f, 0.1f, 0.35f, 4),
        ["bridge"] = new(Ways.Bridge, Stand.Afloat, 0.28f, 1.15f, 0.22f, 0.42f, 2),
        ["gate"] = new(Buildings.Gate, Stand.Ground, 0.3f, 0.72f, 0.3f, 0.6f, 2),
        ["boat"] = new(Vessels.Boat, Stand.Afloat, 0.088f, 1.15f, 0.22f, 0.62f, 7) { Faces = true },
        ["ship"] = new(Vessels.Ship, Stand.Afloat, 0.36f, 0.86f, 0.08f, 0.4f, 5) { Faces = true },
        ["train"] = new(Vessels.Train, Stand.Ground, 0.11f, 3.2f, 0.2f, 0.45f) { Faces = true },
        ["lantern"] = new(Lights.Lantern, Stand.Ground, 0.21f, 0.34f, 0.3f, 0.7f, 8) { Faces = true },
        ["lamp"] = new(Lights.Lamp, Stand.Ground, 0.36f, 0.1f, 0.35f, 0.75f, 7),
        ["fire"] = new(Lights.Fire, Stand.Ground, 0.11f, 0.45f, 0.45f, 0.75f, 5),
        ["candle"] = new(Lights.Candle, Stand.Anywhere, 0.16f, 0.34f, 0.85f, 0.96f, 5),
        ["smoke"] = new(Vessels.Hearth, Stand.Ground, 0.36f, 0.5f, 0.1f, 0.3f, 4),
        ["tree"] = new(Trees.Broadleaf, Stand.Ground, 0.36f, 0.4f, 0.15f, 0.75f, 14),
        ["pine"] = new(Trees.Pine, Stand.Ground, 0.42f, 0.42f, 0.2f, 0.8f, 12),
        ["willow"] = new(Trees.Willow, Stand.Ground, 0.42f, 0.5f, 0.3f, 0.7f, 9),
        ["maple"] = new(Trees.Maple, Stand.Ground, 0.36f, 0.42f, 0.2f, 0.72f, 12),
        ["plum-blossom"] = new(Trees.Plum, Stand.Ground, 0.4f, 0.42f, 0.4f, 0.8f, 8),
        ["cherry-blossom"] = new(Trees.Cherry, Stand.Ground, 0.38f, 0.42f, 0.2f, 0.75f, 10),
        ["bare-tree"] = new(Trees.Bare, Stand.Ground, 0.4f, 0.4f, 0.2f, 0.8f, 12),
        ["palm"] = new(Trees.Palm, Stand.Ground, 0.42f, 0.45f, 0.25f, 0.75f, 9),
        ["bamboo"] = new(Trees.Bamboo, Stand.Ground, 0.5f, 0.32f, 0.45f, 0.9f, 7) { Least = 2 },
        ["reeds"] = new(Blooms.Reeds, Stand.Anywhere, 0.19f, 0.55f, 0.6f, 0.98f, 9) { Least = 3 },
        ["grass"] = new(Blooms.Grass, Stand.Ground, 0.12f, 0.8f, 0.66f, 0.98f, 14) { Least = 8 },
        ["flowers"] = new(Blooms.Flowers, Stand.Ground, 0.1f, 0.85f, 0.6f, 0.97f, 12) { Least = 6 },
        ["rose"] = new(Blooms.Rose, Stand.Ground, 0.22f, 0.5f, 0.75f, 0.97f, 7),
        ["sunflower"] = new(Blooms.Sunflower, Stand.Ground, 0.26f, 0.4f, 0.55f, 0.97f, 12) { Least = 4 },
        ["lotus"] = new(Blooms.Lotus, Stand.Afloat, 0.11f, 1.6f, 0.45f, 0.9f, 6) { Least = 2 },
        ["chrysanthemum"] = new(Blooms.Chrysanthemum, Stand.Ground, 0.17f, 0.6f, 0.75f, 0.97f, 7) { Least = 2 },
        ["wheat"] = new(Blooms.Wheat, Stand.Ground, 0.15f, 1f, 0.6f, 0.98f, 12) { Least = 9 },
        ["bird"] = new(Birds.Bird, Stand.Flying, 0.13f, 0.7f, 0.6f, 0.8f, 12) { Faces = true },
        ["birds"] = new(Birds.Flock, Stand.Flying, 0.2f, 1.2f, 0.3f, 0.5f) { DrawsCount = true },
        ["crane"] = new(Birds.Crane, Stand.Anywhere, 0.2f, 0.4f, 0.45f, 0.75f, 7) { Faces = true },
        ["swan"] = new(Birds.Swan, Stand.Afloat, 0.125f, 0.7f, 0.4f, 0.75f, 7) { Faces = true },
        ["owl"] = new(Birds.Owl, Stand.Flying, 0.17f, 1f, 0.85f, 0.95f, 2),
        ["wild-geese"] = new(Birds.Geese, Stand.Flying, 0.35f, 1f, 0.35f, 0.5f) { Faces = true, DrawsCount = true },
        ["butterfly"] = new(Birds.Butterfly, Stand.Flying, 0.09f, 0.66f, 0.8f, 0.95f, 9) { Least = 2 },
        ["fish"] = new(Beasts.Fish, Stand.Afloat, 0.125f, 0.75f, 0.45f, 0.75f, 7) { Faces = true },
        ["deer"] = new(Beasts.Deer, Stand.Ground, 0.2f, 0.46f, 0.4f, 0.68f, 7) { Faces = true },
        ["horse"] = new(Beasts.Horse, Stand.Ground, 0.22f, 0.56f, 0.4f, 0.7f, 7) { Faces = true },
        ["ox"] = new(Beasts.Ox, Stand.Ground, 0.18f, 0.72f, 0.4f, 0.7f, 6) { Faces = true },
        ["sheep"] = new(Beasts.Sheep, Stand.Ground, 0.115f, 0.66f, 0.3f, 0.65f, 14) { Faces = true },
        ["cat"] = new(Beasts.Cat, Stand.Ground, 0.135f, 0.45f, 0.65f, 0.9f, 6) { Faces = true },
        ["dog"] = new(Beasts.Dog, Stand.Ground, 0.14f, 0.6f, 0.55f, 0.8f, 6) { Faces = true },
        ["whale"] = new(Beasts.Whale, Stand.Afloat, 0.16f, 1.15f, 0.2f, 0.45f, 3) { Faces = true },
        ["figure"] = new(People.Figure, Stand.Ground, 0.168f, 0.26f, 0.4f, 0.68f, 7) { Faces = true },
        ["couple"] = new(People.Couple, Stand.Ground, 0.168f, 0.38f, 0.4f, 0.68f, 3),
        ["child"] = new(People.Child, Stand.Ground, 0.12f, 0.4f, 0.45f, 0.72f, 7) { Faces = true },
        ["fisherman"] = new(People.Fisherman, Stand.Ground, 0.125f, 0.6f, 0.5f, 0.72f, 4) { Faces = true },
        ["crowd"] = new(People.Crowd, Stand.Ground, 0.115f, 2.3f, 0.4f, 0.6f) { DrawsCount = true },
    };
}
