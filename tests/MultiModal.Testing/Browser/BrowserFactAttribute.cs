using Xunit;

namespace MultiModal.Testing.Browser;

/// <summary>A fact that opens a page in a browser. It fails where <c>CI=true</c> and there is none; on a person's machine it is left out, with the reason.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    /// <summary>Initializes a new instance of the <see cref="BrowserFactAttribute"/> class.</summary>
    public BrowserFactAttribute() => Skip = MissingBrowser.Reason;
}

/// <summary>A theory that opens a page in a browser; see <see cref="BrowserFactAttribute"/>.</summary>
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    /// <summary>Initializes a new instance of the <see cref="BrowserTheoryAttribute"/> class.</summary>
    public BrowserTheoryAttribute() => Skip = MissingBrowser.Reason;
}

internal static class MissingBrowser
{
    public static string? Reason => Chromium.ExecutablePath is null && Environment.GetEnvironmentVariable("CI") != "true"
        ? "chromium is not installed; install it, or name a Chrome in the variable CHROMIUM, to run this."
        : null;
}
