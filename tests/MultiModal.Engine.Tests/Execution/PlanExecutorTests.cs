using System.Collections.Concurrent;
using MultiModal.Engine.Execution;
using MultiModal.Testing.Fakes;
using MultiModal.Tools;

namespace MultiModal.Engine.Tests.Execution;

public sealed class PlanExecutorTests
{
    [Fact]
    public async Task Run_PassesResultsAlongReferences()
    {
        using EngineFixture engine = new(new FakeTool("echo", new FakeProvider("local")));
        Plan plan = Plans.Of(Plans.Step("b", from: "a"), Plans.Step("a", from: "brief.text"));

        RunResult result = await engine.Executor.RunToEndAsync(plan);

        Assert.Equal("moon|3|3", engine.TextOf(result, "b"));
    }

    [Fact]
    public async Task Run_TellsWhatHappensInOrder()
    {
        using EngineFixture engine = new(new FakeTool("echo", new FakeProvider("local")));

        List<RunEvent> events = await engine.RunAsync(Plans.Of(Plans.Step("b", from: "a"), Plans.Step("a", from: "brief.text")));

        Assert.Equal(
            [typeof(RunEvent.Started), typeof(RunEvent.StepStarted), typeof(RunEvent.StepFinished), typeof(RunEvent.StepStarted), typeof(RunEvent.StepFinished), typeof(RunEvent.Finished)],
            events.Select(happening => happening.GetType()));
        Assert.Equal(["a", "b"], ((RunEvent.Started)events[0]).Steps);
    }

    [Fact]
    public async Task SecondRun_ExecutesNothing_AlsoAfterARestart()
    {
        FakeTool tool = new("echo", new FakeProvider("local"));
        using EngineFixture engine = new(tool);
        Plan plan = Plans.Of(Plans.Step("a", from: "brief.text"), Plans.Step("b", from: "a"));
        RunResult first = await engine.Executor.RunToEndAsync(plan);

        engine.Restart();
        RunResult second = await engine.Executor.RunToEndAsync(plan);

        Assert.Equal(2, tool.TotalCalls);
        Assert.All(second.Steps, step => Assert.True(step.Cached));
        Assert.Equal(first.Steps.Select(step => step.Outputs["words"]), second.Steps.Select(step => step.Outputs["words"]));
    }

    [Fact]
    public async Task OneOptionChanged_RunsOnlyThatStepAndItsDependents()
    {
        using EngineFixture engine = new(new FakeTool("echo", new FakeProvider("local")));
        await engine.Executor.RunToEndAsync(Plans.Of(Plans.Step("a", from: "brief.text"), Plans.Step("b", from: "a"), Plans.Step("c", from: "b"), Plans.Step("d", from: "a")));

        RunResult second = await engine.Executor.RunToEndAsync(Plans.Of(
            Plans.Step("a", from: "brief.text"), Plans.Step("b", from: "a", options: """{"level":4}"""), Plans.Step("c", from: "b"), Plans.Step("d", from: "a")));

        Assert.Equal(["b", "c"], second.Steps.Where(step => !step.Cached).Select(step => step.Id));
    }

    [Fact]
    public async Task AnotherModelOrCompanion_RunsTheStepAnew()
    {
        FakeProvider provider = new("local");
        ProviderInfo info = provider.Info;
        using EngineFixture engine = new(new FakeTool("echo", provider));
        Plan plan = Plans.Of(Plans.Step("a", from: "brief.text"));
        ProviderInfo[] changes =
        [
            info,
            info with { Model = new ModelInfo("painter", "aa") },
            info with { Model = new ModelInfo("painter", "bb") },
            info with { Model = new ModelInfo("painter", "bb"), Companions = [new ModelInfo("enlarger", "cc")] },
            info with { Model = new ModelInfo("painter", "bb"), Companions = [new ModelInfo("enlarger", "dd")] },
        ];

        foreach (ProviderInfo change in changes)
        {
            provider.Info = change;
            Assert.False((await engine.Executor.RunToEndAsync(plan)).Steps[0].Cached);
            Assert.True((await engine.Executor.RunToEndAsync(plan)).Steps[0].Cached);
        }
    }

