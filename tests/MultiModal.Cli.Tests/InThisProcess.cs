namespace MultiModal.Cli.Tests;

/// <summary>Runs command lines inside the test process, one at a time: the home folder and the current folder belong to the process.</summary>
internal static class InThisProcess
{
    private static readonly SemaphoreSlim OneAtATime = new(1);

    public static async Task<(int Code, string Output, string Error)> RunAsync(CliProcess cli, string[] args)
    {
        await OneAtATime.WaitAsync();
        string folder = Environment.CurrentDirectory;
        string? home = Environment.GetEnvironmentVariable(MultiModalHome.Variable);
        try
        {
            Environment.CurrentDirectory = cli.Work;
            Environment.SetEnvironmentVariable(MultiModalHome.Variable, cli.Home);
            using StringWriter output = new();
            using StringWriter error = new();
            int code = await Program.RunAsync(args, output, error);
            return (code, output.ToString(), error.ToString());
        }
        finally
        {
            Environment.CurrentDirectory = folder;
            Environment.SetEnvironmentVariable(MultiModalHome.Variable, home);
            OneAtATime.Release();
        }
    }
}
