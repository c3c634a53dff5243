using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MultiModal.Engine.Planning;
using MultiModal.Engine.Storage;

namespace MultiModal.Engine.Execution;

/// <summary>
/// Runs plans: independent steps in parallel, light ones side by side, heavy ones one at a time with all the cores; results on record
/// are used instead of being made again. One executor serves any number of runs at once.
/// </summary>
public sealed class PlanExecutor : IDisposable
{
    private readonly ToolCatalog _tools;
    private readonly ArtifactStore _store;
    private readonly EngineOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<PlanExecutor> _logger;
    private readonly SemaphoreSlim _heavy = new(1);
    private readonly SemaphoreSlim _light;

    /// <summary>Initializes a new instance of the <see cref="PlanExecutor"/> class.</summary>
    public PlanExecutor(ToolCatalog tools, ArtifactStore store, IOptions<EngineOptions> options, ILogger<PlanExecutor> logger, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _tools = tools;
        _store = store;
        _options = options.Value;
        _logger = logger;
        _time = time ?? TimeProvider.System;
        _light = new SemaphoreSlim(_options.EffectiveLightSteps);
    }

    /// <summary>Runs a plan and tells what happens. The last event is <see cref="RunEvent.Finished"/>, or the enumeration throws.</summary>
    /// <param name="plan">The plan; it is validated first.</param>
    /// <param name="options">How to run it.</param>
    /// <param name="cancellationToken">Stops the run; finished steps stay finished. Leaving the enumeration early stops it too.</param>
    /// <exception cref="BadInputException">The plan or an input is at fault.</exception>
    /// <exception cref="NoProviderException">No provider could do a step.</exception>
    /// <exception cref="TimeoutException">The brief's time limit passed.</exception>
    public async IAsyncEnumerable<RunEvent> RunAsync(Plan plan, RunOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        PlanValidator.EnsureValid(plan, _tools);
        Channel<RunEvent> events = Channel.CreateUnbounded<RunEvent>(new UnboundedChannelOptions { SingleReader = true });
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        PlanRun run = new(plan, options ?? new RunOptions(), _tools, _store, _options, _time, _logger, new StepGates(_heavy, _light), events.Writer);
        TimeSpan? limit = plan.Brief.Limits.Time;
        Task work = Task.Run(() => DriveAsync(run, limit, events.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (RunEvent happening in events.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            {
                yield return happening;
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await work.ConfigureAwait(false);
        }
    }

    /// <summary>Runs a plan to its end.</summary>
    public async Task<RunResult> RunToEndAsync(Plan plan, RunOptions? options = null, CancellationToken cancellationToken = default)
    {
        RunResult? result = null;
        await foreach (RunEvent happening in RunAsync(plan, options, cancellationToken).ConfigureAwait(false))
        {
            result = (happening as RunEvent.Finished)?.Result ?? result;
        }

        return result ?? throw new UnreachableException("A run ended without a result and without a fault.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _heavy.Dispose();
        _light.Dispose();
    }

    private static async Task DriveAsync(PlanRun run, TimeSpan? limit, ChannelWriter<RunEvent> events, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            if (limit is { } time)
            {
                timed.CancelAfter(time);
            }

            await run.RunAsync(timed.Token).ConfigureAwait(false);
            events.Complete();
        }
        catch (OperationCanceledException) when (timed.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            events.Complete(new TimeoutException($"The piece was not finished within its limit of {limit}; finished steps are kept, so the next run goes on from there."));
        }
        catch (Exception fault)
        {
            events.Complete(fault);
        }
    }
}