    [Fact]
    public async Task AnOptionWrittenOutAtItsDefault_IsTheSameStep()
    {
        using EngineFixture engine = new(new FakeTool("echo", new FakeProvider("local")));
        await engine.Executor.RunToEndAsync(Plans.Of(Plans.Step("a", from: "brief.text")));

        RunResult second = await engine.Executor.RunToEndAsync(Plans.Of(Plans.Step("a", from: "brief.text", options: """{"twice":false,"level":3}""")));

        Assert.True(second.Steps[0].Cached);
    }

    [Fact]
    public async Task AddingAStep_ChangesNoOtherSeed()
    {
        using EngineFixture engine = new(new FakeTool("echo", new FakeProvider("local")));
        RunResult few = await engine.Executor.RunToEndAsync(Plans.Of(Plans.Step("b")));

        RunResult more = await engine.Executor.RunToEndAsync(Plans.Of(Plans.Step("a"), Plans.Step("b"), Plans.Step("c")));

        Assert.Equal(few.Steps[0].Seed, more.Steps[1].Seed);
        Assert.Equal(3, more.Steps.Select(step => step.Seed).Distinct().Count());
    }

    [Fact]
    public async Task ResolvedPlan_NamesProviderSeedAndEveryOption_AndGivesTheSameBytes()
    {
        using EngineFixture engine = new(new FakeTool("echo", new FakeProvider("local")));
        RunResult first = await engine.Executor.RunToEndAsync(Plans.Of(Plans.Step("a", from: "brief.text")));

        Step resolved = first.Plan.Steps[0];
        RunResult again = await engine.Executor.RunToEndAsync(first.Plan, new RunOptions { UseCache = false });

        Assert.Equal("local", resolved.Provider);
        Assert.Equal("soft", resolved.Options!["manner"]!.GetValue<string>());
        Assert.Equal(first.Steps[0].Seed, resolved.Options["seed"]!.GetValue<ulong>());
        Assert.Equal(first.Steps[0].Outputs, again.Steps[0].Outputs);
    }

    [Fact]
    public async Task UnavailableProvider_GivesWayToTheNext_AndTheResultSaysSo()
    {
        FakeProvider broken = new("broken") { Work = (_, _, _) => throw new ProviderUnavailableException("The model file is missing.") };
        FakeProvider ill = new("ill") { Info = new ProviderInfo { Id = "ill", Description = "-", Order = -1 }, Check = () => new ProviderHealth(false, "Nobody is home.", "ring the bell") };
        using EngineFixture engine = new(new FakeTool("echo", broken, ill, new FakeProvider("fine")));

        List<RunEvent> events = await engine.RunAsync(Plans.Of(Plans.Step("a", from: "brief.text")));

        PieceStep step = Assert.Single(events.OfType<RunEvent.Finished>()).Result.Steps[0];
        Assert.Equal("fine", step.Provider);
        Assert.Equal([new Fallback("ill", "Nobody is home. To mend it: ring the bell"), new Fallback("broken", "The model file is missing.")], step.Fallbacks);
        Assert.Equal(2, events.OfType<RunEvent.StepFellBack>().Count());
        Assert.Equal(0, ill.Calls);
    }

    [Fact]
    public async Task LocalOnly_NeverCallsARemoteProvider()
    {
        FakeProvider remote = new("cloud") { Info = new ProviderInfo { Id = "cloud", Description = "-", IsRemote = true, Order = -1 } };
        using EngineFixture engine = new(new FakeTool("echo", remote));
        Plan plan = Plans.Of(Plans.Step("a"));

        NoProviderException fault = await Assert.ThrowsAsync<NoProviderException>(() => engine.Executor.RunToEndAsync(plan with { Brief = plan.Brief with { Policy = Policy.LocalOnly } }));

        Assert.Contains("local-only", fault.Message, StringComparison.Ordinal);
        Assert.Equal(0, remote.Calls);
    }

