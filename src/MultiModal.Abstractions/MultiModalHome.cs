namespace MultiModal;

/// <summary>The folder of everything that is written outside a piece's own folder: store, index, models, settings.</summary>
public sealed record MultiModalHome
{
    /// <summary>The environment variable that moves the whole folder.</summary>
    public const string Variable = "MULTIMODAL_HOME";

    /// <summary>Initializes a new instance of the <see cref="MultiModalHome"/> class.</summary>
    /// <param name="root">An absolute path, or one relative to the current folder.</param>
    /// <exception cref="BadInputException">The path is empty or cannot be a path.</exception>
    public MultiModalHome(string root)
    {
        ArgumentNullException.ThrowIfNull(root);
        if (string.IsNullOrWhiteSpace(root) || root.Contains('\0', StringComparison.Ordinal))
            throw new BadInputException($"The home folder of MultiModal is not a path; set {Variable} to a folder that you may write to.");
        Root = Path.GetFullPath(root);
    }

    /// <summary>Gets the absolute path of the folder. It may not exist yet: who writes creates.</summary>
    public string Root { get; }

    /// <summary>Gets the folder of the model packs that the user added: <c>models</c> under <see cref="Root"/>.</summary>
    public string Models => Path.Combine(Root, "models");

    /// <summary>Finds the folder: <c>MULTIMODAL_HOME</c> when it is set and not blank, else <c>MultiModal</c> in the platform's local application data.</summary>
    /// <exception cref="BadInputException">The variable cannot be a path, or the platform has no such folder and the variable is not set.</exception>
    public static MultiModalHome Resolve() => Resolve(
        Environment.GetEnvironmentVariable(Variable),
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify));

    /// <summary>Finds the folder from the two things it depends on.</summary>
    /// <param name="variable">The value of <c>MULTIMODAL_HOME</c>, or null.</param>
    /// <param name="localApplicationData">The platform's folder for a user's local data; empty when there is none.</param>
    public static MultiModalHome Resolve(string? variable, string? localApplicationData)
    {
        if (!string.IsNullOrWhiteSpace(variable))
            return new MultiModalHome(variable);
        if (string.IsNullOrWhiteSpace(localApplicationData))
            throw new BadInputException($"This user has no folder for local data; set {Variable} to a folder that you may write to.");
        return new MultiModalHome(Path.Combine(localApplicationData, "MultiModal"));
    }

    /// <inheritdoc/>
    public override string ToString() => Root;
}
