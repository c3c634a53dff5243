using MultiModal.Testing.Programs;

namespace MultiModal.Testing.Browser;

/// <summary>The Chromium or Chrome of this machine.</summary>
public static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"];

    private static readonly string[] Places =
    [
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe",
        @"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
        @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ];

    /// <summary>Gets its full path: what the variable <c>CHROMIUM</c> names, else what the PATH or the usual places hold; null when there is none.</summary>
    public static string? ExecutablePath { get; } = Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named
        ? named
        : Names.Select(OtherProgram.Find).Concat(Places.Where(File.Exists)).FirstOrDefault(path => path is not null);
}
