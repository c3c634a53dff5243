using System.Diagnostics;
using System.Text;

namespace MultiModal.Testing.Programs;

/// <summary>A program by others, found on the PATH, that a test asks for a second opinion.</summary>
public static class OtherProgram
{
    /// <summary>How long a program may take before the test fails.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(2);

    /// <summary>Returns the full path of a program, or null when it is not installed.</summary>
    public static string? Find(string name)
    {
        string[] endings = OperatingSystem.IsWindows() ? [".exe", ".cmd", ".bat"] : [string.Empty];
        return (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => endings.Select(ending => Path.Combine(folder, name + ending)))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>Runs a program to its end.</summary>
    /// <param name="name">The program, as on the PATH.</param>
    /// <param name="arguments">Its arguments, unquoted.</param>
    /// <exception cref="FileNotFoundException">It is not installed.</exception>
    /// <exception cref="TimeoutException">It did not end in <see cref="TimeLimit"/>; it was stopped.</exception>
    public static async Task<ProgramOutput> RunAsync(string name, params string[] arguments)
    {
        string path = Find(name) ?? throw new FileNotFoundException($"'{name}' is not on the PATH.", name);
        ProcessStartInfo start = new(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"'{path}' did not start.");
        using CancellationTokenSource limit = new(TimeLimit);
        using MemoryStream output = new();
        try
        {
            Task<string> errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.StandardOutput.BaseStream.CopyToAsync(output, limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new ProgramOutput(process.ExitCode, output.ToArray(), await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{name} {string.Join(' ', arguments)}' ran longer than {TimeLimit}.");
        }
    }
}

/// <summary>What a program left behind.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Bytes">Its standard output.</param>
/// <param name="Errors">Its standard error.</param>
public sealed record ProgramOutput(int ExitCode, byte[] Bytes, string Errors)
{
    /// <summary>Gets the standard output as text.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes);
}
