using MultiModal.Tools;

namespace MultiModal.Engine.Execution;

/// <summary>Something that happened during a run, in the order it happened.</summary>
public abstract record RunEvent
{
    private RunEvent()
    {
    }

    /// <summary>The run began.</summary>
    /// <param name="Steps">The ids of all steps, each after those it needs.</param>
    public sealed record Started(IReadOnlyList<string> Steps) : RunEvent;

    /// <summary>A provider began to work on a step.</summary>
    /// <param name="Step">The step's id.</param>
    /// <param name="Tool">The tool.</param>
    /// <param name="Provider">The provider.</param>
    public sealed record StepStarted(string Step, string Tool, string Provider) : RunEvent;

    /// <summary>A step came further.</summary>
    /// <param name="Step">The step's id.</param>
    /// <param name="Progress">How far it is.</param>
    public sealed record StepProgressed(string Step, StepProgress Progress) : RunEvent;

    /// <summary>A provider gave up and the next one is tried.</summary>
    /// <param name="Step">The step's id.</param>
    /// <param name="Fallback">Which provider, and why.</param>
    public sealed record StepFellBack(string Step, Fallback Fallback) : RunEvent;

    /// <summary>A step is done.</summary>
    /// <param name="Result">What came of it; <see cref="PieceStep.Cached"/> tells whether it was made now.</param>
    /// <param name="Artifacts">Its artifacts by port.</param>
    public sealed record StepFinished(PieceStep Result, IReadOnlyDictionary<string, Artifact> Artifacts) : RunEvent;

    /// <summary>A step failed. Steps that are done stay done; the enumeration then ends with the exception.</summary>
    /// <param name="Step">The step's id.</param>
    /// <param name="Reason">One sentence.</param>
    public sealed record StepFailed(string Step, string Reason) : RunEvent;

    /// <summary>All steps are done.</summary>
    /// <param name="Result">What came of the run.</param>
    public sealed record Finished(RunResult Result) : RunEvent;
}

/// <summary>What came of a run.</summary>
/// <param name="Plan">The plan with every option resolved and every provider and seed named.</param>
/// <param name="Steps">What happened at each step, in the plan's order.</param>
/// <param name="Artifacts">The artifacts by step id, then port.</param>
public sealed record RunResult(Plan Plan, IReadOnlyList<PieceStep> Steps, IReadOnlyDictionary<string, IReadOnlyDictionary<string, Artifact>> Artifacts);
