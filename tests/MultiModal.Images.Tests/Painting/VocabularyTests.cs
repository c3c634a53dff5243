using System.Collections.Concurrent;
using MultiModal.Images.Painting;

namespace MultiModal.Images.Tests.Painting;

public class VocabularyTests
{
    public static TheoryData<string> Words => [.. SceneVocabulary.Words.Keys];

    private static readonly Scene Without = new() { Caption = "Nothing is named.", Time = TimeOfDay.Dusk };
    private static readonly PictureOptions Options = new() { Width = 256, Height = 256, Seed = 21, Threads = 2 };
    private static readonly ConcurrentDictionary<string, Task<Picture>> WithoutByStyle = new(StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Words))]
    public async Task EveryWord_InEveryStyle_LeavesItsMarkInItsBox(string word)
    {
        // Given a scene with the word, and where the painter says it is
        Scene with = Without with { Subjects = [new Subject { Kind = word }] };
        LayoutElement element = Assert.Single(new ScenePainter().Layout(with, Options).Elements, e => e.Kind == word && !e.Implied);
        (int x0, int y0) = ((int)(element.Left * 256), (int)(element.Top * 256));
        (int x1, int y1) = ((int)Math.Ceiling(element.Right * 256), (int)Math.Ceiling(element.Bottom * 256));

        foreach (string style in PictureStyles.Names)
        {
            // When it is painted with the word and without
            Picture a = await Paint(with, style);
            Picture b = await WithoutByStyle.GetOrAdd(style, name => Paint(Without, name));

            // Then the two differ there; stars are but points, so one pixel in a hundred will do
            double different = PictureMeasures.Different(a, b, 6, x0, y0, x1, y1);
            Assert.True(different > 0.01, $"{word} in {style}: {different:P1} of its box");
        }
    }

    [Fact]
    public void Mask_HoldsEveryOpaqueElement_WithinItsBox()
    {
        // Given a scene of several things
        Scene scene = Without with { Subjects = [new Subject { Kind = "pagoda" }, new Subject { Kind = "lake" }, new Subject { Kind = "boat" }, new Subject { Kind = "mountains" }] };

        // When its layout is asked for
        SceneLayout layout = new ScenePainter().Layout(scene, Options with { Width = 320 });

        // Then the mask has every pixel, and each element's pixels lie within its box
        Assert.Equal(320 * 256, layout.Mask.Length);
        for (int i = 0; i < layout.Mask.Length; i++)
        {
            if (layout.Mask[i] > 0)
            {
                LayoutElement element = layout.Elements[layout.Mask[i] - 1];
                Assert.InRange((i % 320) / 320f, element.Left - 1e-4f, element.Right);
                Assert.InRange((i / 320) / 256f, element.Top - 1e-4f, element.Bottom);
            }
        }

        Assert.All(["pagoda", "lake", "boat", "mountains"], kind => Assert.Contains(layout.Elements, element => element.Kind == kind && !element.Implied));
    }

    [Fact]
    public async Task BlockingIn_HasFewColours_AndTheSameComposition()
    {
        // Given a scene
        Scene scene = Without with { Subjects = [new Subject { Kind = "lighthouse" }, new Subject { Kind = "sea" }] };

        // When it is only blocked in
        Picture flat = new ScenePainter().BlockIn(scene, Options);
        Picture full = await Paint(scene, "oil");

        // Then it has a fraction of the colours, and its values follow the full picture's
        Assert.True(PictureMeasures.Colours(flat) * 3 < PictureMeasures.Colours(full));
        Assert.True(PictureMeasures.Correlation(flat, full) > 0.8);
    }

    private static async Task<Picture> Paint(Scene scene, string style) =>
        (await new ScenePainter().GenerateAsync(new PictureRequest { Scene = scene }, Options with { Style = style })).Picture;
}
