using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MultiModal.Engine.Planning;

/// <summary>Reads and writes plan files. Reading reports every fault of shape with its JSON path, not only the first.</summary>
public static partial class PlanFile
{
    /// <summary>The largest plan file that is read, in bytes.</summary>
    public const int MaxBytes = 32 << 20;

    /// <summary>The most steps a plan may have.</summary>
    public const int MaxSteps = 50_000;

    /// <summary>Writes a plan as indented JSON.</summary>
    public static byte[] Write(Plan plan) => JsonSerializer.SerializeToUtf8Bytes(plan, ArtifactJson.Indented);

    /// <summary>Reads a plan, without looking at tools: see <see cref="PlanValidator"/> for that.</summary>
    /// <exception cref="BadInputException">The bytes are not a plan; the message lists every fault of shape.</exception>
    public static Plan Read(ReadOnlySpan<byte> utf8, string what = "The plan")
    {
        if (utf8.Length > MaxBytes)
        {
            throw new BadInputException($"{what} has {utf8.Length} bytes; at most {MaxBytes} are read.");
        }

        List<PlanViolation> violations = [];
        Plan? plan = Shape(utf8, what, root => ReadPlan(new Cursor(root, "$", violations)));
        return violations.Count == 0 && plan is not null ? plan : throw PlanViolation.Error(violations, what);
    }

