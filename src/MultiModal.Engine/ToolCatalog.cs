using System.Diagnostics.CodeAnalysis;
using MultiModal.Tools;

namespace MultiModal.Engine;

/// <summary>The tools that plans may call, by name. Immutable.</summary>
public sealed class ToolCatalog
{
    private readonly SortedDictionary<string, ITool> _tools = new(StringComparer.Ordinal);

    /// <summary>Initializes a new instance of the <see cref="ToolCatalog"/> class.</summary>
    /// <exception cref="InvalidOperationException">Two tools share a name, or a tool has no output.</exception>
    public ToolCatalog(IEnumerable<ITool> tools)
    {
        ArgumentNullException.ThrowIfNull(tools);
        foreach (ITool tool in tools)
        {
            if (!_tools.TryAdd(tool.Schema.Name, tool))
            {
                throw new InvalidOperationException($"Two tools are named '{tool.Schema.Name}'.");
            }

            if (tool.Schema.Outputs.Count == 0)
            {
                throw new InvalidOperationException($"The tool '{tool.Schema.Name}' has no output.");
            }
        }
    }

    /// <summary>Gets the tools, by name.</summary>
    public IReadOnlyCollection<ITool> All => _tools.Values;

    /// <summary>Finds a tool.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out ITool? tool) => _tools.TryGetValue(name, out tool);

    /// <summary>Returns a tool that a validated plan names.</summary>
    public ITool this[string name] => _tools[name];
}
