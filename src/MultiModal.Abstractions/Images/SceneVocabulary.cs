namespace MultiModal.Images;

/// <summary>The words that readers may use for things to paint and that painters know how to paint.</summary>
public static class SceneVocabulary
{
    /// <summary>Gets every word with the part of the picture it belongs to.</summary>
    public static IReadOnlyDictionary<string, SubjectRole> Words { get; } = new Dictionary<string, SubjectRole>(StringComparer.Ordinal)
    {
        // In the sky.
        ["sun"] = SubjectRole.Sky,
        ["moon"] = SubjectRole.Sky,
        ["crescent-moon"] = SubjectRole.Sky,
        ["stars"] = SubjectRole.Sky,
        ["milky-way"] = SubjectRole.Sky,
        ["clouds"] = SubjectRole.Sky,
        ["rainbow"] = SubjectRole.Sky,
        ["lightning"] = SubjectRole.Sky,
        ["aurora"] = SubjectRole.Sky,

        // In the air, over everything.
        ["mist"] = SubjectRole.Air,
        ["rain"] = SubjectRole.Air,
        ["snow"] = SubjectRole.Air,
        ["wind"] = SubjectRole.Air,
        ["falling-leaves"] = SubjectRole.Air,
        ["falling-petals"] = SubjectRole.Air,
        ["fireflies"] = SubjectRole.Air,
        ["smoke"] = SubjectRole.Air,

        // The lie of the land.
        ["mountains"] = SubjectRole.Terrain,
        ["hills"] = SubjectRole.Terrain,
        ["cliff"] = SubjectRole.Terrain,
        ["plain"] = SubjectRole.Terrain,
        ["meadow"] = SubjectRole.Terrain,
        ["field"] = SubjectRole.Terrain,
        ["desert"] = SubjectRole.Terrain,
        ["forest"] = SubjectRole.Terrain,
        ["garden"] = SubjectRole.Terrain,
        ["rocks"] = SubjectRole.Terrain,
        ["island"] = SubjectRole.Terrain,
        ["shore"] = SubjectRole.Terrain,

        // Water.
        ["sea"] = SubjectRole.Water,
        ["waves"] = SubjectRole.Water,
        ["river"] = SubjectRole.Water,
        ["stream"] = SubjectRole.Water,
        ["lake"] = SubjectRole.Water,
        ["pond"] = SubjectRole.Water,
        ["waterfall"] = SubjectRole.Water,
        ["ice"] = SubjectRole.Water,

        // What people built.
        ["house"] = SubjectRole.Built,
        ["village"] = SubjectRole.Built,
        ["city"] = SubjectRole.Built,
        ["castle"] = SubjectRole.Built,
        ["tower"] = SubjectRole.Built,
        ["church"] = SubjectRole.Built,
        ["pagoda"] = SubjectRole.Built,
        ["pavilion"] = SubjectRole.Built,
        ["temple"] = SubjectRole.Built,
        ["lighthouse"] = SubjectRole.Built,
        ["windmill"] = SubjectRole.Built,
        ["bridge"] = SubjectRole.Built,
        ["road"] = SubjectRole.Built,
        ["path"] = SubjectRole.Built,
        ["wall"] = SubjectRole.Built,
        ["fence"] = SubjectRole.Built,
        ["gate"] = SubjectRole.Built,
        ["window"] = SubjectRole.Built,
        ["boat"] = SubjectRole.Built,
        ["ship"] = SubjectRole.Built,
        ["train"] = SubjectRole.Built,
        ["lantern"] = SubjectRole.Built,
        ["lamp"] = SubjectRole.Built,
        ["fire"] = SubjectRole.Built,
        ["candle"] = SubjectRole.Built,

        // What grows.
        ["tree"] = SubjectRole.Plant,
        ["pine"] = SubjectRole.Plant,
        ["willow"] = SubjectRole.Plant,
        ["maple"] = SubjectRole.Plant,
        ["plum-blossom"] = SubjectRole.Plant,
        ["cherry-blossom"] = SubjectRole.Plant,
        ["bare-tree"] = SubjectRole.Plant,
        ["palm"] = SubjectRole.Plant,
        ["bamboo"] = SubjectRole.Plant,
        ["reeds"] = SubjectRole.Plant,
        ["grass"] = SubjectRole.Plant,
        ["flowers"] = SubjectRole.Plant,
        ["rose"] = SubjectRole.Plant,
        ["sunflower"] = SubjectRole.Plant,
        ["lotus"] = SubjectRole.Plant,
        ["chrysanthemum"] = SubjectRole.Plant,
        ["wheat"] = SubjectRole.Plant,

        // What lives.
        ["bird"] = SubjectRole.Animal,
        ["birds"] = SubjectRole.Animal,
        ["crane"] = SubjectRole.Animal,
        ["swan"] = SubjectRole.Animal,
        ["owl"] = SubjectRole.Animal,
        ["wild-geese"] = SubjectRole.Animal,
        ["butterfly"] = SubjectRole.Animal,
        ["fish"] = SubjectRole.Animal,
        ["deer"] = SubjectRole.Animal,
        ["horse"] = SubjectRole.Animal,
        ["ox"] = SubjectRole.Animal,
        ["sheep"] = SubjectRole.Animal,
        ["cat"] = SubjectRole.Animal,
        ["dog"] = SubjectRole.Animal,
        ["whale"] = SubjectRole.Animal,
        ["figure"] = SubjectRole.Person,
        ["couple"] = SubjectRole.Person,
        ["child"] = SubjectRole.Person,
        ["fisherman"] = SubjectRole.Person,
        ["crowd"] = SubjectRole.Person,
    };
}

/// <summary>The part of a picture a subject belongs to.</summary>
public enum SubjectRole
{
    /// <summary>Stands in the sky.</summary>
    Sky,

    /// <summary>Fills the air over everything.</summary>
    Air,

    /// <summary>Shapes the land.</summary>
    Terrain,

    /// <summary>Water.</summary>
    Water,

    /// <summary>Built or lit by people.</summary>
    Built,

    /// <summary>Grows.</summary>
    Plant,

    /// <summary>Lives.</summary>
    Animal,

    /// <summary>People.</summary>
    Person,
}
