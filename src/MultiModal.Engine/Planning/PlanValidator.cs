using System.Text.Json.Nodes;
using MultiModal.Tools;

namespace MultiModal.Engine.Planning;

/// <summary>Checks a plan against the tools before anything runs, and reports every violation with its JSON path.</summary>
public static class PlanValidator
{
    /// <summary>The option that every step has: it takes the place of the seed derived from the plan's.</summary>
    public const string SeedOption = "seed";

    private static readonly TimeSpan LongestTime = TimeSpan.FromDays(20);

    /// <summary>The fields of the brief that inputs may refer to; all are text.</summary>
    public static IReadOnlyList<string> BriefFields { get; } = ["text", "title", "author"];

    /// <summary>Lists what is wrong; empty when the plan can run.</summary>
    public static IReadOnlyList<PlanViolation> Validate(Plan plan, ToolCatalog tools)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(tools);
        List<PlanViolation> violations = [];
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        if (plan.Steps.Count == 0)
        {
            violations.Add(new("$.steps", "The plan has no steps."));
        }

        if (plan.Brief.Limits.Time is { } time && (time < TimeSpan.Zero || time > LongestTime))
        {
            violations.Add(new("$.brief.limits.time", $"The time limit is 00:00:00 to {LongestTime.Days} days."));
        }

        for (int i = 0; i < plan.Steps.Count; i++)
        {
            if (!PlanFile.StepId().IsMatch(plan.Steps[i].Id))
            {
                violations.Add(new($"$.steps[{i}].id", "An id is a letter, then letters, digits, '-' or '_', at most 64."));
            }

            if (!places.TryAdd(plan.Steps[i].Id, i))
            {
                violations.Add(new($"$.steps[{i}].id", $"Two steps have the id '{plan.Steps[i].Id}'."));
            }
        }

        for (int i = 0; i < plan.Steps.Count; i++)
        {
            ValidateStep(plan, tools, places, i, violations);
        }