    [Theory]
    [InlineData(Policy.LocalFirst, "local")]
    [InlineData(Policy.RemoteFirst, "cloud")]
    public async Task Policy_DecidesWhoGoesFirst(Policy policy, string expected)
    {
        FakeProvider remote = new("cloud") { Info = new ProviderInfo { Id = "cloud", Description = "-", IsRemote = true } };
        using EngineFixture engine = new(new FakeTool("echo", remote, new FakeProvider("local")));
        Plan plan = Plans.Of(Plans.Step("a"));

        RunResult result = await engine.Executor.RunToEndAsync(plan with { Brief = plan.Brief with { Policy = policy } });

        Assert.Equal(expected, result.Steps[0].Provider);
    }

    [Fact]
    public async Task BadInput_IsNotTriedElsewhere_AndNamesTheStep()
    {
        FakeProvider picky = new("a-picky") { Work = (_, _, _) => throw new BadInputException("The text is empty.") };
        FakeProvider other = new("b-other");
        using EngineFixture engine = new(new FakeTool("echo", picky, other));

        BadInputException fault = await Assert.ThrowsAsync<BadInputException>(() => engine.Executor.RunToEndAsync(Plans.Of(Plans.Step("reading"))));

        Assert.Equal("Step 'reading': The text is empty.", fault.Message);
        Assert.Equal(0, other.Calls);
    }

    [Fact]
    public async Task StepWithoutAnyProvider_IsRefusedBeforeAnythingRuns()
    {
        FakeTool echo = new("echo", new FakeProvider("local"));
        using EngineFixture engine = new(echo, new FakeTool("write_text"));

        await Assert.ThrowsAsync<NoProviderException>(() => engine.Executor.RunToEndAsync(Plans.Of(Plans.Step("a"), Plans.Step("b", tool: "write_text"))));

        Assert.Equal(0, echo.TotalCalls);
    }

    [Fact]
    public async Task FailedStep_LeavesFinishedOnesFinished()
    {
        FakeProvider flaky = new("flaky");
        bool broken = true;
        flaky.Work = (call, _, _) => call.StepId == "b" && broken ? throw new BadInputException("no") : Task.FromResult(call.StepId);
        using EngineFixture engine = new(new FakeTool("echo", flaky));
        Plan plan = Plans.Of(Plans.Step("a"), Plans.Step("b", from: "a"), Plans.Step("c", from: "b"));
        await Assert.ThrowsAsync<BadInputException>(() => engine.Executor.RunToEndAsync(plan));

        broken = false;
        RunResult result = await engine.Executor.RunToEndAsync(plan);

        Assert.Equal([true, false, false], result.Steps.Select(step => step.Cached));
    }

    [Fact]
    public async Task IndependentLightSteps_RunSideBySide()
    {
        using Barrier meeting = new(2);
        FakeProvider provider = new("local") { Work = (call, _, token) => Task.FromResult(meeting.SignalAndWait(TimeSpan.FromSeconds(20), token) ? call.StepId : throw new TimeoutException("alone")) };
        using EngineFixture engine = new(new FakeTool("echo", provider)) { Options = { LightSteps = 2 } };
        engine.Restart();

        RunResult result = await engine.Executor.RunToEndAsync(Plans.Of(Plans.Step("a"), Plans.Step("b")));

        Assert.Equal(2, result.Steps.Count);
    }

    [Fact]
    public async Task HeavySteps_RunOneAtATime()
    {
        int now = 0;
        ConcurrentBag<int> seen = [];
        FakeProvider provider = new("heavy")
        {
            Info = new ProviderInfo { Id = "heavy", Description = "-", IsHeavy = true },
            Work = async (call, _, token) =>
            {
                seen.Add(Interlocked.Increment(ref now));
                await Task.Delay(5, token);
                Interlocked.Decrement(ref now);
                return call.StepId;
            },
        };
        using EngineFixture engine = new(new FakeTool("echo", provider));

        await engine.Executor.RunToEndAsync(Plans.Of([.. Enumerable.Range(0, 6).Select(i => Plans.Step($"s{i}"))]));

        Assert.Equal(6, seen.Count);
        Assert.All(seen, count => Assert.Equal(1, count));
    }

