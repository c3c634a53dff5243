using System.Text.Json.Nodes;
using MultiModal.Onnx.Packs;

namespace MultiModal.Onnx.Tests.Packs;

public sealed class HostilePackTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("../secret")]
    [InlineData("a/../../secret")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData("a/./b")]
    [InlineData("C:/Windows/x")]
    [InlineData("..\\secret")]
    [InlineData("a\u0000b")]
    [InlineData("a\nb")]
    [InlineData("dot.")]
    [InlineData("space ")]
    [InlineData("name:stream")]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("pack.json")]
    [InlineData("PACK.JSON")]
    public void A_path_that_leaves_the_pack_is_refused(string path) => Refused(Manifest(json => json["files"]![0]!["path"] = path));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("Upper")]
    [InlineData("../up")]
    [InlineData("a b")]
    [InlineData("模型")]
    [InlineData("-begins")]
    [InlineData("trailing\n")]
    public void An_id_that_could_not_be_a_name_everywhere_is_refused(string id)
    {
        Refused(Manifest(json => json["id"] = id), "id");
        Refused(Manifest(json => json["task"] = id), "task");
    }

    [Theory]
    [InlineData("id", "5")]
    [InlineData("id", "null")]
    [InlineData("id", null)]
    [InlineData("task", null)]
    [InlineData("licence", null)]
    [InlineData("licence", "\"\"")]
    [InlineData("origin", null)]
    [InlineData("origin", "\" \"")]
    [InlineData("parameters", null)]
    [InlineData("parameters", "\"many\"")]
    [InlineData("parameters", "-1")]
    [InlineData("parameters", "1e999")]
    [InlineData("parameters", "99999999999999999999")]
    [InlineData("version", "2")]
    [InlineData("version", "0")]
    [InlineData("files", null)]
    [InlineData("files", "null")]
    [InlineData("files", "[]")]
    [InlineData("files", "[null]")]
    [InlineData("files", "{}")]
    [InlineData("files", "[5]")]
    [InlineData("files", "[{\"path\":\"a\"}]")]
    [InlineData("files", "[{\"path\":null,\"sha256\":null,\"size\":1}]")]
    [InlineData("options", "[]")]
    [InlineData("options", "7")]
    [InlineData("sample", "\"unlisted.abc\"")]
    [InlineData("sample", "{}")]
    [InlineData("description", "null")]
    public void A_property_of_the_wrong_type_or_value_is_refused(string property, string? value)
        => Refused(Manifest(json =>
        {
            json.Remove(property);
            if (value is not null)
                json[property] = JsonNode.Parse(value);
        }));

    [Theory]
    [InlineData("sha256", "\"abc\"")]
    [InlineData("sha256", "\"ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789\"")]
    [InlineData("size", "-1")]
    [InlineData("size", "1.5")]
    [InlineData("size", "\"1\"")]
    public void A_file_with_an_impossible_hash_or_size_is_refused(string property, string value)
        => Refused(Manifest(json => json["files"]![0]![property] = JsonNode.Parse(value)));

    [Fact]
    public void A_file_listed_twice_is_refused()
        => Refused(
            Manifest(json =>
            {
                JsonNode twin = json["files"]![0]!.DeepClone();
                twin["path"] = "MODEL.onnx";
                json["files"]!.AsArray().Add(twin);
            }),
            "twice");

    [Fact]
    public void More_files_than_allowed_are_refused()
        => Refused(
            Manifest(json =>
            {
                JsonNode file = json["files"]![0]!;
                for (int i = 0; i < ModelPackManifest.MaxFiles; i++)
                {
                    JsonNode more = file.DeepClone();
                    more["path"] = $"{i}";
                    json["files"]!.AsArray().Add(more);
                }
            }),
            "10001");

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("\"text\"")]
    [InlineData("{} {}")]
    [InlineData("// nothing")]
    [InlineData("\u0000\u0001\u0002")]
    public void Text_that_is_not_a_manifest_is_refused(string text) => Refused(text);

    [Fact]
    public void A_manifest_cut_at_any_length_is_refused()
    {
        string whole = Manifest(_ => { });
        for (int length = 0; length < whole.Length; length++)
            Refused(whole[..length]);
    }

    [Fact]
    public void Deep_nesting_is_refused_and_not_followed()
        => Refused(Manifest(_ => { }).TrimEnd('}') + ",\"options\":" + string.Concat(Enumerable.Repeat("{\"a\":", 5000)) + "1" + new string('}', 5000) + "}");

    [Fact]
    public void A_huge_manifest_is_refused_unread()
    {
        string path = _folder.Write("huge/pack.json", "{}");
        using (FileStream sparse = File.OpenWrite(path))
            sparse.SetLength(8L << 30);

        BadInputException fault = Assert.Throws<BadInputException>(() => ModelPack.Read(Path.GetDirectoryName(path)!));

        Assert.Contains("8589934592", fault.Message, StringComparison.Ordinal);
    }

    private static string Manifest(Action<JsonObject> change)
    {
        JsonObject json = PackFolder.Manifest(files: [("model.onnx", [1, 2, 3])]);
        change(json);
        return json.ToJsonString();
    }

    private void Refused(string manifest, string part = "")
    {
        string path = _folder.Write("hostile/pack.json", manifest);

        BadInputException fault = Assert.Throws<BadInputException>(() => ModelPack.Read(Path.GetDirectoryName(path)!));

        Assert.Contains(path, fault.Message, StringComparison.Ordinal);
        Assert.Contains(part, fault.Message, StringComparison.Ordinal);
        Assert.InRange(fault.Message.Length, 20, 1000);
    }
}
