using MultiModal.Images.Painting.Elements;

namespace MultiModal.Images.Painting.Composing;

/// <summary>Adds what a landscape needs and the scene does not say: water under boats, a far range, something near to frame it.</summary>
internal static class SceneFiller
{
    /// <summary>Fills a scene in place.</summary>
    public static void Fill(CompletedScene scene, SeededRandom random)
    {
        bool bare = !scene.Subjects.Exists(subject => !subject.Implied && subject.Role is not (SubjectRole.Air or SubjectRole.Sky));
        if (bare)
        {
            Landscape(scene, random);
        }

        Water(scene);
        if (scene.Has("fisherman") && !scene.Has("sea", "ice", "pond", "stream"))
        {
            scene.Imply("boat");
        }

        Distance(scene, random);
        Frame(scene, random);
    }

    private static void Landscape(CompletedScene scene, SeededRandom random)
    {
        bool quiet = scene.Mood.Arousal < 0.2;
        switch (random.Next(quiet ? 5 : 3))
        {
            case 0:
                scene.Imply("mountains");
                scene.Imply("lake");
                scene.Imply("boat");
                break;
            case 1:
                scene.Imply("hills");
                scene.Imply("house");
                scene.Imply("path");
                scene.Imply("tree", 3);
                break;
            case 2:
                scene.Imply("sea");
                scene.Imply("rocks", 2);
                scene.Imply("birds", 5);
                scene.Imply(scene.Time == TimeOfDay.Night ? "lighthouse" : "ship");
                break;
            case 3:
                scene.Imply("river");
                scene.Imply("bridge");
                scene.Imply(scene.Season == Season.Winter ? "bare-tree" : "willow", 2);
                break;
            default:
                scene.Imply("meadow");
                scene.Imply("forest");
                scene.Imply("stream");
                break;
        }
    }

    private static void Water(CompletedScene scene)
    {
        if (scene.Has("sea", "lake", "river", "stream", "pond", "ice"))
        {
            return;
        }

        if (scene.Has("ship", "whale", "waves", "lighthouse", "island", "shore"))
        {
            scene.Imply("sea");
        }
        else if (scene.Has("lotus", "fish"))
        {
            scene.Imply("pond");
        }
        else if (scene.Has("swan"))
        {
            scene.Imply("lake");
        }
        else if (scene.Has("boat", "fisherman"))
        {
            scene.Imply(scene.Has("mountains") ? "lake" : "river");
        }
        else if (scene.Has("bridge", "waterfall"))
        {
            scene.Imply(scene.Has("bridge") ? "river" : "stream");
        }
        else if (scene.Has("reeds", "crane"))
        {
            scene.Imply("lake");
        }
    }

    private static void Distance(CompletedScene scene, SeededRandom random)
    {
        if (scene.Has("mountains", "hills", "city", "forest", "desert", "plain", "island", "waves", "wall") || scene.Has("sea") && random.NextDouble() < 0.6)
        {
            return;
        }

        scene.Imply(random.NextDouble() < 0.55 && !scene.Has("field", "meadow", "garden") ? "mountains" : "hills", 1, 0.9);
    }

    private static void Frame(CompletedScene scene, SeededRandom random)
    {
        int standing = scene.Subjects.Count(subject => ElementLibrary.Specs.ContainsKey(subject.Kind));
        if (standing > 5 || scene.Has("window", "desert", "city", "cliff"))
        {
            return;
        }

        bool openSea = scene.Has("sea") && !scene.Has("shore");
        if (!scene.Has(SubjectRole.Plant) && !scene.Has("forest", "garden") && !openSea && random.NextDouble() < 0.6)
        {
            string[] trees = scene.Season switch
            {
                Season.Spring => ["cherry-blossom", "tree", "willow", "pine"],
                Season.Summer => ["tree", "pine", "tree", "willow"],
                Season.Autumn => ["maple", "tree", "pine", "bare-tree"],
                _ => ["bare-tree", "pine", "bare-tree", "plum-blossom"],
            };
            scene.Imply(trees[random.Next(trees.Length)], 1, 1.15, Place.Near);
        }

        if (!openSea && !scene.Has("grass", "flowers", "reeds", "wheat", "garden"))
        {
            scene.Imply(scene.Has("lake", "river", "pond") && random.NextDouble() < 0.6 ? "reeds" : "grass", 4, 0.72);
        }

        if (openSea && !scene.Has("rocks", "waves", "island"))
        {
            scene.Imply("rocks", 2);
        }

        if (!scene.Has(SubjectRole.Sky) && scene.Time != TimeOfDay.Night && random.NextDouble() < 0.6)
        {
            scene.Imply("clouds", 3);
        }

        if (!scene.Has(SubjectRole.Animal) && scene.Weather is Weather.Clear or Weather.Cloudy && scene.Time != TimeOfDay.Night && random.NextDouble() < 0.35)
        {
            scene.Imply("birds", 5);
        }
    }
}
