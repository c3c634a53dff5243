namespace MultiModal.Images.Tests;

/// <summary>A folder that is there for one test.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("multimodal-images-").FullName;

    /// <summary>Returns the path of a file in the folder.</summary>
    public string this[string name] => Path.Combine(_path, name);

    /// <summary>Writes a file into the folder and returns its path.</summary>
    public string Put(string name, byte[] bytes)
    {
        File.WriteAllBytes(this[name], bytes);
        return this[name];
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
