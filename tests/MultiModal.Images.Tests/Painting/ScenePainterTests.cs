using MultiModal.Images.Painting;
using MultiModal.Text;

namespace MultiModal.Images.Tests.Painting;

public class ScenePainterTests
{
    private static readonly Scene Night = new()
    {
        Caption = "A boat on the river under the moon.",
        Subjects = [new Subject { Kind = "boat" }, new Subject { Kind = "moon" }, new Subject { Kind = "river" }, new Subject { Kind = "mountains" }],
        Time = TimeOfDay.Night,
        Mood = Mood.Named("serene"),
    };

    public static TheoryData<string> StyleNames => [.. PictureStyles.Names];

    [Theory]
    [MemberData(nameof(StyleNames))]
    public async Task SameSeed_GivesTheSamePixels_ForAnyThreadCount(string style)
    {
        // Given one scene and seed
        PictureOptions options = new() { Style = style, Width = 300, Height = 256, Seed = 11, Threads = 1 };

        // When it is painted on one thread, again, and on five
        Picture first = await Paint(Night, options);
        Picture again = await Paint(Night, options);
        Picture parallel = await Paint(Night, options with { Threads = 5 });

        // Then all are the same to the byte
        Assert.Equal(StableHash.Sha256Hex(first.Rgba), StableHash.Sha256Hex(again.Rgba));
        Assert.Equal(StableHash.Sha256Hex(first.Rgba), StableHash.Sha256Hex(parallel.Rgba));
    }

    [Theory]
    [MemberData(nameof(StyleNames))]
    public async Task AnotherSeed_GivesAnotherPicture(string style)
    {
        // Given one scene
        PictureOptions options = new() { Style = style, Width = 256, Height = 256, Seed = 1 };

        // When it is painted with two seeds
        Picture one = await Paint(Night, options);
        Picture two = await Paint(Night, options with { Seed = 2 });

        // Then at least a tenth of the pixels differ
        Assert.True(PictureMeasures.Different(one, two, 12) > 0.1);
    }

    [Theory]
    [InlineData(256, 256)]
    [InlineData(257, 771)]
    [InlineData(771, 257)]
    [InlineData(333, 517)]
    [InlineData(2048, 1024)]
    public async Task AnySize_InRange_IsMadeExactly(int width, int height)
    {
        // When a picture of that size is painted
        Picture picture = await Paint(Night, new PictureOptions { Style = "woodblock", Width = width, Height = height, Threads = 2 });

        // Then it has that size, is opaque and is not one colour
        Assert.Equal((width, height), (picture.Width, picture.Height));
        Assert.True(PictureMeasures.Opaque(picture));
        Assert.True(PictureMeasures.Spread(picture) > 0.02);
    }

    [Theory]
    [InlineData(1024, 256)]
    [InlineData(256, 1024)]
    public async Task NarrowPictures_KeepTheirSize(int width, int height)
    {
        PictureResponse response = await new ScenePainter().GenerateAsync(new PictureRequest { Scene = new Scene { Caption = "A boat.", Subjects = [new Subject { Kind = "boat" }] } }, new PictureOptions { Width = width, Height = height });

        Assert.Equal((width, height), (response.Picture.Width, response.Picture.Height));
    }

    [Theory]
    [InlineData(255, 256)]
    [InlineData(256, 2049)]
    [InlineData(0, 256)]
    [InlineData(-5, 256)]
    [InlineData(int.MaxValue, 256)]
    public async Task BadSize_IsOneSentence(int width, int height)
    {
        BadInputException fault = await Assert.ThrowsAsync<BadInputException>(() => Paint(Night, new PictureOptions { Width = width, Height = height }));
        Assert.EndsWith(".", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownStyle_IsNamedWithTheChoices()
    {
        BadInputException fault = await Assert.ThrowsAsync<BadInputException>(() => Paint(Night, new PictureOptions { Style = "crayon" }));
        Assert.Contains("crayon", fault.Message, StringComparison.Ordinal);
        Assert.Contains("woodblock", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_ComeBackResolved()
    {
        // When only a width is asked for
        PictureResponse response = await new ScenePainter().GenerateAsync(new PictureRequest { Scene = Night }, new PictureOptions { Width = 256, Seed = 3 });

        // Then the rest is filled in, and what was painted is told
        Assert.Equal(256, response.Options.Height);
        Assert.Contains(response.Options.Style, PictureStyles.Names);
        Assert.Contains("boat", response.Details!["painted"]!.AsArray().Select(node => node!.GetValue<string>()));
    }

    [Fact]
    public async Task Cancellation_StopsBeforeTheNextReportOfProgress()
    {
        foreach (string style in PictureStyles.Names)
        {
            // Given a large picture that is cancelled as soon as it reports that it is under way
            using CancellationTokenSource source = new();
            int reports = 0;
            SynchronousProgress progress = new(() =>
            {
                reports++;
                source.Cancel();
            });

            // When it goes on
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new ScenePainter().GenerateAsync(
                new PictureRequest { Scene = Night }, new PictureOptions { Style = style, Width = 1536, Height = 1536, Threads = 1 }, progress, source.Token));

            // Then it comes no further
            Assert.Equal(1, reports);
        }
    }

    [Fact]
    public async Task HostileScene_IsPainted()
    {
        // Given a scene with everything wrong that can be
        List<Subject> subjects = [];
        foreach (string kind in SceneVocabulary.Words.Keys)
        {
            for (int i = 0; i < 5; i++)
            {
                subjects.Add(new Subject { Kind = kind, Count = i == 0 ? 99 : int.MinValue, Color = i == 1 ? "no colour" : "#zzzzzz", Scale = i == 2 ? double.NaN : double.PositiveInfinity, Place = (Place)(i * 7) });
            }
        }

        subjects.Add(new Subject { Kind = "dragon\0" });
        subjects.Add(new Subject { Kind = new string('x', 100_000) });
        Scene scene = new()
        {
            Caption = string.Empty,
            Subjects = subjects,
            Palette = ["", "#12", "#gggggg", "red", "#ff0000", "#00ff00", "#0000ff", "#ffffff"],
            Mood = new Mood { Name = "?", Valence = double.NaN, Arousal = double.NegativeInfinity },
            Time = (TimeOfDay)77,
            Season = (Season)(-1),
            Weather = (Weather)99,
        };

        // When it is painted, then it is a picture all the same
        Picture picture = await Paint(scene, new PictureOptions { Style = "ink", Width = 256, Height = 256 });
        Assert.True(PictureMeasures.Spread(picture) > 0.01);
    }

    [Fact]
    public async Task UnknownWords_AreToldNotPainted()
    {
        Scene scene = Night with { Subjects = [new Subject { Kind = "dragon" }, new Subject { Kind = "moon" }] };
        PictureResponse response = await new ScenePainter().GenerateAsync(new PictureRequest { Scene = scene }, new PictureOptions { Width = 256 });
        Assert.Equal("dragon", Assert.Single(response.Details!["unknown"]!.AsArray())!.GetValue<string>());
    }

    private static async Task<Picture> Paint(Scene scene, PictureOptions options) =>
        (await new ScenePainter().GenerateAsync(new PictureRequest { Scene = scene }, options)).Picture;

    private sealed class SynchronousProgress(Action report) : IProgress<Tools.StepProgress>
    {
        public void Report(Tools.StepProgress value) => report();
    }
}
