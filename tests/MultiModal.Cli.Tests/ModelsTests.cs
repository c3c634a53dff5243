using System.Text.Json;
using System.Text.Json.Nodes;

namespace MultiModal.Cli.Tests;

/// <summary>models: what is added is what was inspected, whole or not at all.</summary>
public sealed class ModelsTests : IDisposable
{
    private readonly CliProcess _cli = new();

    private string Models => Path.Combine(_cli.Home, "models");

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Add_SaysWhatItIs_AndInstallsAPackThatVerifies()
    {
        string output = await Done("models", "add", TinyModels.PathOf("Diffusion/pix2pix"), "--id", "sketcher", "--licence", "MIT");

        Assert.Contains("Stable Diffusion with a picture beside the latents (InstructPix2Pix)", output, StringComparison.Ordinal);
        Assert.Contains("64×64 pixels, sides in steps of 16", output, StringComparison.Ordinal);
        Assert.Contains("layout", output, StringComparison.Ordinal);
        Assert.Contains("Added as 'sketcher'", output, StringComparison.Ordinal);
        using JsonDocument manifest = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(Models, "sketcher", "pack.json")));
        Assert.Equal("paint_image", manifest.RootElement.GetProperty("task").GetString());
        Assert.Equal("MIT", manifest.RootElement.GetProperty("licence").GetString());
        Assert.Equal("Not known; added from the folder 'pix2pix'.", manifest.RootElement.GetProperty("origin").GetString());
        Assert.True(manifest.RootElement.GetProperty("parameters").GetInt64() > 30_000);
        string verified = await Done("models", "verify");
        Assert.Contains("sketcher  (paint_image, MIT, ", verified, StringComparison.Ordinal);
        Assert.Contains("every file is as it should be", verified, StringComparison.Ordinal);
        Assert.Contains("text to image, image to image, inpainting, layout", verified, StringComparison.Ordinal);
        Assert.Equal(["sketcher"], Directory.EnumerateFileSystemEntries(Models).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Remove_TakesOutWhatWasAdded_AndNothingElse()
    {
        await Done("models", "add", TinyModels.PathOf("Diffusion/sd"), "--id", "lakes");
        Directory.CreateDirectory(Path.Combine(Models, "spoilt"));
        await File.WriteAllTextAsync(Path.Combine(Models, "spoilt", "pack.json"), "{");

        Assert.Contains("Removed", await Done("models", "remove", "lakes"), StringComparison.Ordinal);
        Assert.Contains("Removed", await Done("models", "remove", "spoilt"), StringComparison.Ordinal);

        Assert.Empty(Directory.EnumerateFileSystemEntries(Models));
        foreach ((string id, string reason) in new[] { ("lakes", "no model pack 'lakes'"), ("scene-gan", "comes with the program"), ("../models", "no model pack") })
        {
            (int code, _, string error) = await Run("models", "remove", id);
            Assert.Equal(2, code);
            Assert.Contains(reason, error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Add_WithInspect_LeavesNothing()
    {
        string output = await Done("models", "add", TinyModels.PathOf("gan/big"), "--inspect");

        Assert.Contains("one of 5 classes", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Models));
    }

    [Fact]
    public async Task Add_OfOneFile_TakesThatFileOnly()
    {
        string output = await Done("models", "add", TinyModels.PathOf("gan/dcgan/generator.onnx"), "--json");

        JsonElement added = JsonDocument.Parse(output).RootElement;
        Assert.Equal("generator", added.GetProperty("id").GetString());
        Assert.Equal("LicenseRef-unknown", added.GetProperty("licence").GetString());
        Assert.Equal("gan", added.GetProperty("layout").GetString());
        Assert.Equal(["generator.onnx", "pack.json"], Directory.EnumerateFiles(added.GetProperty("installed").GetString()!).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Add_OfAPack_KeepsWhatItSays()
    {
        await Done("models", "add", TinyModels.PathOf("gan/style"), "--id", "first", "--licence", "CC0-1.0");

        await Done("models", "add", Path.Combine(Models, "first"), "--id", "second");

        Assert.Equal(Field("first", "licence"), Field("second", "licence"));
        Assert.Equal(Field("first", "origin"), Field("second", "origin"));
        Assert.Equal(Field("first", "files"), Field("second", "files"));
    }

    [Fact]
    public async Task Add_WithLink_HoldsTheSameFileTwice()
    {
        string model = TinyModels.CopyTo(_cli.Path("mine"), "gan/plain");

        await Done("models", "add", model, "--link");

        // The same file under both names: what is written through one is seen through the other, and verify notices.
        File.AppendAllText(Path.Combine(model, "model.onnx"), "more");
        (int code, string output, _) = await Run("models", "verify");
        Assert.Equal(2, code);
        Assert.Contains("was altered", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("upscaler/conv", "upscale_image", "an upscaler, ×2 and ×4")]
    [InlineData("agreement", "rank_picture", "a model of the agreement of pictures and words")]
    public async Task OtherPictureModels_AreKnownToo(string model, string task, string kind)
    {
        JsonElement found = JsonDocument.Parse(await Done("models", "add", TinyModels.PathOf(model), "--inspect", "--json")).RootElement;

        Assert.Equal(task, found.GetProperty("task").GetString());
        Assert.Equal(kind, found.GetProperty("kind").GetString());
        Assert.Empty(found.GetProperty("faults").EnumerateArray());
    }

    [Theory]
    [InlineData("tokenizer/vocab.json", "{", "vocab.json")]
    [InlineData("tokenizer/vocab.json", "", "vocab.json")]
    [InlineData("scheduler/scheduler_config.json", "", "scheduler_config.json")]
    [InlineData("unet/model.onnx", "", "unet/model.onnx")]
    public async Task Add_RefusesAModelOfWhichAPartCannotBeRead(string part, string content, string named)
    {
        string model = TinyModels.CopyTo(_cli.Path("mine"), "Diffusion/sd");
        await File.WriteAllTextAsync(Path.Combine(model, part), content);

        (int code, _, string error) = await Run("models", "add", model);

        Assert.Equal(2, code);
        Assert.Contains(named, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Models));
    }

    [Theory]
    [InlineData("con")]
    [InlineData("aux.txt")]
    [InlineData("lakes.")]
    public async Task Add_RefusesNamesThatNotEverySystemHas(string id)
        => Assert.Equal(2, (await Run("models", "add", TinyModels.PathOf("gan/plain"), "--id", id)).Code);

    [Fact]
    public async Task Add_RefusesAPackWhoseSizesAreNotThoseOfItsFiles()
    {
        await Done("models", "add", TinyModels.PathOf("gan/plain"), "--id", "first");
        string manifest = Path.Combine(Models, "first", "pack.json");
        JsonNode pack = JsonNode.Parse(await File.ReadAllTextAsync(manifest))!;
        pack["files"]![0]!["size"] = 1;
        await File.WriteAllTextAsync(manifest, pack.ToJsonString());

        (int code, _, string error) = await Run("models", "add", Path.Combine(Models, "first"), "--id", "second");

        Assert.Equal(2, code);
        Assert.Contains("pack.json gives it 1", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APipeAmongTheFiles_IsRefused_NotWaitedFor()
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
        {
            return;
        }

        string model = TinyModels.CopyTo(_cli.Path("mine"), "Diffusion/sd");
        File.Delete(Path.Combine(model, "unet", "model.onnx"));
        using (System.Diagnostics.Process made = System.Diagnostics.Process.Start("mkfifo", Path.Combine(model, "unet", "model.onnx")))
        {
            await made.WaitForExitAsync();
        }

        (int code, _, string error) = await Run("models", "add", model).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(2, code);
        Assert.Contains("unet/model.onnx", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_RefusesAnIdThatIsThere()
    {
        await Done("models", "add", TinyModels.PathOf("gan/plain"));

        (int code, _, string error) = await Run("models", "add", TinyModels.PathOf("gan/plain"));

        Assert.Equal(2, code);
        Assert.Contains("There is a model pack 'plain' in", error, StringComparison.Ordinal);
        Assert.Contains("--id", error, StringComparison.Ordinal);
    }

    public static TheoryData<string[], string> Refused => new()
    {
        { ["nowhere"], "There is no model at" },
        { [""], "The model has no name" },
        { ["text.txt"], "is not a model" },
        { ["empty"], "and found no files" },
        { ["torn"], "unet/model.onnx is missing" },
        { ["altered"], "was altered: expected SHA-256" },
        { ["linked"], "is a link that leads out of the folder" },
        { ["folder-link"], "is a link to a folder" },
        { ["dangling"], "which does not exist" },
        { ["good", "--id", "Bad Id"], "has the id 'Bad Id'" },
        { ["good", "--id", "../outside"], "has the id '../outside'" },
        { ["good", "--id", "painter"], "'painter' is the name of a provider of 'paint_image'" },
        { ["good", "--licence", "free for all!"], "is no SPDX expression" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task WhatCannotBeAdded_IsTold_AndLeavesNothing(string[] line, string sentence)
    {
        Prepare();

        (int code, string output, string error) = await Run(["models", "add", .. line]);

        Assert.True(code == 2, $"exit code {code}: {error}");
        Assert.Contains(sentence, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.Empty(output);
        Assert.False(Directory.Exists(Models));
    }

    [Fact]
    public async Task EveryFault_HasALineOfItsOwn()
    {
        Prepare();

        (_, _, string error) = await Run("models", "add", "torn");

        string[] faults = error.Trim().Split('\n');
        Assert.Contains(faults, fault => fault.StartsWith("unet/model.onnx is missing", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.StartsWith("scheduler/scheduler_config.json is missing", StringComparison.Ordinal));
    }

    private void Prepare()
    {
        File.WriteAllText(_cli.Path("text.txt"), "text");
        Directory.CreateDirectory(_cli.Path("empty"));
        TinyModels.CopyTo(_cli.Path("good"), "gan/plain");
        TinyModels.CopyTo(_cli.Path("torn"), "Diffusion/sd");
        Directory.Delete(_cli.Path("torn", "unet"), recursive: true);
        Directory.Delete(_cli.Path("torn", "scheduler"), recursive: true);
        TinyModels.CopyTo(_cli.Path("linked"), "gan/plain");
        File.CreateSymbolicLink(_cli.Path("linked", "notes.txt"), _cli.Path("text.txt"));
        TinyModels.CopyTo(_cli.Path("folder-link"), "gan/plain");
        Directory.CreateSymbolicLink(_cli.Path("folder-link", "more"), _cli.Path("empty"));
        TinyModels.CopyTo(_cli.Path("dangling"), "gan/plain");
        File.CreateSymbolicLink(_cli.Path("dangling", "notes.txt"), _cli.Path("dangling", "gone.txt"));
        TinyModels.CopyTo(_cli.Path("altered"), "gan/plain");
        byte[] model = File.ReadAllBytes(_cli.Path("altered", "model.onnx"));
        File.WriteAllText(_cli.Path("altered", "pack.json"), $$"""
            { "id": "altered", "task": "paint_image", "licence": "MIT", "origin": "A test.", "parameters": 1,
              "files": [ { "path": "model.onnx", "sha256": "{{new string('0', 64)}}", "size": {{model.Length}} } ] }
            """);
    }

    private string Field(string pack, string name)
    {
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Models, pack, "pack.json")));
        return manifest.RootElement.GetProperty(name).GetRawText();
    }

    private Task<(int Code, string Output, string Error)> Run(params string[] line) => InThisProcess.RunAsync(_cli, line);

    private async Task<string> Done(params string[] line)
    {
        (int code, string output, string error) = await Run(line);
        Assert.True(code == 0, $"exit code {code}: {error}");
        return output;
    }
}
