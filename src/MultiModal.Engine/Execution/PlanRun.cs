using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using MultiModal.Engine.Planning;
using MultiModal.Engine.Routing;
using MultiModal.Engine.Storage;
using MultiModal.Tools;

namespace MultiModal.Engine.Execution;

/// <summary>One run of one valid plan: starts each step as soon as the steps it needs are done.</summary>
internal sealed partial class PlanRun(
    Plan plan,
    RunOptions options,
    ToolCatalog tools,
    ArtifactStore store,
    EngineOptions engine,
    TimeProvider time,
    ILogger logger,
    StepGates gates,
    ChannelWriter<RunEvent> events)
{
    private readonly DoneStep?[] _done = new DoneStep?[plan.Steps.Count];
    private readonly Dictionary<string, int> _places = plan.Steps.Select((step, place) => (step.Id, place)).ToDictionary(item => item.Id, item => item.place, StringComparer.Ordinal);

    private readonly Dictionary<(int Place, string Port), string> _fileNames = FileNames(plan, tools);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        EnsureEveryStepHasProviders();
        (int[] waiting, List<int>[] followers) = Dependencies();
        events.TryWrite(new RunEvent.Started(Order(waiting, followers)));
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Channel<(int Place, Exception? Fault)> finished = Channel.CreateUnbounded<(int, Exception?)>(new UnboundedChannelOptions { SingleReader = true });
        int running = 0;
        Exception? failure = null;

        void Start(int place)
        {
            running++;
            _ = Task.Run(
                async () =>
                {
                    Exception? fault = null;
                    try
                    {
                        await RunStepAsync(place, stop.Token).ConfigureAwait(false);
                    }
                    catch (Exception thrown)
                    {
                        fault = thrown;
                    }

                    finished.Writer.TryWrite((place, fault));
                },
                CancellationToken.None);
        }

        for (int place = 0; place < waiting.Length; place++)
        {
            if (waiting[place] == 0)
            {
                Start(place);
            }
        }

        while (running > 0)
        {
            (int place, Exception? fault) = await finished.Reader.ReadAsync(CancellationToken.None).ConfigureAwait(false);
            running--;
            if (fault is not null)
            {
                if (failure is null)
                {
                    failure = fault;
                    if (fault is not OperationCanceledException)
                    {
                        events.TryWrite(new RunEvent.StepFailed(plan.Steps[place].Id, fault.Message));
                    }

                    await stop.CancelAsync().ConfigureAwait(false);
                }

                continue;
            }

            foreach (int follower in failure is null ? followers[place] : [])
            {
                if (--waiting[follower] == 0)
                {
                    Start(follower);
                }
            }
        }

        if (failure is not null)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw failure;
        }

        events.TryWrite(new RunEvent.Finished(Result()));
    }

    /// <summary>Gives each output that has a plain file name its own: the first step in the plan takes the plain one, later ones put their id before it.</summary>
    private static Dictionary<(int Place, string Port), string> FileNames(Plan plan, ToolCatalog tools)
    {
        Dictionary<(int Place, string Port), string> names = [];
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        for (int place = 0; place < plan.Steps.Count; place++)
        {
            Step step = plan.Steps[place];
            foreach (ToolOutput output in tools[step.Tool].Schema.Outputs.Where(output => output.FileName is not null))
            {
                names[(place, output.Port)] = taken.Add(output.FileName!) ? output.FileName! : NameFor(step.Id, output.FileName!);
            }
        }

        return names;
    }

    /// <summary>Returns <c>picture-2.png</c> for the step <c>picture-2</c> and the file <c>picture.png</c>, <c>night-picture.png</c> for the step <c>night</c>.</summary>
    private static string NameFor(string stepId, string fileName) =>
        stepId.StartsWith(Path.GetFileNameWithoutExtension(fileName), StringComparison.Ordinal) ? stepId + Path.GetExtension(fileName) : $"{stepId}-{fileName}";

    /// <summary>Says before anything runs that a step has nobody to do it.</summary>
    private void EnsureEveryStepHasProviders()
    {
        foreach (Step step in plan.Steps)
        {
            ITool tool = tools[step.Tool];
            Route route = Router.Plan(tool, plan.Brief.Policy, step.Provider);
            if (route.Candidates.Count == 0)
            {
                throw new NoProviderException(Nobody(step, tool, [.. route.Refused]));
            }
        }
    }

    private (int[] Waiting, List<int>[] Followers) Dependencies()
    {
        int[] waiting = new int[plan.Steps.Count];
        List<int>[] followers = [.. plan.Steps.Select(_ => new List<int>())];
        for (int place = 0; place < plan.Steps.Count; place++)
        {
            HashSet<int> needs = [.. plan.Steps[place].Inputs.Values.SelectMany(input => input.References).Where(from => from.Step != ArtifactRef.Brief).Select(from => _places[from.Step])];
            waiting[place] = needs.Count;
            foreach (int need in needs)
            {
                followers[need].Add(place);
            }
        }

        return (waiting, followers);
    }

    private List<string> Order(int[] waiting, List<int>[] followers)
    {
        int[] left = (int[])waiting.Clone();
        Queue<int> ready = new(Enumerable.Range(0, left.Length).Where(place => left[place] == 0));
        List<string> order = [];
        while (ready.TryDequeue(out int place))
        {
            order.Add(plan.Steps[place].Id);
            foreach (int follower in followers[place].Where(follower => --left[follower] == 0))
            {
                ready.Enqueue(follower);
            }
        }

        return order;
    }

    private async Task RunStepAsync(int place, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Step step = plan.Steps[place];
        ITool tool = tools[step.Tool];
        (ulong seed, JsonObject resolved) = OptionsOf(step, tool);
        IReadOnlyDictionary<string, IReadOnlyList<Source>> sources = SourcesOf(step, tool);
        Route route = Router.Plan(tool, plan.Brief.Policy, step.Provider);
        List<Fallback> fallbacks = [.. route.Refused];
        List<Fallback> declined = [];
        foreach (IProvider provider in route.Candidates)
        {
            bool isLast = ReferenceEquals(provider, route.Candidates[^1]);
            string key = StepKey.Compute(step.Tool, provider.Info, seed, resolved, sources.Select(input => (input.Key, (IReadOnlyList<string>)[.. input.Value.Select(source => source.Key)])));
            if (options.UseCache && store.FindStep(key) is { } record)
            {
                Finish(place, tool, key, record, sources, fallbacks, cached: true);
                return;
            }

            ProviderHealth health = await provider.CheckAsync(cancellationToken).ConfigureAwait(false);
            if (!health.IsReady)
            {
                GiveUp(step.Id, provider, isLast, health.Remedy is null ? health.Reason ?? "It is not ready." : $"{health.Reason} To mend it: {health.Remedy}", fallbacks);
                continue;
            }

            try
            {
                record = await gates.PassAsync(provider.Info.IsHeavy, () => WorkAsync(step, tool, provider, seed, resolved, sources, cancellationToken), cancellationToken).ConfigureAwait(false);
            }
            catch (ProviderUnavailableException fault) when (fault.IsByDesign)
            {
                declined.Add(new Fallback(provider.Info.Id, fault.Message));
                continue;
            }
            catch (ProviderUnavailableException fault)
            {
                GiveUp(step.Id, provider, isLast, fault.Message, fallbacks);
                continue;
            }
            catch (BadInputException fault)
            {
                throw new BadInputException($"Step '{step.Id}': {fault.Message}", fault);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                LogFault(fault, step.Id, provider.Info.Id);
                if (isLast)
                {
                    throw new InvalidOperationException($"Step '{step.Id}': the provider '{provider.Info.Id}' failed: {fault.Message}", fault);
                }

                GiveUp(step.Id, provider, isLast, $"It failed: {fault.Message}", fallbacks);
                continue;
            }

            store.AddStep(key, record);
            Finish(place, tool, key, record, sources, fallbacks, cached: false);
            return;
        }

        throw new NoProviderException(Nobody(step, tool, [.. fallbacks, .. declined]));
    }

    private static string Nobody(Step step, ITool tool, List<Fallback> fallbacks) => fallbacks.Count == 0
        ? $"Step '{step.Id}': no provider of '{tool.Schema.Name}' is installed yet; choose a recipe without it, or add one."
        : $"Step '{step.Id}': no provider could do '{tool.Schema.Name}'. " + string.Join(" ", fallbacks.Select(fallback => $"{fallback.Provider}: {fallback.Reason}"));

    // When there is no other to fall back on, the error says it.
    private void GiveUp(string stepId, IProvider provider, bool isLast, string reason, List<Fallback> fallbacks)
    {
        Fallback fallback = new(provider.Info.Id, reason);
        fallbacks.Add(fallback);
        if (!isLast)
        {
            events.TryWrite(new RunEvent.StepFellBack(stepId, fallback));
        }
    }

    private (ulong Seed, JsonObject Options) OptionsOf(Step step, ITool tool)
    {
        JsonObject? given = (JsonObject?)step.Options?.DeepClone();
        ulong seed = StableHash.Combine(plan.Seed, step.Id);
        if (given is not null && given.TryGetPropertyValue(PlanValidator.SeedOption, out JsonNode? chosen))
        {
            seed = chosen!.GetValue<ulong>();
            given.Remove(PlanValidator.SeedOption);
        }

        return (seed, tool.ResolveOptions(given, (name, message) => throw new BadInputException($"Step '{step.Id}', option '{name}': {message}")));
    }

    /// <summary>Finds what goes into a step: for each input the artifacts and the keys that stand for them in the step's own key.</summary>
    private Dictionary<string, IReadOnlyList<Source>> SourcesOf(Step step, ITool tool)
    {
        Dictionary<string, IReadOnlyList<Source>> sources = new(StringComparer.Ordinal);
        foreach ((string name, StepInput input) in step.Inputs)
        {
            ToolInput expected = tool.Schema.Inputs.First(item => item.Name == name);
            sources[name] = [.. SourcesOf(input, expected)];
        }

        return sources;
    }

    private IEnumerable<Source> SourcesOf(StepInput input, ToolInput expected)
    {
        switch (input)
        {
            case StepInput.Many many:
                return many.Items.SelectMany(item => SourcesOf(item, expected));
            case StepInput.Literal literal:
                string mediaType = PlanValidator.LiteralMediaType(literal.Value, expected) ?? MediaTypes.Json;
                return [Source.Literal(mediaType == MediaTypes.Text ? Encoding.UTF8.GetBytes(literal.Value.GetValue<string>()) : ArtifactJson.Write(literal.Value), mediaType, null)];
            case StepInput.Reference { From: { Step: ArtifactRef.Brief } from }:
                return [Source.Literal(Encoding.UTF8.GetBytes(BriefField(from.Port)), MediaTypes.Text, from.ToString())];
            case StepInput.Reference { From: var from }:
                DoneStep done = _done[_places[from.Step]]!;
                IEnumerable<string> ports = from.Port is not null ? [from.Port] : expected.IsList ? done.Artifacts.Keys : [done.MainPort];
                return ports.Select(port => new Source($"{done.Key}/{port}", done.Artifacts[port], null, $"{from.Step}.{port}"));
            default:
                throw new UnreachableException();
        }
    }

    private string BriefField(string? field) => field switch
    {
        "title" => plan.Brief.Title ?? FirstLine(plan.Brief.Text),
        "author" => plan.Brief.Author ?? string.Empty,
        _ => plan.Brief.Text,
    };

    internal static string FirstLine(string text)
    {
        // A Chinese poem may stand on one line: its first clause is its first line.
        string line = text.Trim().Split(['\n', '，', '。', '！', '？', '；'], 2)[0].Trim().TrimEnd(',', '.', ';', ':', '-', '—', '–', '、').TrimEnd();
        return line.Length <= 80 ? line : string.Concat(line.AsSpan(0, char.IsHighSurrogate(line[78]) ? 78 : 79), "…");
    }

    private async Task<StepRecord> WorkAsync(
        Step step, ITool tool, IProvider provider, ulong seed, JsonObject resolved, IReadOnlyDictionary<string, IReadOnlyList<Source>> sources, CancellationToken cancellationToken)
    {
        events.TryWrite(new RunEvent.StepStarted(step.Id, step.Tool, provider.Info.Id));
        StepCall call = new()
        {
            StepId = step.Id,
            Seed = seed,
            Inputs = sources.ToDictionary(input => input.Key, input => (IReadOnlyList<ArtifactContent>)[.. input.Value.Select(source => source.Load(store))], StringComparer.Ordinal),
            Threads = provider.Info.IsHeavy ? engine.EffectiveThreads : 1,
            Progress = new StepReporter(step.Id, events),
        };
        DateTimeOffset startedAt = time.GetUtcNow();
        long started = time.GetTimestamp();
        StepResult result = await tool.RunAsync(provider, call, resolved, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        TimeSpan took = time.GetElapsedTime(started);
        List<StepRecordOutput> outputs = [];
        foreach (ToolOutput expected in tool.Schema.Outputs)
        {
            StepOutput output = result.Outputs.FirstOrDefault(item => item.Port == expected.Port)
                ?? throw new InvalidOperationException($"the provider '{provider.Info.Id}' left out the output '{expected.Port}'.");
            if (output.Bytes.Length > engine.MaxArtifactBytes)
            {
                throw new BadInputException($"the output '{expected.Port}' has {output.Bytes.Length} bytes; at most {engine.MaxArtifactBytes} are kept.");
            }

            outputs.Add(new StepRecordOutput(expected.Port, store.Put(output.Bytes.Span), output.Bytes.Length));
        }

        return new StepRecord
        {
            Provider = provider.Info.Id,
            Model = provider.Info.Model,
            Seed = seed,
            Options = result.ResolvedOptions ?? resolved,
            StartedAt = startedAt,
            DurationMs = Math.Round(took.TotalMilliseconds, 3),
            Outputs = outputs,
            Warnings = result.Warnings,
        };
    }

    private void Finish(
        int place, ITool tool, string key, StepRecord record, IReadOnlyDictionary<string, IReadOnlyList<Source>> sources, List<Fallback> fallbacks, bool cached)
    {
        Step step = plan.Steps[place];
        Provenance provenance = new() { Tool = step.Tool, Provider = record.Provider, Model = record.Model, Seed = record.Seed, Options = (JsonObject?)record.Options?.DeepClone() };
        Dictionary<string, Artifact> artifacts = new(StringComparer.Ordinal);
        foreach (ToolOutput output in tool.Schema.Outputs)
        {
            StepRecordOutput kept = record.Outputs.First(item => item.Port == output.Port);
            artifacts[output.Port] = new Artifact
            {
                Sha256 = kept.Sha256,
                Kind = output.Kind,
                MediaType = output.MediaType,
                Length = kept.Length,
                FileName = _fileNames.GetValueOrDefault((place, output.Port)),
                Provenance = provenance,
            };
        }

        PieceStep result = new()
        {
            Id = step.Id,
            Tool = step.Tool,
            Provider = record.Provider,
            Model = record.Model,
            Seed = record.Seed,
            Key = key,
            Cached = cached,
            StartedAt = record.StartedAt,
            DurationMs = record.DurationMs,
            Options = record.Options,
            Fallbacks = fallbacks,
            Inputs = sources.ToDictionary(input => input.Key, input => (IReadOnlyList<string>)[.. input.Value.Select(source => source.Artifact.Sha256)], StringComparer.Ordinal),
            Outputs = record.Outputs.ToDictionary(output => output.Port, output => output.Sha256, StringComparer.Ordinal),
            Warnings = record.Warnings,
        };
        _done[place] = new DoneStep(key, tool.Schema.Outputs[0].Port, artifacts, result);
        events.TryWrite(new RunEvent.StepFinished(result, artifacts));
    }

    private RunResult Result()
    {
        List<Step> resolved = [];
        for (int place = 0; place < plan.Steps.Count; place++)
        {
            PieceStep result = _done[place]!.Result;
            JsonObject stepOptions = (JsonObject?)result.Options?.DeepClone() ?? [];
            stepOptions[PlanValidator.SeedOption] = result.Seed;
            resolved.Add(plan.Steps[place] with { Provider = result.Provider, Options = stepOptions });
        }

        return new RunResult(
            plan with { Steps = resolved },
            [.. _done.Select(done => done!.Result)],
            _done.Select((done, place) => (plan.Steps[place].Id, done!.Artifacts)).ToDictionary(item => item.Id, item => item.Artifacts, StringComparer.Ordinal));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Step {Step}: the provider {Provider} failed.")]
    private partial void LogFault(Exception fault, string step, string provider);

    /// <summary>A finished step as later steps see it.</summary>
    private sealed record DoneStep(string Key, string MainPort, IReadOnlyDictionary<string, Artifact> Artifacts, PieceStep Result);

    /// <summary>Something that goes into a step: an artifact in the store, or the bytes of a literal.</summary>
    private sealed record Source(string Key, Artifact Artifact, byte[]? Bytes, string? From)
    {
        public static Source Literal(byte[] bytes, string mediaType, string? from)
        {
            string sha256 = StableHash.Sha256Hex(bytes);
            ArtifactKind kind = mediaType == MediaTypes.Text ? ArtifactKind.Text : ArtifactKind.Document;
            return new Source("literal/" + mediaType + "/" + sha256, new Artifact { Sha256 = sha256, Kind = kind, MediaType = mediaType, Length = bytes.Length }, bytes, from);
        }

        public ArtifactContent Load(ArtifactStore store) => new(Artifact, Bytes ?? store.Get(Artifact.Sha256)) { From = From };
    }

    /// <summary>Passes a step's progress on, at most about a hundred events a step.</summary>
    private sealed class StepReporter(string step, ChannelWriter<RunEvent> events) : IProgress<StepProgress>
    {
        private double _last = -1;

        public void Report(StepProgress value)
        {
            if (value.Fraction is { } fraction && value.PreviewPng is null)
            {
                if (fraction < _last + 0.01 && fraction < 1)
                {
                    return;
                }

                _last = fraction;
            }

            events.TryWrite(new RunEvent.StepProgressed(step, value));
        }
    }
}
