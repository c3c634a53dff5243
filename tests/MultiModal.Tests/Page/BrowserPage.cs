using Microsoft.Playwright;
using MultiModal.Page;
using MultiModal.Testing.Browser;

namespace MultiModal.Tests.Page;

/// <summary>One browser for all tests of a class.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private IPlaywright? _playwright;

    /// <summary>Gets the browser; only there when one is installed.</summary>
    public IBrowser Browser { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (Chromium.ExecutablePath is { } path)
        {
            _playwright = await Playwright.CreateAsync();
            Browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = path,
                Args = ["--no-sandbox", "--autoplay-policy=no-user-gesture-required"],
            });
        }
    }

    public async Task DisposeAsync()
    {
        if (Browser is not null)
        {
            await Browser.CloseAsync();
        }

        _playwright?.Dispose();
    }
}

/// <summary>A page of a piece as a person opens it: from a folder on disk.</summary>
internal sealed class BrowserPage : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly IBrowserContext _context;

    private BrowserPage(DirectoryInfo folder, IBrowserContext context, IPage page) => (_folder, _context, Page) = (folder, context, page);

    public IPage Page { get; }

    /// <summary>Gets what the browser had to say: console messages, page errors, dialogs.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>Gets every address the page asked for, itself included.</summary>
    public List<string> Requests { get; } = [];

    public static async Task<BrowserPage> OpenAsync(BrowserFixture fixture, PageRequest request, PageOptions? options = null, BrowserNewContextOptions? context = null)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("multimodal-page-");
        string file = Path.Combine(folder.FullName, "index.html");
        await File.WriteAllBytesAsync(file, (await new HtmlPieceBinder().BindAsync(request, options)).Html.ToArray());
        foreach (var part in request.Parts.Where(part => part.Artifact.FileName is not null))
        {
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, part.Artifact.FileName!), part.Bytes.ToArray());
        }

        IBrowserContext browser = await fixture.Browser.NewContextAsync(context ?? new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 900 } });
        BrowserPage opened = new(folder, browser, await browser.NewPageAsync());
        opened.Page.Console += (_, message) => opened.Complaints.Add($"{message.Type}: {message.Text}");
        opened.Page.PageError += (_, error) => opened.Complaints.Add("error: " + error);
        opened.Page.Dialog += (_, dialog) =>
        {
            opened.Complaints.Add("dialog: " + dialog.Message);
            _ = dialog.DismissAsync();
        };
        opened.Page.Request += (_, asked) => opened.Requests.Add(asked.Url.Length > 80 ? asked.Url[..80] : asked.Url);
        await opened.Page.GotoAsync(new Uri(file).AbsoluteUri);
        return opened;
    }

    /// <summary>Waits until a condition holds. Asked from here at intervals: the page's policy forbids the browser to compile a poll of it.</summary>
    public async Task UntilAsync(string condition)
    {
        for (int attempt = 0; !await Page.EvaluateAsync<bool>(condition); attempt++)
        {
            Assert.True(attempt < 400, "It never came true: " + condition);
            await Task.Delay(25);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _context.CloseAsync();
        _folder.Delete(recursive: true);
    }
}
