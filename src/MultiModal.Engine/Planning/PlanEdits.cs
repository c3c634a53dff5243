using System.Text.Json;
using System.Text.Json.Nodes;

namespace MultiModal.Engine.Planning;

/// <summary>Edits of a plan in the form <c>step.option=value</c>.</summary>
public static class PlanEdits
{
    /// <summary>Returns the plan with options set; <c>step.provider=ID</c> pins a provider, <c>step.seed=N</c> a seed, <c>seed=N</c> the plan's.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="edits">Each <c>step.option=value</c>: the value is read as JSON where it is a number, true, false, null, an array or an object, else as text. null takes the option out.</param>
    /// <exception cref="BadInputException">An edit is not of that form or names an unknown step.</exception>
    public static Plan Apply(Plan plan, IEnumerable<string> edits)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(edits);
        foreach (string edit in edits)
        {
            plan = Apply(plan, edit);
        }

        return plan;
    }

    private static Plan Apply(Plan plan, string edit)
    {
        int equals = edit.IndexOf('=', StringComparison.Ordinal);
        string target = equals < 0 ? string.Empty : edit[..equals].Trim();
        string text = equals < 0 ? string.Empty : edit[(equals + 1)..];
        if (target == PlanValidator.SeedOption)
        {
            return ulong.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out ulong seed)
                ? plan with { Seed = seed }
                : throw new BadInputException($"'{text}' is not a seed; a seed is a whole number from 0 to 18446744073709551615.");
        }

        int dot = target.IndexOf('.', StringComparison.Ordinal);
        if (dot <= 0 || dot == target.Length - 1)
        {
            throw new BadInputException($"'{edit}' is not an edit; write step.option=value, such as picture.style=ink.");
        }

        string id = target[..dot];
        string option = target[(dot + 1)..];
        Step step = plan.Steps.FirstOrDefault(item => item.Id == id)
            ?? throw new BadInputException($"There is no step '{id}' to set '{option}' on; there are {string.Join(", ", plan.Steps.Select(item => item.Id))}.");
        JsonNode? value = Value(text);
        Step changed;
        if (option == "provider")
        {
            changed = step with { Provider = value is null ? null : text };
        }
        else
        {
            JsonObject options = (JsonObject?)step.Options?.DeepClone() ?? [];
            if (value is null)
            {
                options.Remove(option);
            }
            else
            {
                options[option] = value;
            }

            changed = step with { Options = options };
        }

        return plan with { Steps = [.. plan.Steps.Select(item => ReferenceEquals(item, step) ? changed : item)] };
    }

    private static JsonNode? Value(string text)
    {
        string trimmed = text.Trim();
        if (trimmed == "null")
        {
            return null;
        }

        bool mayBeJson = trimmed is "true" or "false" || (trimmed.Length > 0 && (trimmed[0] is '[' or '{' or '"' or '-' || char.IsAsciiDigit(trimmed[0])));
        if (mayBeJson)
        {
            try
            {
                JsonNode? node = JsonNode.Parse(trimmed, documentOptions: new JsonDocumentOptions { MaxDepth = 32 });
                PlanFile.Touch(node);
                return node;
            }
            catch (JsonException)
            {
                // Not JSON after all, such as the metre 6/8: a text.
            }
            catch (Exception fault) when (fault is InvalidOperationException or ArgumentException)
            {
                throw new BadInputException($"'{trimmed}' is not a value: {fault.Message}", fault);
            }
        }

        return JsonValue.Create(text);
    }
}
