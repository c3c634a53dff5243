using System.Numerics;
using MultiModal.Images.Painting.Elements;
using MultiModal.Images.Raster;

namespace MultiModal.Images.Painting.Composing;

/// <summary>Turns a scene into a composition: what is missing is added, the land is laid, things find their places.</summary>
internal static class Composer
{
    private static readonly string[] WaterWords = ["sea", "lake", "river", "stream", "pond", "ice"];
    private static readonly string[] GroundWords = ["meadow", "field", "desert", "garden", "plain"];

    /// <summary>Composes a scene.</summary>
    /// <remarks><paramref name="aspect"/>: width over height; <paramref name="eastern"/>: whether buildings are Chinese.</remarks>
    public static Composition Compose(Scene scene, ulong seed, float aspect, bool eastern = false)
    {
        SeededRandom random = new SeededRandom(seed).Fork("composition");
        CompletedScene completed = CompletedScene.Of(scene, random.Fork("completion"));
        SceneFiller.Fill(completed, random.Fork("filler"));
        Ambience light = Ambience.Of(completed, random.Fork("light"), eastern);
        Stage stage = new(completed, light, random.Fork("stage"), aspect);
        stage.FocalX = stage.Width * (stage.Random.NextDouble() < 0.5 ? 0.382f : 0.618f);
        stage.Horizon = stage.Height * HorizonShare(completed, stage);
        Skies.Open(stage);
        Heavens(stage);
        Land(stage);
        new Placement(stage).PlaceAll();
        Air(stage);
        return new Composition
        {
            Width = stage.Width,
            Height = stage.Height,
            Horizon = stage.Horizon,
            Light = light,
            Marks = stage.Flatten(),
            Elements = stage.Elements,
            Unknown = completed.Unknown,
        };
    }

    private static float HorizonShare(CompletedScene scene, Stage stage)
    {
        float share = 0.55f;
        if (scene.Has("moon", "stars", "milky-way", "aurora", "wild-geese", "birds", "lightning", "rainbow", "pagoda", "castle", "tower", "lighthouse", "city"))
        {
            share = 0.615f;
        }

        if (scene.Has("field", "garden", "pond", "lotus", "crowd") || (scene.Has("river", "stream") && !scene.Has("moon", "stars")))
        {
            share = 0.46f;
        }

        if (scene.Has("mountains") && share < 0.5f)
        {
            share += 0.05f;
        }

        return share + stage.Next(-0.025f, 0.025f);
    }

    private static void Heavens(Stage stage)
    {
        foreach (Wanted wanted in stage.Scene.Subjects.Where(subject => subject.Role == SubjectRole.Sky))
        {
            switch (wanted.Kind)
            {
                case "sun":
                    Body(stage, wanted, Skies.Sun, stage.Light.Time is TimeOfDay.Dawn or TimeOfDay.Dusk ? 0.82f : 0.24f);
                    break;
                case "moon":
                    Body(stage, wanted, Skies.Moon, 0.3f);
                    break;
                case "crescent-moon":
                    Body(stage, wanted, Skies.Crescent, 0.28f);
                    break;
                case "stars":
                    Skies.Stars(stage, wanted);
                    break;
                case "milky-way":
                    Skies.MilkyWay(stage, wanted);
                    break;
                case "clouds":
                    Skies.Clouds(stage, wanted);
                    break;
                case "rainbow":
                    Skies.Rainbow(stage, wanted);
                    break;
                case "lightning":
                    Skies.Lightning(stage, wanted);
                    break;
                default:
                    Skies.Aurora(stage, wanted);
                    break;
            }
        }
    }

    private static void Body(Stage stage, Wanted wanted, Action<Stage, Wanted, Vector2> draw, float share)
    {
        float x = wanted.Place switch
        {
            Place.Left => stage.Width * 0.22f,
            Place.Right => stage.Width * 0.78f,
            Place.Center => stage.Width * 0.5f,
            _ => stage.Width - stage.FocalX + stage.Next(-0.04f, 0.04f),
        };
        float y = stage.Horizon * (wanted.Place switch { Place.Above => 0.18f, Place.Below or Place.Far => 0.8f, _ => share + stage.Next(-0.05f, 0.05f) });
        if (stage.Scene.Has("window"))
        {
            // Clear of the lattice in the corners.
            x = Math.Clamp(x, stage.Width * 0.4f, stage.Width * 0.6f);
            y = MathF.Max(y, stage.Horizon * 0.4f);
        }

        Vector3 color = wanted.Kind == "sun" ? LinearColor.Rgb(stage.Light.Time is TimeOfDay.Dawn or TimeOfDay.Dusk ? 0xFFB070 : 0xFFF4D0) : LinearColor.Rgb(0xF2EEDC);
        stage.Glitter = (x, wanted.Color ?? color);
        draw(stage, wanted, new Vector2(x, y));
    }