    /// <summary>Parses JSON and hands it to a reader; whatever is wrong with the JSON itself becomes one sentence.</summary>
    internal static T Shape<T>(ReadOnlySpan<byte> utf8, string what, Func<JsonNode?, T> read)
    {
        try
        {
            Utf8JsonReader reader = new(utf8, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 64 });
            JsonNode? root = JsonNode.Parse(ref reader);
            Touch(root);
            return reader.BytesConsumed == utf8.Length || reader.Read() == false ? read(root) : throw new JsonException("something follows after the end.");
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or ArgumentException)
        {
            // Besides syntax: bytes that are not UTF-8 and lone surrogates (InvalidOperation), a member twice (Argument). Nodes find these when they are looked at.
            throw new BadInputException($"{what} is not JSON: {fault.Message}", fault);
        }
    }

    /// <summary>Looks at every string and member once: nodes find lone surrogates and doubled members only then.</summary>
    internal static void Touch(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach ((_, JsonNode? value) in members)
                {
                    Touch(value);
                }

                break;
            case JsonArray items:
                foreach (JsonNode? item in items)
                {
                    Touch(item);
                }

                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                _ = value.GetValue<string>();
                break;
            default:
                break;
        }
    }

    /// <summary>Reads the steps of a recipe or plan from a JSON array.</summary>
    internal static IReadOnlyList<Step> ReadSteps(JsonNode? node, string path, List<PlanViolation> violations) => ReadSteps(new Cursor(node, path, violations));

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]{0,63}$")]
    internal static partial Regex StepId();

    private static Plan? ReadPlan(Cursor at)
    {
        if (!at.IsObject("version", "seed", "brief", "steps", "$schema"))
        {
            return null;
        }

        int version = at.Member("version").Number(Plan.CurrentVersion) is int given ? given : Plan.CurrentVersion;
        if (version != Plan.CurrentVersion)
        {
            at.Member("version").Fault($"Version {version} is not known; this build reads version {Plan.CurrentVersion}.");
        }

        Brief? brief = ReadBrief(at.Member("brief"));
        ulong seed = at.Member("seed").Seed();
        IReadOnlyList<Step> steps = ReadSteps(at.Member("steps"));
        return brief is null ? null : new Plan { Version = version, Seed = seed, Brief = brief, Steps = steps };
    }

    private static Brief? ReadBrief(Cursor at)
    {
        if (!at.IsObject("text", "title", "author", "language", "recipe", "style", "mood", "policy", "limits"))
        {
            return null;
        }

        string? text = at.Member("text").Text(required: true);
        Cursor limits = at.Member("limits");
        Limits kept = new();
        if (limits.Exists && limits.IsObject("time", "costUsd"))
        {
            try
            {
                kept = limits.Node.Deserialize<Limits>(ArtifactJson.Compact) ?? kept;
            }
            catch (JsonException)
            {
                limits.Fault("Limits are { \"time\": \"00:05:00\", \"costUsd\": 1.5 }.");
            }
        }

        return new Brief
        {
            Text = text ?? string.Empty,
            Title = at.Member("title").Text(),
            Author = at.Member("author").Text(),
            Language = at.Member("language").Word<Language>() ?? Language.Auto,
            Recipe = at.Member("recipe").Text(),
            Style = at.Member("style").Text(),
            Mood = at.Member("mood").Text(),
            Policy = at.Member("policy").Word<Policy>() ?? Policy.LocalFirst,
            Limits = kept,
        };
    }

    private static List<Step> ReadSteps(Cursor at)
    {
        List<Step> steps = [];
        if (!at.Exists)
        {
            at.Fault("The steps are missing.");
            return steps;
        }

        if (at.Node is not JsonArray array)
        {
            at.Fault("The steps are an array.");
            return steps;
        }

        if (array.Count > MaxSteps)
        {
            at.Fault($"There are {array.Count} steps; at most {MaxSteps} are run.");
            return steps;
        }

        for (int i = 0; i < array.Count; i++)
        {
            if (ReadStep(at.At(i)) is { } step)
            {
                steps.Add(step);
            }
        }

        return steps;
    }

    private static Step? ReadStep(Cursor at)
    {
        if (!at.IsObject("id", "tool", "provider", "inputs", "options"))
        {
            return null;
        }

        string? id = at.Member("id").Text(required: true);
        string? tool = at.Member("tool").Text(required: true);
        if (id is not null && (!StepId().IsMatch(id) || id == ArtifactRef.Brief))
        {
            at.Member("id").Fault($"'{id}' cannot be an id: a letter, then letters, digits, '-' or '_', at most 64, and not 'brief'.");
        }

        Dictionary<string, StepInput> inputs = [];
        Cursor given = at.Member("inputs");
        if (given.Exists && given.IsObject())
        {
            foreach (string name in ((JsonObject)given.Node!).Select(pair => pair.Key))
            {
                if (ReadInput(given.Member(name)) is { } input)
                {
                    inputs[name] = input;
                }
            }
        }

        Cursor options = at.Member("options");
        JsonObject? chosen = options.Exists && options.IsObject() ? (JsonObject)options.Node!.DeepClone() : null;
        return id is null || tool is null ? null : new Step { Id = id, Tool = tool, Provider = at.Member("provider").Text(), Inputs = inputs, Options = chosen };
    }

    private static StepInput? ReadInput(Cursor at)
    {
        switch (at.Node)
        {
            case null:
                at.Fault("An input is null; leave it out instead.");
                return null;
            case JsonObject reference when reference.ContainsKey("from"):
                if (reference.Count > 1 || at.Member("from").Text() is not { Length: > 0 } from)
                {
                    at.Fault("A reference is an object with the one member \"from\", a text such as \"reading.scene\".");
                    return null;
                }

                return new StepInput.Reference(ArtifactRef.Parse(from));
            case JsonArray array:
                List<StepInput> items = [];
                for (int i = 0; i < array.Count; i++)
                {
                    if (ReadInput(at.At(i)) is { } item)
                    {
                        items.Add(item);
                    }
                }

                return new StepInput.Many(items);
            default:
                return new StepInput.Literal(at.Node.DeepClone());
        }
    }

    /// <summary>A place in the document that knows its path and where faults go.</summary>
    private readonly struct Cursor(JsonNode? node, string path, List<PlanViolation> violations, bool exists = true)
    {
        public JsonNode? Node { get; } = node;

        public bool Exists { get; } = exists;

        public Cursor Member(string name) => Node is JsonObject holder && holder.TryGetPropertyValue(name, out JsonNode? member)
            ? new(member, PathOf(name), violations)
            : new(null, PathOf(name), violations, exists: false);

        public Cursor At(int index) => new(((JsonArray)Node!)[index], $"{path}[{index}]", violations);

        public void Fault(string message) => violations.Add(new PlanViolation(path, message));

        /// <summary>Faults unless this is an object with no members but the known ones (none given: any).</summary>
        public bool IsObject(params ReadOnlySpan<string> known)
        {
            if (Node is not JsonObject members)
            {
                Fault(Exists ? "This is a JSON object." : "This is missing.");
                return false;
            }

            string[] names = known.ToArray();
            foreach ((string name, _) in members)
            {
                if (names.Length > 0 && !names.Contains(name))
                {
                    Member(name).Fault($"There is no member '{name}' here; there are {string.Join(", ", names.Where(item => item[0] != '$'))}.");
                }
            }

            return true;
        }

        public string? Text(bool required = false)
        {
            if (Node is JsonValue value && value.TryGetValue(out string? text))
            {
                return text;
            }

            if (Node is not null || required)
            {
                Fault(Exists ? "This is a text." : "This is missing.");
            }

            return null;
        }

        public int? Number(int fallback)
        {
            if (Node is JsonValue value && value.TryGetValue(out int number))
            {
                return number;
            }

            if (Exists)
            {
                Fault("This is a whole number.");
            }

            return fallback;
        }

        public ulong Seed()
        {
            if (Node is JsonValue value && value.TryGetValue(out ulong seed))
            {
                return seed;
            }

            if (Exists)
            {
                Fault("A seed is a whole number from 0 to 18446744073709551615.");
            }

            return 0;
        }

        public T? Word<T>()
            where T : struct, Enum
        {
            if (!Exists || Node is null)
            {
                return null;
            }

            try
            {
                return Node.Deserialize<T>(ArtifactJson.Compact);
            }
            catch (JsonException)
            {
                Fault("This is one of " + string.Join(", ", Enum.GetNames<T>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName)) + ".");
                return null;
            }
        }

        private string PathOf(string name) => StepId().IsMatch(name) ? $"{path}.{name}" : $"{path}[{JsonSerializer.Serialize(name, ArtifactJson.Compact)}]";
    }
}
