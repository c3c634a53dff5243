namespace MultiModal.Images.Painting.Composing;

/// <summary>What a mark is made of; each style has its own way with each.</summary>
internal enum Material : byte
{
    /// <summary>The open sky.</summary>
    Sky,

    /// <summary>Clouds.</summary>
    Cloud,

    /// <summary>Mist, smoke, rain and haze.</summary>
    Vapour,

    /// <summary>Something that gives light.</summary>
    Light,

    /// <summary>Mountains, cliffs and boulders.</summary>
    Stone,

    /// <summary>Soil, sand and roads.</summary>
    Earth,

    /// <summary>Open ground with grass.</summary>
    Grass,

    /// <summary>Liquid water.</summary>
    Water,

    /// <summary>Ice and lying snow.</summary>
    Snow,

    /// <summary>Leaves and needles.</summary>
    Foliage,

    /// <summary>Trunks, branches, planks.</summary>
    Wood,

    /// <summary>Petals.</summary>
    Petal,

    /// <summary>Plastered or stone walls of buildings.</summary>
    Wall,

    /// <summary>Roof tiles and thatch.</summary>
    Roof,

    /// <summary>Clothes and sails.</summary>
    Cloth,

    /// <summary>Skin, fur and feathers.</summary>
    Body,
}
