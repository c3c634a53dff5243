using Microsoft.Playwright;
using MultiModal.Music;
using MultiModal.Page;
using MultiModal.Testing.Browser;
using MultiModal.Tools;

namespace MultiModal.Tests.Page;

/// <summary>The page as Chromium opens it from disk.</summary>
public sealed class PageInBrowserTests(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    public static TheoryData<string> Pieces => ["river", "quiet night"];

    [BrowserTheory]
    [MemberData(nameof(Pieces))]
    public async Task Opens_WithoutAComplaintOrARequest(string piece)
    {
        await using BrowserPage opened = await BrowserPage.OpenAsync(fixture, RequestOf(piece));
        await opened.Page.WaitForSelectorAsync(".staff svg");

        await opened.UntilAsync("document.querySelector('audio').readyState >= 1");

        Assert.Empty(opened.Complaints);
        Assert.Single(opened.Requests, address => address.StartsWith("file:", StringComparison.Ordinal));
        Assert.All(opened.Requests, address => Assert.Matches("^(file|data|blob):", address));
    }

    [BrowserTheory]
    [MemberData(nameof(Pieces))]
    public async Task EveryNoteOfTheSong_IsEngraved_AndEverySyllableStandsUnderOne(string piece)
    {
        SampleSong song = piece == "river" ? SampleSong.River : SampleSong.QuietNight;
        await using BrowserPage opened = await BrowserPage.OpenAsync(fixture, RequestOf(piece));
        await opened.Page.WaitForSelectorAsync(".staff svg");

        string[] syllables = await opened.Page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('.staff .abcjs-lyric')].map(text => text.textContent.replace(/[^\\p{L}]/gu, '')).filter(text => text !== '')");

        Assert.Equal(song.Notes.Where(note => note.Lyrics.Count > 0).Select(note => note.Lyrics[0].Text), syllables);
    }

    [BrowserTheory]
    [InlineData("river", 360)]
    [InlineData("river", 1280)]
    [InlineData("quiet night", 360)]
    [InlineData("quiet night", 1280)]
    public async Task Syllables_DoNotTouchOneAnother(string piece, int width)
    {
        await using BrowserPage opened = await BrowserPage.OpenAsync(fixture, RequestOf(piece), context: WindowOf(width, 800));
        await opened.Page.WaitForSelectorAsync(".staff svg");

        int collisions = await opened.Page.EvaluateAsync<int>(
            """
            [...document.querySelectorAll('.staff svg')].map(svg => {
              const boxes = [...svg.querySelectorAll('.abcjs-lyric')].filter(t => /\p{L}/u.test(t.textContent)).map(t => t.getBoundingClientRect()).sort((a, b) => a.left - b.left);
              return boxes.filter((box, i) => i > 0 && box.left < boxes[i - 1].right - 0.5).length;
            }).reduce((a, b) => a + b, 0)
            """);

        Assert.Equal(0, collisions);
    }

    [BrowserTheory]
    [InlineData("river", 320)]
    [InlineData("river", 360)]
    [InlineData("quiet night", 360)]
    [InlineData("quiet night", 900)]
    [InlineData("quiet night", 1920)]
    public async Task NoWindow_NeedsToBeScrolledSideways(string piece, int width)
    {
        await using BrowserPage opened = await BrowserPage.OpenAsync(fixture, RequestOf(piece), context: WindowOf(width, 800));
        await opened.Page.WaitForSelectorAsync(".staff svg");
        await opened.Page.ClickAsync("summary");

        Assert.True(await opened.Page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width);
    }

    [BrowserFact]
    public async Task ANarrowerWindow_GetsMoreLinesOfMusic_NotSmallerNotes()
    {
        await using BrowserPage opened = await BrowserPage.OpenAsync(fixture, SamplePiece.River, context: WindowOf(1280, 800));
        await opened.Page.WaitForSelectorAsync(".staff svg");
        int wide = await opened.Page.Locator(".staff svg").CountAsync();

        await opened.Page.SetViewportSizeAsync(360, 800);
        await opened.UntilAsync($"document.querySelectorAll('.staff svg').length > {wide}");

        double noteHeight = await opened.Page.EvaluateAsync<double>("document.querySelector('.staff .abcjs-staff').getBoundingClientRect().height");
        Assert.InRange(noteHeight, 22, 40);
    }

    [BrowserFact]
    public async Task Player_KnowsTheLength_Plays_AndLightsNoteSyllableAndLine()
    {
        await using BrowserPage opened = await BrowserPage.OpenAsync(fixture, SamplePiece.River);
        IPage page = opened.Page;
        await opened.UntilAsync("document.querySelector('audio').duration > 0");
        Assert.Equal("0:22", await page.TextContentAsync(".total"));

        await page.ClickAsync(".play");
        await opened.UntilAsync("!document.querySelector('audio').paused && document.querySelector('audio').currentTime > 0.1");
        Assert.Equal("Pause", await page.GetAttributeAsync(".play", "aria-label"));
        Assert.Equal("The", await SungAsync(page));

        // Note 3 is the second syllable of "river", from 1.25 s (96 quarters a minute, after the pickup and one quarter) on.
        await page.EvaluateAsync("document.querySelector('audio').pause(); document.querySelector('audio').currentTime = 1.4");
        await opened.UntilAsync("document.body.dataset.note === '2'");
        Assert.Equal("er", await SungAsync(page));
        Assert.Equal("er", await page.EvaluateAsync<string>("document.querySelector('.staff .sung .abcjs-lyric').textContent.replace(/[^a-z]/g, '')"));
        Assert.StartsWith("The river", await page.TextContentAsync(".line.now"), StringComparison.Ordinal);

        // The last syllable is tied over the bar line: both of its heads are lit.
        await page.EvaluateAsync("document.querySelector('audio').currentTime = 20");
        await opened.UntilAsync("document.body.dataset.note === '28'");
        Assert.Equal("dawn", await SungAsync(page));
        Assert.Equal(2, await page.Locator(".staff .abcjs-note.sung").CountAsync());
        Assert.Empty(opened.Complaints);
    }

    [BrowserFact]
    public async Task Player_WorksByKeyboard()
    {
        await using BrowserPage opened = await BrowserPage.OpenAsync(fixture, SamplePiece.QuietNight);
        IPage page = opened.Page;
        await opened.UntilAsync("document.querySelector('audio').duration > 0");

        await page.Keyboard.PressAsync(" ");
        await opened.UntilAsync("!document.querySelector('audio').paused");
        await page.FocusAsync(".position");
        await page.Keyboard.PressAsync("ArrowRight");
        await opened.UntilAsync("document.querySelector('audio').currentTime >= 5");
        await page.FocusAsync(".play");
        await page.Keyboard.PressAsync("Enter");

        await opened.UntilAsync("document.querySelector('audio').paused");
        Assert.Matches("^0:0\\d，共 0:2\\d$", await page.GetAttributeAsync(".position", "aria-valuetext"));
    }

    [BrowserFact]
    public async Task ANote_PlaysFromThereWhenClicked()
    {
        await using BrowserPage opened = await BrowserPage.OpenAsync(fixture, SamplePiece.River);
        await opened.UntilAsync("document.querySelector('audio').duration > 0");

        await opened.Page.Locator(".staff .abcjs-note").Nth(8).ClickAsync(new LocatorClickOptions { Force = true });

        await opened.UntilAsync("document.querySelector('audio').currentTime >= 5");
    }

    [BrowserFact]
    public async Task SoundOverTheLimit_IsPlayedFromTheFileBesideThePage()
    {
        await using BrowserPage opened = await BrowserPage.OpenAsync(fixture, SamplePiece.River, new PageOptions { InlineLimitBytes = 1000 });

        await opened.UntilAsync("document.querySelector('audio').duration > 20 && document.querySelector('img').naturalWidth === 384");

        Assert.Empty(opened.Complaints);
        Assert.EndsWith("/song.wav", await opened.Page.EvaluateAsync<string>("document.querySelector('audio').currentSrc"), StringComparison.Ordinal);
    }

    [BrowserTheory]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(false, false, true)]
    [InlineData(false, false, false)]
    public async Task EveryPart_MayBeMissing(bool picture, bool score, bool sound)
    {
        PageRequest request = SamplePiece.River with
        {
            Parts = [.. SamplePiece.River.Parts.Where(part => part.Artifact.Kind switch { ArtifactKind.Image => picture, ArtifactKind.Score => score, _ => sound })],
            Reading = null,
        };
        await using BrowserPage opened = await BrowserPage.OpenAsync(fixture, request);

        Assert.Equal(picture ? 1 : 0, await opened.Page.Locator("img").CountAsync());
        Assert.Equal(score, await opened.Page.Locator(".staff svg").CountAsync() > 0);
        Assert.Equal(sound ? 1 : 0, await opened.Page.Locator(".controls").CountAsync());
        Assert.Equal(4, await opened.Page.Locator(".line").CountAsync());
        Assert.Empty(opened.Complaints);
    }

    [BrowserTheory]
    [InlineData("</script><script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("\"><svg onload=alert(1)>")]
    [InlineData("' onmouseover='alert(1)' x='")]
    [InlineData("<!--<script>")]
    [InlineData("]]></svg><iframe src=javascript:alert(1)>")]
    [InlineData("\u202Eevil\u2066 العربية שלום")]
    [InlineData("a\u2028b\u2029c \\u003cscript\\u003e {{7*7}} ${alert(1)} `")]
    public async Task HostileWords_StayWords(string words)
    {
        Provenance made = new() { Tool = words, Provider = words, Model = new ModelInfo(words, words, words), Options = new System.Text.Json.Nodes.JsonObject { [words] = words } };
        PageRequest request = SamplePiece.River with
        {
            Title = words,
            Author = words,
            Text = words + "\n" + SamplePiece.RiverPoem,
            Reading = SamplePiece.River.Reading! with { Scene = SamplePiece.River.Reading!.Scene with { Caption = words, Palette = [words, "#ff0000;}</style>"] } },
            Parts = [.. SamplePiece.River.Parts.Select(part => part with { Artifact = part.Artifact with { Provenance = made } })],
        };
        string html = await SamplePiece.BindAsync(request);
        await using BrowserPage opened = await BrowserPage.OpenAsync(fixture, request);
        await opened.Page.WaitForSelectorAsync(".staff svg");

        Assert.Empty(opened.Complaints);
        Assert.DoesNotContain("<script>alert", html, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(string.Join(' ', words.Split((char[])[' ', '\u2028', '\u2029'])), await opened.Page.TextContentAsync("h1"));
        Assert.Equal(0, await opened.Page.Locator("iframe, [onerror], [onload], [onmouseover]").CountAsync());
    }

    [BrowserTheory]
    [InlineData("</script><script>alert(1)</script>", true)]
    [InlineData("</script><script>alert(1)</script>", false)]
    [InlineData("<img src=x onerror=alert(1)>", true)]
    [InlineData("<img src=x onerror=alert(1)>", false)]
    public async Task HostileSyllables_StaySyllables(string words, bool asScore)
    {
        Score score = SampleSong.River.ToScore();
        Note first = score.Parts[0].Notes[0] with { Lyrics = [new Lyric(words, Syllabic.Single)] };
        byte[] notes = ArtifactJson.Write(score with { Parts = [score.Parts[0] with { Name = words, Notes = [first, .. score.Parts[0].Notes.Skip(1)] }] });
        byte[] abc = System.Text.Encoding.UTF8.GetBytes(SampleSong.River.ToAbc(words).Replace("w: The", "w: " + words.Replace(' ', '~'), StringComparison.Ordinal));
        ArtifactContent part = asScore
            ? SamplePiece.Part("melody.score", ArtifactKind.Score, MediaTypes.Score, null, notes, null)
            : SamplePiece.Part("melody.abc", ArtifactKind.Score, MediaTypes.Abc, "melody.abc", abc, null);
        await using BrowserPage opened = await BrowserPage.OpenAsync(fixture, SamplePiece.River with { Parts = [part] });
        await opened.Page.WaitForSelectorAsync(".staff svg");

        Assert.Empty(opened.Complaints);
        Assert.StartsWith("<", await opened.Page.Locator(".staff .abcjs-lyric").First.TextContentAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await opened.Page.Locator("img, [onerror]").CountAsync());
    }

    [BrowserFact]
    public async Task Policy_ForbidsTheNetwork()
    {
        await using BrowserPage opened = await BrowserPage.OpenAsync(fixture, SamplePiece.River);

        string outcome = await opened.Page.EvaluateAsync<string>("fetch('http://127.0.0.1:9/').then(() => 'reached', error => error.message)");

        Assert.Contains(opened.Complaints, complaint => complaint.Contains("Content Security Policy", StringComparison.Ordinal));
        Assert.NotEqual("reached", outcome);
    }

    [BrowserTheory]
    [InlineData(PageTheme.Light)]
    [InlineData(PageTheme.Dark)]
    [InlineData(PageTheme.Paper)]
    [InlineData(PageTheme.Auto)]
    public async Task AllText_StandsOutFromItsGround(PageTheme theme)
    {
        await using BrowserPage opened = await BrowserPage.OpenAsync(fixture, SamplePiece.River with { Reading = theme == PageTheme.Auto ? null : SamplePiece.River.Reading }, new PageOptions { Theme = theme });
        await opened.Page.ClickAsync("summary");

        double lowest = await opened.Page.EvaluateAsync<double>(
            """
            () => {
              const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
              const rgb = (colour) => { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3); };
              const light = (colour) => rgb(colour).map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
              const ground = light(getComputedStyle(document.documentElement).backgroundColor);
              const texts = [...document.querySelectorAll('h1, .author, .line, .files a, .files small, summary, .parts p, .parts h3, .parts bdi, .options dt, .notice, .section-title, .staff .abcjs-lyric')];
              return Math.min(...texts.map(text => { const own = light(getComputedStyle(text).color); return (Math.max(own, ground) + 0.05) / (Math.min(own, ground) + 0.05); }));
            }
            """);

        Assert.True(lowest >= 4.5, $"The contrast is {lowest:0.00}.");
    }

    private static PageRequest RequestOf(string piece) => piece == "river" ? SamplePiece.River : SamplePiece.QuietNight;

    private static BrowserNewContextOptions WindowOf(int width, int height) => new() { ViewportSize = new ViewportSize { Width = width, Height = height } };

    private static Task<string> SungAsync(IPage page) => page.EvaluateAsync<string>("[...CSS.highlights.get('sung')].map(range => range.toString()).join('|')");
}
