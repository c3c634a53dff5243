using MultiModal.Images;
using MultiModal.Tools;
using Xunit;

namespace MultiModal.Testing;

/// <summary>What every <see cref="IPictureGenerator"/> has to keep. A generator's own tests inherit it and say how to make one.</summary>
public abstract class PictureGeneratorConformance
{
    private const int Side = 256;

    private static readonly Scene Lake = new()
    {
        Caption = "The moon over a lake with a boat.",
        Subjects = [new Subject { Kind = "moon" }, new Subject { Kind = "lake" }, new Subject { Kind = "boat" }, new Subject { Kind = "pine", Count = 3, Place = Place.Left }],
        Time = TimeOfDay.Night,
    };

    /// <summary>Gets every style.</summary>
    public static TheoryData<string> Styles => [.. PictureStyles.Names];

    /// <summary>Gets every word of the vocabulary, some to a scene.</summary>
    public static TheoryData<string> SomeWordsAtATime => [.. SceneVocabulary.Words.Keys.Chunk(9).Select(words => string.Join(' ', words))];

    /// <summary>Makes the generator under test.</summary>
    protected abstract IPictureGenerator CreateGenerator();

    [Fact]
    public void It_says_what_it_is()
    {
        ProviderInfo info = CreateGenerator().Info;

        Assert.Matches("^[a-z][a-z0-9-]*$", info.Id);
        Assert.NotEmpty(info.Description);
        Assert.True(info.Version >= 1);
    }

    [Fact]
    public async Task The_same_request_and_seed_give_the_same_pixels_from_another_instance_too()
    {
        Picture first = (await PaintAsync(CreateGenerator(), Lake, Small(7))).Picture;
        Picture second = (await PaintAsync(CreateGenerator(), Lake, Small(7))).Picture;

        Assert.Equal(first.Rgba, second.Rgba);
    }

    [Fact]
    public async Task A_picture_does_not_depend_on_those_made_before_or_beside_it()
    {
        IPictureGenerator generator = CreateGenerator();
        Picture alone = (await PaintAsync(generator, Lake, Small(7))).Picture;

        PictureResponse[] beside = await Task.WhenAll(
            Task.Run(() => PaintAsync(generator, Lake with { Season = Season.Winter }, Small(8))),
            Task.Run(() => PaintAsync(generator, Lake, Small(7))));

        Assert.Equal(alone.Rgba, beside[1].Picture.Rgba);
        Assert.NotEqual(alone.Rgba, beside[0].Picture.Rgba);
    }

    [Fact]
    public async Task Another_seed_gives_another_picture()
    {
        IPictureGenerator generator = CreateGenerator();

        Assert.NotEqual((await PaintAsync(generator, Lake, Small(1))).Picture.Rgba, (await PaintAsync(generator, Lake, Small(2))).Picture.Rgba);
    }

