using MultiModal.Tools;

namespace MultiModal.Engine.Routing;

/// <summary>Orders the providers that may do a step.</summary>
public static class Router
{
    /// <summary>Lists the providers that may be tried, first choice first, and why each other one may not.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="policy">Which providers may be used, and local or remote first.</param>
    /// <param name="pinned">The one provider the step names, or null.</param>
    public static Route Plan(ITool tool, Policy policy, string? pinned)
    {
        ArgumentNullException.ThrowIfNull(tool);
        List<IProvider> candidates = [];
        List<Fallback> refused = [];
        IEnumerable<IProvider> ordered = tool.Providers
            .OrderBy(provider => provider.Info.IsRemote == (policy == Policy.RemoteFirst) ? 0 : 1)
            .ThenBy(provider => provider.Info.Order)
            .ThenBy(provider => provider.Info.Id, StringComparer.Ordinal);
        foreach (IProvider provider in ordered)
        {
            if (pinned is not null && provider.Info.Id != pinned)
            {
                continue;
            }

            if (policy == Policy.LocalOnly && provider.Info.IsRemote)
            {
                refused.Add(new Fallback(provider.Info.Id, "It needs the network, and the policy is local-only."));
                continue;
            }

            candidates.Add(provider);
        }

        return new Route(candidates, refused);
    }
}

/// <summary>The providers that may do a step.</summary>
/// <param name="Candidates">In the order they are tried.</param>
/// <param name="Refused">Those the policy rules out, with the reason.</param>
public sealed record Route(IReadOnlyList<IProvider> Candidates, IReadOnlyList<Fallback> Refused);