    [Fact]
    public async Task Cancelling_StopsTheRun_AndReachesTheProvider()
    {
        using CancellationTokenSource cancel = new();
        bool reached = false;
        FakeProvider provider = new("local")
        {
            Work = async (_, _, token) =>
            {
                await cancel.CancelAsync();
                reached = token.IsCancellationRequested;
                await Task.Delay(Timeout.Infinite, token);
                return string.Empty;
            },
        };
        using EngineFixture engine = new(new FakeTool("echo", provider));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => engine.Executor.RunToEndAsync(Plans.Of(Plans.Step("a")), cancellationToken: cancel.Token));

        Assert.True(reached);
    }

    [Fact]
    public async Task TimeLimit_EndsTheRunWithASentence()
    {
        FakeProvider provider = new("slow") { Work = async (_, _, token) => { await Task.Delay(Timeout.Infinite, token); return string.Empty; } };
        using EngineFixture engine = new(new FakeTool("echo", provider));
        Plan plan = Plans.Of(Plans.Step("a"));

        TimeoutException fault = await Assert.ThrowsAsync<TimeoutException>(() => engine.Executor.RunToEndAsync(
            plan with { Brief = plan.Brief with { Limits = new Limits { Time = TimeSpan.FromMilliseconds(30) } } }));

        Assert.Contains("within its limit", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TimeLimitBelowZero_IsAViolation_NotAHang()
    {
        using EngineFixture engine = new(new FakeTool("echo", new FakeProvider("local")));
        Plan plan = Plans.Of(Plans.Step("a"));

        BadInputException fault = await Assert.ThrowsAsync<BadInputException>(() => engine.Executor.RunToEndAsync(
            plan with { Brief = plan.Brief with { Limits = new Limits { Time = TimeSpan.FromSeconds(-1) } } }));

        Assert.Contains("$.brief.limits.time", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListInput_TakesAllOutputsOfAStepNamedWithoutPort()
    {
        IReadOnlyList<ArtifactContent>? seen = null;
        FakeProvider provider = new("local");
        provider.Work = (call, _, _) =>
        {
            seen = call.StepId == "b" ? call.Inputs["all"] : seen;
            return Task.FromResult(call.StepId);
        };
        using EngineFixture engine = new(new FakeTool("echo", provider));

        await engine.Executor.RunToEndAsync(Plans.Of(Plans.Step("a"), Plans.Step("b").With("all", new StepInput.Many([new StepInput.Reference(ArtifactRef.Parse("a")), new StepInput.Literal("x")]))));

        Assert.Equal(["a.words", "a.facts", null], seen!.Select(item => item.From));
        Assert.Equal("echo.txt", seen![0].Artifact.FileName);
        Assert.Equal("echo", seen[0].Artifact.Provenance!.Tool);
    }

    [Fact]
    public async Task SecondStepOfATool_GetsAFileNameOfItsOwn()
    {
        using EngineFixture engine = new(new FakeTool("echo", new FakeProvider("local")));

        RunResult result = await engine.Executor.RunToEndAsync(Plans.Of(Plans.Step("a"), Plans.Step("b")));

        Assert.Equal(["echo.txt", "b-echo.txt"], result.Steps.Select(step => result.Artifacts[step.Id]["words"].FileName));
    }

    [Fact]
    public async Task LeavingTheEventsEarly_StopsTheRun()
    {
        FakeProvider provider = new("local") { Work = async (_, _, token) => { await Task.Delay(Timeout.Infinite, token); return string.Empty; } };
        using EngineFixture engine = new(new FakeTool("echo", provider));

        await foreach (RunEvent happening in engine.Executor.RunAsync(Plans.Of(Plans.Step("a"))))
        {
            if (happening is RunEvent.StepStarted)
            {
                break;
            }
        }

        Assert.Equal(1, provider.Calls);
    }
}