    private static void Land(Stage stage)
    {
        CompletedScene scene = stage.Scene;
        Wanted? water = scene.Subjects.Find(subject => WaterWords.Contains(subject.Kind));
        Wanted? ground = scene.Subjects.Find(subject => GroundWords.Contains(subject.Kind));
        bool sea = water?.Kind == "sea";
        bool bank = ground is not null || scene.Subjects.Exists(NeedsGround);
        if (!sea)
        {
            switch (ground?.Kind)
            {
                case "meadow":
                    Lands.Meadow(stage, ground);
                    break;
                case "field":
                    Lands.Field(stage, ground);
                    break;
                case "desert":
                    Lands.Desert(stage, ground);
                    break;
                case "garden":
                    Lands.Garden(stage, ground);
                    break;
                case "plain":
                    Lands.Plain(stage, ground);
                    break;
                default:
                    bool paved = scene.Has("city") && !stage.Light.Eastern && !stage.Light.Snowy;
                    Lands.Ground(stage, -1, paved ? LinearColor.Mix(LinearColor.Rgb(0x7C7E86), stage.Light.Earth, 0.25f) : stage.Light.Grass, stage.Light.Snowy ? Material.Snow : paved ? Material.Earth : Material.Grass);
                    if (!paved)
                    {
                        Lands.Turf(stage);
                    }

                    break;
            }
        }

        if (water is not null)
        {
            Waters.Lay(stage, water, bank || water.Kind is "lake" or "ice");
        }

        foreach (Wanted wanted in scene.Subjects)
        {
            switch (wanted.Kind)
            {
                case "mountains":
                    Lands.Mountains(stage, wanted);
                    break;
                case "hills":
                    Lands.Hills(stage, wanted);
                    break;
                case "cliff":
                    Lands.Cliff(stage, wanted);
                    break;
                case "forest":
                    Lands.Forest(stage, wanted);
                    break;
                case "waves":
                    Waters.Waves(stage, wanted);
                    break;
                case "wall":
                    Ways.Wall(stage, wanted);
                    break;
                case "fence":
                    Ways.Fence(stage, wanted);
                    break;
                case "city" when stage.Light.Eastern:
                    EasternBuildings.WalledTown(stage, wanted);
                    break;
                case "city":
                    Ways.City(stage, wanted);
                    break;
                case "window":
                    Ways.Window(stage, wanted);
                    break;
                default:
                    SecondGround(stage, wanted, water, ground, sea);
                    break;
            }
        }
    }

    /// <summary>Grounds and waters after the first of their kind show as patches, so that no word of the scene is lost.</summary>
    private static void SecondGround(Stage stage, Wanted wanted, Wanted? water, Wanted? ground, bool sea)
    {
        if (WaterWords.Contains(wanted.Kind) && wanted != water)
        {
            Patches.Gleam(stage, wanted);
        }
        else if (GroundWords.Contains(wanted.Kind) && (wanted != ground || sea))
        {
            Patches.Ground(stage, wanted);
        }
        else if (wanted.Kind == "shore")
        {
            Patches.Beach(stage, wanted);
        }
    }

    private static bool NeedsGround(Wanted subject) =>
        subject.Kind is "shore" or "road" or "path" or "fence" or "garden"
        || (ElementLibrary.Specs.TryGetValue(subject.Kind, out ElementSpec? spec) && (spec.Stand == Stand.Ground || subject.Kind is "crane" or "reeds" or "candle" or "rocks"));

    private static void Air(Stage stage)
    {
        foreach (Wanted wanted in stage.Scene.Subjects.Where(subject => subject.Role == SubjectRole.Air))
        {
            switch (wanted.Kind)
            {
                case "mist":
                    Airs.Mist(stage, wanted);
                    break;
                case "rain":
                    Airs.Rain(stage, wanted);
                    break;
                case "snow":
                    Airs.Snow(stage, wanted);
                    break;
                case "wind":
                    Airs.Wind(stage, wanted);
                    break;
                case "falling-leaves":
                    Airs.Leaves(stage, wanted);
                    break;
                case "falling-petals":
                    Airs.Petals(stage, wanted);
                    break;
                case "fireflies":
                    Airs.Fireflies(stage, wanted);
                    break;
                default:
                    break;
            }
        }
    }
}
