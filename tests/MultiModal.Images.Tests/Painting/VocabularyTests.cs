using MultiModal.Images.Painting;

namespace MultiModal.Images.Tests.Painting;

public class VocabularyTests
{
    public static TheoryData<string> Words => [.. SceneVocabulary.Words.Keys];

    [Theory]
    [MemberData(nameof(Words))]
    public async Task EveryWord_InEveryStyle_LeavesItsMarkInItsBox(string word)
    {
        // Given a scene with the word and the same scene without it
        ScenePainter painter = new();
        Scene with = new() { Caption = word, Subjects = [new Subject { Kind = word }], Time = TimeOfDay.Dusk };
        Scene without = with with { Subjects = [] };
        PictureOptions options = new() { Width = 256, Height = 256, Seed = 21, Threads = 2 };
        LayoutElement element = Assert.Single(painter.Layout(with, options).Elements, e => e.Kind == word && !e.Implied);

        foreach (string style in PictureStyles.Names)
        {
            // When both are painted
            Picture a = (await painter.GenerateAsync(new PictureRequest { Scene = with }, options with { Style = style })).Picture;
            Picture b = (await painter.GenerateAsync(new PictureRequest { Scene = without }, options with { Style = style })).Picture;

            // Then they differ where the element is said to be
            double different = PictureMeasures.Different(a, b, 6, (int)(element.Left * 256), (int)(element.Top * 256), (int)Math.Ceiling(element.Right * 256), (int)Math.Ceiling(element.Bottom * 256));
            Assert.True(different > 0.02, $"{word} in {style}: {different:P1} of its box");
        }
    }
}
