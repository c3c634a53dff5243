namespace MultiModal.Testing;

/// <summary>Finds the repository that a test was built in.</summary>
public static class RepositoryFolder
{
    /// <summary>Gets the folder of <c>MultiModal.sln</c>.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "MultiModal.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The repository was not found above the tests.");
        }

        return folder;
    }
}
