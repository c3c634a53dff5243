using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using MultiModal.Engine;
using MultiModal.Engine.Execution;
using MultiModal.Engine.Pieces;
using MultiModal.Engine.Planning;
using MultiModal.Engine.Storage;
using MultiModal.Tools;

namespace MultiModal;

/// <summary>The whole path in one place: brief to plan, plan to piece, and back. What library users and both hosts call.</summary>
public sealed class PieceMaker(IPlanner planner, PlanExecutor executor, PieceFolder folders, ToolCatalog tools, ArtifactStore store)
{
    /// <summary>Gets the tools that plans may call.</summary>
    public ToolCatalog Tools => tools;

    /// <summary>Gets the store of artifacts.</summary>
    public ArtifactStore Store => store;

    /// <summary>Returns every tool as a function that chat models, kernels and protocol clients can call.</summary>
    /// <param name="policy">Which providers the calls may use; never the model's to decide.</param>
    public IReadOnlyList<AIFunction> Functions(Policy policy = Policy.LocalOnly) => [.. tools.All.Select(tool => new ToolFunction(tool, executor, store, policy))];

    /// <summary>Plans a piece without running anything.</summary>
    /// <param name="brief">What is asked for.</param>
    /// <param name="seed">The seed of the piece.</param>
    /// <param name="edits">Options to set, each <c>step.option=value</c>.</param>
    /// <param name="cancellationToken">Stops the planning.</param>
    public async Task<Plan> PlanAsync(Brief brief, ulong seed = 0, IEnumerable<string>? edits = null, CancellationToken cancellationToken = default)
    {
        Plan plan = PlanEdits.Apply(await planner.PlanAsync(brief, seed, cancellationToken).ConfigureAwait(false), edits ?? []);
        PlanValidator.EnsureValid(plan, tools);
        return plan;
    }

    /// <summary>Runs a plan and writes the piece; the last event is <see cref="RunEvent.Finished"/>, after which the folder is whole.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="folder">The piece folder; null runs without writing one.</param>
    /// <param name="options">How to run.</param>
    /// <param name="cancellationToken">Stops the run; finished steps stay finished, and no folder is written.</param>
    public async IAsyncEnumerable<RunEvent> MakeAsync(Plan plan, string? folder, RunOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (folder is not null)
        {
            PieceFolder.EnsureWritable(folder);
        }

        await foreach (RunEvent happening in executor.RunAsync(plan, options, cancellationToken).ConfigureAwait(false))
        {
            if (happening is RunEvent.Finished finished && folder is not null)
            {
                folders.Write(folder, plan, finished.Result);
            }

            yield return happening;
        }
    }

    /// <summary>Runs a plan and writes the piece.</summary>
    public async Task<RunResult> MakeToEndAsync(Plan plan, string? folder, RunOptions? options = null, CancellationToken cancellationToken = default)
    {
        RunResult? result = null;
        await foreach (RunEvent happening in MakeAsync(plan, folder, options, cancellationToken).ConfigureAwait(false))
        {
            result = (happening as RunEvent.Finished)?.Result ?? result;
        }

        return result!;
    }

    /// <summary>Returns the plan of a piece with options set; what providers had decided is decided anew where it depends on them.</summary>
    /// <param name="folder">The piece folder.</param>
    /// <param name="edits">Options to set, each <c>step.option=value</c>.</param>
    public Plan Edit(string folder, IEnumerable<string> edits)
    {
        Piece piece = PieceFolder.Read(folder);
        Plan plan = PlanEdits.Apply(piece.Request, edits);
        EnsureModels(piece, plan);
        PlanValidator.EnsureValid(plan, tools);
        return plan;
    }

    /// <summary>Returns the plan that makes a piece again, byte for byte: every option, provider and seed as it was.</summary>
    /// <param name="folder">The piece folder.</param>
    public Plan PlanOf(string folder)
    {
        Piece piece = PieceFolder.Read(folder);
        EnsureModels(piece, piece.Plan);
        PlanValidator.EnsureValid(piece.Plan, tools);
        return piece.Plan;
    }

    /// <summary>Makes a piece again without using any result on record, and compares files and artifacts with its manifest.</summary>
    /// <param name="folder">The piece folder.</param>
    /// <param name="progress">Hears what happens.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <returns>Every difference; empty when all bytes are the same.</returns>
    public async Task<IReadOnlyList<ReplayDifference>> VerifyAsync(string folder, IProgress<RunEvent>? progress = null, CancellationToken cancellationToken = default)
    {
        Piece piece = PieceFolder.Read(folder);
        EnsureModels(piece, piece.Plan);
        PlanValidator.EnsureValid(piece.Plan, tools);
        List<ReplayDifference> differences = [.. Replay.CompareFiles(folder, piece)];
        await foreach (RunEvent happening in executor.RunAsync(piece.Plan, new RunOptions { UseCache = false }, cancellationToken).ConfigureAwait(false))
        {
            progress?.Report(happening);
            if (happening is RunEvent.Finished finished)
            {
                differences.AddRange(Replay.CompareRuns(piece, finished.Result));
            }
        }

        return differences;
    }

    /// <summary>Says of a step that was made by a model which is not installed here how that is mended, before the plan is told to be wrong.</summary>
    private void EnsureModels(Piece piece, Plan plan)
    {
        foreach (Step step in plan.Steps.Where(step => step.Provider is not null))
        {
            bool wasModel = piece.Steps.Any(made => made.Id == step.Id && made.Provider == step.Provider && made.Model is not null);
            if (wasModel && tools.TryGet(step.Tool, out ITool? tool) && tool.Providers.All(provider => provider.Info.Id != step.Provider))
            {
                throw new NoProviderException(
                    $"Step '{step.Id}' was made by the model '{step.Provider}', which is not installed here; add it with 'multimodal models add FOLDER --id {step.Provider}', or name its folder with --model.");
            }
        }
    }
}
