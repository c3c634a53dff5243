using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MultiModal.Cli.Terminal;
using MultiModal.Engine;
using MultiModal.Engine.Execution;
using MultiModal.Engine.Pieces;
using MultiModal.Onnx.Runtime;
using Spectre.Console;

namespace MultiModal.Cli;

/// <summary>One command at work: the services it uses and the two streams it writes to.</summary>
internal sealed class Session : IDisposable
{
    private readonly IHost _host;

    private Session(IHost host, ParseResult parsed)
    {
        _host = host;
        IsJson = parsed.GetValue(CommonOptions.Json);
        Output = parsed.InvocationConfiguration.Output;
        Error = parsed.InvocationConfiguration.Error;
    }

    public bool IsJson { get; }

    public TextWriter Output { get; }

    public TextWriter Error { get; }

    public PieceMaker Maker => Get<PieceMaker>();

    /// <summary>Opens a session with the settings of the command line, then <c>MULTIMODAL__…</c>, then <c>appsettings.json</c> beside the program and in the home folder.</summary>
    public static Session Open(ParseResult parsed)
    {
        MultiModalHome home = MultiModalHome.Resolve();
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddJsonFile(Path.Combine(home.Root, "appsettings.json"), optional: true)
            .AddEnvironmentVariables("MULTIMODAL__");
        builder.Services.AddSingleton(home);
        builder.Services.AddMultiModal(builder.Configuration);
        int threads = parsed.GetValue(CommonOptions.Threads);
        if (threads is < 0 or > OnnxOptions.MaxThreads)
        {
            throw new BadInputException($"--threads is 0 to {OnnxOptions.MaxThreads}, not {threads}.");
        }

        if (threads > 0)
        {
            builder.Services.Configure<EngineOptions>(options => options.Threads = threads);
            builder.Services.Configure<OnnxOptions>(options => options.Threads = threads);
        }

        string device = parsed.GetValue(CommonOptions.Device) ?? "auto";
        if (device != "auto")
        {
            builder.Services.Configure<OnnxOptions>(options => options.ExecutionProvider = device);
        }

        if (parsed.GetValue(CommonOptions.Verbose))
        {
            builder.Logging.AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Debug);
        }

        return new Session(builder.Build(), parsed);
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>Runs a plan with progress on standard error, writes the piece, and reports it on standard output.</summary>
    public async Task<int> MakeAsync(Plan plan, string? folder, CancellationToken cancellationToken)
    {
        string target = folder ?? OutputFolder.Choose(plan);
        OutputFolder.EnsureNoOtherPoem(target, plan);
        RunResult result = await ShowAsync(Maker.MakeAsync(plan, target, cancellationToken: cancellationToken)).ConfigureAwait(false);
        Piece piece = PieceFolder.Read(target);
        if (IsJson)
        {
            WriteJson(RunReport.Of(target, piece));
            return ExitCodes.Done;
        }

        foreach (string warning in RunReport.Warnings(result.Steps))
        {
            Error.WriteLine($"note: {warning}");
        }

        foreach (PieceFile file in piece.Files)
        {
            Output.WriteLine(Path.Combine(target, file.Path));
        }

        return ExitCodes.Done;
    }

    /// <summary>Shows a run on standard error; silent with <c>--json</c>.</summary>
    public async Task<RunResult> ShowAsync(IAsyncEnumerable<RunEvent> events)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Error), Interactive = Console.IsErrorRedirected ? InteractionSupport.No : InteractionSupport.Detect });
        return await new RunView(console).ShowAsync(events).ConfigureAwait(false);
    }

    public void WriteJson(System.Text.Json.Nodes.JsonNode document) => Output.WriteLine(document.ToJsonString(ArtifactJson.Indented));

    public void Dispose() => _host.Dispose();
}
