namespace MultiModal.Engine.Planning;

/// <summary>Turns a brief into a plan.</summary>
public interface IPlanner
{
    /// <summary>Plans a piece. The plan is valid for the tools at hand.</summary>
    /// <param name="brief">What is asked for.</param>
    /// <param name="seed">The seed of the piece.</param>
    /// <param name="cancellationToken">Stops the planning.</param>
    /// <exception cref="BadInputException">The brief asks for something unknown.</exception>
    Task<Plan> PlanAsync(Brief brief, ulong seed, CancellationToken cancellationToken = default);
}