        FindCycles(plan, places, violations);
        return violations;
    }

    /// <summary>Throws one error with all violations, if there are any.</summary>
    /// <exception cref="BadInputException">The plan is not valid.</exception>
    public static void EnsureValid(Plan plan, ToolCatalog tools)
    {
        IReadOnlyList<PlanViolation> violations = Validate(plan, tools);
        if (violations.Count > 0)
        {
            throw PlanViolation.Error(violations);
        }
    }

    private static void ValidateStep(Plan plan, ToolCatalog tools, Dictionary<string, int> places, int index, List<PlanViolation> violations)
    {
        Step step = plan.Steps[index];
        string path = $"$.steps[{index}]";
        if (!tools.TryGet(step.Tool, out ITool? tool))
        {
            violations.Add(new($"{path}.tool", $"There is no tool '{step.Tool}'; there are {string.Join(", ", tools.All.Select(item => item.Schema.Name))}."));
            return;
        }

        if (step.Provider is { } provider && tool.Providers.All(item => item.Info.Id != provider))
        {
            violations.Add(new($"{path}.provider", $"'{step.Tool}' has no provider '{provider}'; {ProvidersOf(tool)}."));
        }

        foreach ((string name, StepInput input) in step.Inputs)
        {
            string inputPath = $"{path}.inputs.{name}";
            if (tool.Schema.Inputs.FirstOrDefault(item => item.Name == name) is not { } expected)
            {
                string known = tool.Schema.Inputs.Count == 0 ? "it has none" : "there are " + string.Join(", ", tool.Schema.Inputs.Select(item => item.Name));
                violations.Add(new(inputPath, $"'{step.Tool}' has no input '{name}'; {known}."));
                continue;
            }

            ValidateInput(plan, tools, places, expected, input, inputPath, violations);
        }

        foreach (ToolInput missing in tool.Schema.Inputs.Where(item => !item.IsOptional && !step.Inputs.ContainsKey(item.Name)))
        {
            violations.Add(new($"{path}.inputs", $"'{step.Tool}' needs the input '{missing.Name}': {missing.Description}"));
        }

        JsonObject? options = (JsonObject?)step.Options?.DeepClone();
        if (options is not null && options.TryGetPropertyValue(SeedOption, out JsonNode? seed))
        {
            options.Remove(SeedOption);
            if (seed is not JsonValue value || !value.TryGetValue(out ulong _))
            {
                violations.Add(new($"{path}.options.{SeedOption}", "A seed is a whole number from 0 to 18446744073709551615."));
            }
        }

        tool.ResolveOptions(options, (name, message) => violations.Add(new(name.Length == 0 ? $"{path}.options" : $"{path}.options.{name}", message)));
    }

    private static string ProvidersOf(ITool tool) => tool.Providers.Count == 0
        ? "none is installed"
        : "there are " + string.Join(", ", tool.Providers.Select(item => item.Info.Id));

    private static void ValidateInput(
        Plan plan, ToolCatalog tools, Dictionary<string, int> places, ToolInput expected, StepInput input, string path, List<PlanViolation> violations)
    {
        switch (input)
        {
            case StepInput.Many many when !expected.IsList:
                violations.Add(new(path, $"The input '{expected.Name}' takes one value, not a list of {many.Items.Count}."));
                break;
            case StepInput.Many many:
                for (int i = 0; i < many.Items.Count; i++)
                {
                    if (many.Items[i] is StepInput.Many)
                    {
                        violations.Add(new($"{path}[{i}]", "A list input holds no lists."));
                        continue;
                    }

                    ValidateInput(plan, tools, places, expected, many.Items[i], $"{path}[{i}]", violations);
                }

                break;
            case StepInput.Literal literal when LiteralMediaType(literal.Value, expected) is null:
                violations.Add(new(path, $"The input '{expected.Name}' takes {string.Join(", ", expected.Accepts)}, not {Describe(literal.Value)}."));
                break;
            case StepInput.Reference reference:
                ValidateReference(plan, tools, places, expected, reference.From, path + ".from", violations);
                break;
            default:
                break;
        }
    }

    private static void ValidateReference(
        Plan plan, ToolCatalog tools, Dictionary<string, int> places, ToolInput expected, ArtifactRef from, string path, List<PlanViolation> violations)
    {
        if (from.Step == ArtifactRef.Brief)
        {
            if (from.Port is null || !BriefFields.Contains(from.Port))
            {
                violations.Add(new(path, $"The brief has no '{from.Port}'; there are {string.Join(", ", BriefFields.Select(field => "brief." + field))}."));
            }
            else if (!expected.Takes(MediaTypes.Text))
            {
                violations.Add(new(path, $"The input '{expected.Name}' takes {string.Join(", ", expected.Accepts)}, not text."));
            }

            return;
        }

        if (!places.TryGetValue(from.Step, out int place))
        {
            violations.Add(new(path, $"There is no step '{from.Step}'."));
            return;
        }

        if (!tools.TryGet(plan.Steps[place].Tool, out ITool? source))
        {
            return;
        }

        if (from.Port is null && expected.IsList)
        {
            return;
        }

        ToolOutput? output = from.Port is null ? source.Schema.Outputs[0] : source.Schema.Outputs.FirstOrDefault(item => item.Port == from.Port);
        if (output is null)
        {
            violations.Add(new(path, $"'{source.Schema.Name}' has no output '{from.Port}'; there are {string.Join(", ", source.Schema.Outputs.Select(item => item.Port))}."));
        }
        else if (!expected.Takes(output.MediaType))
        {
            violations.Add(new(path, $"'{from}' is {output.MediaType}; the input '{expected.Name}' takes {string.Join(", ", expected.Accepts)}."));
        }
    }

    /// <summary>Returns the media type a literal takes in an input: text for strings, the input's one JSON type (or plain JSON) for the rest; null when it does not fit.</summary>
    internal static string? LiteralMediaType(JsonNode value, ToolInput input)
    {
        bool isText = value is JsonValue scalar && scalar.TryGetValue(out string? _);
        if (isText)
        {
            return input.Takes(MediaTypes.Text) ? MediaTypes.Text : null;
        }

        List<string> json = [.. input.Accepts.Where(type => type.EndsWith("+json", StringComparison.Ordinal))];
        return json.Count == 1 ? json[0] : input.Takes(MediaTypes.Json) ? MediaTypes.Json : null;
    }

    private static string Describe(JsonNode value) => value switch
    {
        JsonObject => "a JSON object",
        JsonValue scalar when scalar.TryGetValue(out string? _) => "a text",
        _ => value.ToJsonString(ArtifactJson.Compact),
    };

    /// <summary>Reports each cycle once, at its first step. Iterative, so that a long chain cannot exhaust the stack.</summary>
    private static void FindCycles(Plan plan, Dictionary<string, int> places, List<PlanViolation> violations)
    {
        const byte Unseen = 0, Open = 1, Done = 2;
        byte[] state = new byte[plan.Steps.Count];
        List<int>[] needs = [.. plan.Steps.Select(step => step.Inputs.Values
            .SelectMany(input => input.References)
            .Where(reference => places.ContainsKey(reference.Step))
            .Select(reference => places[reference.Step])
            .Distinct()
            .ToList())];
        List<(int Step, int Next)> trail = [];
        for (int start = 0; start < plan.Steps.Count; start++)
        {
            if (state[start] != Unseen)
            {
                continue;
            }

            state[start] = Open;
            trail.Add((start, 0));
            while (trail.Count > 0)
            {
                (int step, int next) = trail[^1];
                if (next == needs[step].Count)
                {
                    state[step] = Done;
                    trail.RemoveAt(trail.Count - 1);
                    continue;
                }

                trail[^1] = (step, next + 1);
                int need = needs[step][next];
                if (state[need] == Unseen)
                {
                    state[need] = Open;
                    trail.Add((need, 0));
                }
                else if (state[need] == Open)
                {
                    int from = trail.FindIndex(item => item.Step == need);
                    string round = string.Join(" → ", trail.Skip(from).Select(item => plan.Steps[item.Step].Id).Append(plan.Steps[need].Id));
                    violations.Add(new($"$.steps[{need}]", $"These steps wait for one another: {round}."));
                }
            }
        }
    }
}