    [Fact]
    public async Task Another_scene_gives_another_picture()
    {
        IPictureGenerator generator = CreateGenerator();
        Scene desert = new() { Caption = "The sun over a desert.", Subjects = [new Subject { Kind = "sun" }, new Subject { Kind = "desert" }], Time = TimeOfDay.Noon };

        Assert.NotEqual((await PaintAsync(generator, Lake, Small(1))).Picture.Rgba, (await PaintAsync(generator, desert, Small(1))).Picture.Rgba);
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public async Task Threads_do_not_change_a_pixel_in_any_style(string style)
    {
        IPictureGenerator generator = CreateGenerator();
        PictureOptions options = Small(3) with { Style = style };

        PictureResponse one = await PaintAsync(generator, Lake, options with { Threads = 1 });
        PictureResponse three = await PaintAsync(generator, Lake, options with { Threads = 3 });

        Assert.Equal(style, one.Options.Style);
        Assert.Equal(one.Picture.Rgba, three.Picture.Rgba);
    }

    [Fact]
    public async Task No_two_styles_give_the_same_picture()
    {
        IPictureGenerator generator = CreateGenerator();
        HashSet<string> seen = [];

        foreach (string style in PictureStyles.Names)
        {
            PictureResponse response = await PaintAsync(generator, Lake, Small(3) with { Style = style });
            Assert.True(seen.Add(StableHash.Sha256Hex(response.Picture.Rgba)), $"'{style}' looks like a style before it.");
        }
    }

    [Theory]
    [InlineData(256, 256)]
    [InlineData(320, 257)]
    [InlineData(259, 300)]
    public async Task The_picture_has_the_size_that_was_asked_for(int width, int height)
    {
        PictureResponse response = await PaintAsync(CreateGenerator(), Lake, new PictureOptions { Width = width, Height = height });

        Assert.Equal((width, height), (response.Picture.Width, response.Picture.Height));
        Assert.Equal((width, height), (response.Options.Width, response.Options.Height));
    }

    [Fact]
    public async Task What_was_left_open_is_decided_and_told()
    {
        PictureResponse response = await CreateGenerator().GenerateAsync(new PictureRequest { Scene = Lake });

        Assert.Contains(response.Options.Style, PictureStyles.Names);
        Assert.Equal((response.Picture.Width, response.Picture.Height), (response.Options.Width, response.Options.Height));
    }

    [Fact]
    public async Task A_scene_of_which_nothing_is_known_is_painted_all_the_same()
    {
        PictureResponse response = await PaintAsync(CreateGenerator(), new Scene { Caption = string.Empty }, Small(1));

        Assert.True(response.Picture.Rgba.Distinct().Count() > 2, "The picture is of one tone.");
    }

    [Theory]
    [MemberData(nameof(SomeWordsAtATime))]
    public async Task Every_word_of_the_vocabulary_can_be_painted(string words)
    {
        Scene scene = new() { Caption = words, Subjects = [.. words.Split(' ').Select(word => new Subject { Kind = word })] };

        PictureResponse response = await PaintAsync(CreateGenerator(), scene, Small(5));

        Assert.Equal(Side, response.Picture.Width);
    }

    [Fact]
    public async Task Counts_scales_colours_and_places_at_their_limits_are_painted()
    {
        Scene crowded = new()
        {
            Caption = "Everything at once.",
            Subjects = [.. Enum.GetValues<Place>().Select(place => new Subject { Kind = "tree", Count = 99, Scale = 2, Color = "#ff0000", Place = place }), new Subject { Kind = "bird", Scale = 0.5, Color = "#000000" }],
            Weather = Weather.Storm,
        };

        Assert.Equal(Side, (await PaintAsync(CreateGenerator(), crowded, Small(5))).Picture.Height);
    }

    [Fact]
    public async Task Cancelled_before_it_begins_it_does_nothing()
    {
        using CancellationTokenSource source = new();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CreateGenerator().GenerateAsync(new PictureRequest { Scene = Lake }, Small(1), null, source.Token));
    }

    [Fact]
    public async Task Progress_only_goes_forward()
    {
        ProgressLog log = new();

        await CreateGenerator().GenerateAsync(new PictureRequest { Scene = Lake }, Small(1), log);

        List<double> fractions = [.. log.Seen.Where(step => step.Fraction is not null).Select(step => step.Fraction!.Value)];
        Assert.Equal(fractions.Order(), fractions);
        Assert.All(fractions, fraction => Assert.InRange(fraction, 0, 1));
    }

    private static PictureOptions Small(ulong seed) => new() { Width = Side, Height = Side, Seed = seed, Style = "watercolor" };

    private static Task<PictureResponse> PaintAsync(IPictureGenerator generator, Scene scene, PictureOptions options) =>
        generator.GenerateAsync(new PictureRequest { Scene = scene }, options);

    private sealed class ProgressLog : IProgress<StepProgress>
    {
        private readonly Lock _lock = new();

        public List<StepProgress> Seen { get; } = [];

        public void Report(StepProgress value)
        {
            lock (_lock)
            {
                Seen.Add(value);
            }
        }
    }
}
