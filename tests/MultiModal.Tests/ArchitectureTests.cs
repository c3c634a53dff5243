using System.Xml.Linq;
using MultiModal.Testing;

namespace MultiModal.Tests;

/// <summary>Guards the direction in which the projects may see one another.</summary>
public sealed class ArchitectureTests
{
    private static readonly string[] Arts = ["MultiModal.Text", "MultiModal.Images", "MultiModal.Music"];

    [Fact]
    public void NoProjectReferencesOneThatIsNotBelowIt()
    {
        Dictionary<string, string[]> allowed = new(StringComparer.Ordinal)
        {
            ["MultiModal.Abstractions"] = [],
            ["MultiModal.OnnxRuntime"] = [],
            ["MultiModal.Onnx"] = ["MultiModal.Abstractions", "MultiModal.OnnxRuntime"],
            ["MultiModal.Engine"] = ["MultiModal.Abstractions"],
            ["MultiModal"] = ["MultiModal.Abstractions", "MultiModal.Engine", "MultiModal.Onnx", .. Arts],
            ["MultiModal.Cli"] = ["MultiModal"],
        };
        foreach (string art in Arts)
        {
            allowed[art] = ["MultiModal.Abstractions", "MultiModal.Onnx"];
        }

        Dictionary<string, string[]> found = Projects();

        Assert.Equal(allowed.Keys.Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        foreach ((string project, string[] references) in found)
        {
            Assert.True(references.All(allowed[project].Contains), $"{project} references {string.Join(", ", references.Except(allowed[project]))}.");
        }
    }

    private static Dictionary<string, string[]> Projects() =>
        Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .ToDictionary(
                file => Path.GetFileNameWithoutExtension(file),
                file => XDocument.Load(file).Descendants("ProjectReference").Select(item => Path.GetFileNameWithoutExtension(item.Attribute("Include")!.Value.Replace('\\', '/'))).ToArray(),
                StringComparer.Ordinal);
}
