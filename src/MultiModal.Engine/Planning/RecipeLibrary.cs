using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace MultiModal.Engine.Planning;

/// <summary>The recipes at hand: those beside the program, and the user's own, which go before them.</summary>
public sealed class RecipeLibrary
{
    private const int MaxBytes = 1 << 20;
    private readonly Lazy<SortedDictionary<string, Recipe>> _recipes;

    /// <summary>Initializes a new instance of the <see cref="RecipeLibrary"/> class; files are read when first needed.</summary>
    public RecipeLibrary(MultiModalHome home, IOptions<RecipeOptions> options)
    {
        ArgumentNullException.ThrowIfNull(home);
        ArgumentNullException.ThrowIfNull(options);
        _recipes = new(() => Load(
            options.Value.Folders ?? [Path.Combine(home.Root, "recipes"), Path.Combine(AppContext.BaseDirectory, "assets", "recipes")]));
    }

    /// <summary>Gets the recipes, by name.</summary>
    public IReadOnlyCollection<Recipe> All => _recipes.Value.Values;

    /// <summary>Returns the recipe of that name, or the default one.</summary>
    /// <exception cref="BadInputException">There is no such recipe.</exception>
    public Recipe Get(string? name)
    {
        if (name is null)
        {
            return All.FirstOrDefault(recipe => recipe.IsDefault)
                ?? throw new BadInputException("No recipe is marked as the default; name one with --recipe.");
        }

        return _recipes.Value.TryGetValue(name, out Recipe? found)
            ? found
            : throw new BadInputException($"There is no recipe '{name}'; there are {string.Join(", ", _recipes.Value.Keys)}.");
    }

    /// <summary>Reads one recipe file.</summary>
    /// <exception cref="BadInputException">The bytes are not a recipe; the message lists every fault of shape.</exception>
    public static Recipe Read(string name, ReadOnlySpan<byte> utf8)
    {
        string what = $"The recipe '{name}'";
        List<PlanViolation> violations = [];
        Recipe? recipe = PlanFile.Shape(utf8, what, root => Read(name, root, violations));
        return violations.Count == 0 && recipe is not null ? recipe : throw PlanViolation.Error(violations, what);
    }

    private static Recipe? Read(string name, JsonNode? root, List<PlanViolation> violations)
    {
        JsonObject? members = root as JsonObject;
        string? description = (members?["description"] as JsonValue)?.TryGetValue(out string? text) == true ? text : null;
        if (description is null)
        {
            violations.Add(new("$.description", "A recipe is a JSON object with a text \"description\" and an array \"steps\"."));
        }

        IReadOnlyList<Step> steps = PlanFile.ReadSteps(members?["steps"], "$.steps", violations);
        bool isDefault = (members?["default"] as JsonValue)?.TryGetValue(out bool flag) == true && flag;
        return description is null ? null : new Recipe { Name = name, Description = description, IsDefault = isDefault, Steps = steps };
    }

    private static SortedDictionary<string, Recipe> Load(IEnumerable<string> folders)
    {
        SortedDictionary<string, Recipe> recipes = new(StringComparer.Ordinal);
        foreach (string folder in folders.Where(Directory.Exists))
        {
            foreach (string file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
            {
                if (new FileInfo(file).Length > MaxBytes)
                {
                    throw new BadInputException($"The recipe file '{file}' is larger than {MaxBytes} bytes.");
                }

                string name = Path.GetFileNameWithoutExtension(file);
                recipes.TryAdd(name, Read(name, File.ReadAllBytes(file)));
            }
        }

        return recipes;
    }
}

/// <summary>Where recipes are looked for.</summary>
public sealed class RecipeOptions
{
    /// <summary>Gets or sets the folders in order; the first that has a name wins.</summary>
    /// <value>The default, null, is <c>recipes</c> in the home folder, then <c>assets/recipes</c> beside the program.</value>
    public IReadOnlyList<string>? Folders { get; set; }
}
