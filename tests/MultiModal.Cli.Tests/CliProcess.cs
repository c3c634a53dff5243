using System.Diagnostics;
using System.Text;
using System.Text.Json;
using MultiModal.Testing;

namespace MultiModal.Cli.Tests;

/// <summary>Runs the real program as a process of its own, in a home folder and a current folder of the test's own.</summary>
public sealed class CliProcess : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CliProcess() => Directory.CreateDirectory(Work);

    /// <summary>Gets the sample briefs.</summary>
    public static string Briefs { get; } = System.IO.Path.Combine(RepositoryFolder.Root, "assets", "briefs");

    public string Home => _folder.Path("home");

    public string Work => _folder.Path("work");

    public string Path(params string[] parts) => System.IO.Path.Combine([Work, .. parts]);

    public Process Start(IEnumerable<string> args, IReadOnlyDictionary<string, string>? environment = null, string? folder = null)
    {
        ProcessStartInfo start = new("dotnet")
        {
            WorkingDirectory = folder ?? Work,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(System.IO.Path.Combine(AppContext.BaseDirectory, "MultiModal.Cli.dll"));
        foreach (string arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        start.Environment["MULTIMODAL_HOME"] = Home;
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    public async Task<CliResult> RunAsync(params string[] args) => await RunAsync(args, null);

    public async Task<CliResult> RunAsync(IEnumerable<string> args, IReadOnlyDictionary<string, string>? environment, string? folder = null, string? input = null)
    {
        using Process process = Start(args, environment, folder);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(input);
        }

        process.StandardInput.Close();
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(5));
        await process.WaitForExitAsync(limit.Token);
        return new CliResult(process.ExitCode, await output, await error);
    }

    public void Dispose() => _folder.Dispose();
}

/// <summary>What the program did.</summary>
public sealed record CliResult(int ExitCode, string Output, string Error)
{
    /// <summary>Gets standard output as the one JSON document it must be.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;
}
