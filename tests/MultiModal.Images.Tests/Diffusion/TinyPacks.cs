using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using MultiModal.Images.Diffusion;
using MultiModal.Images.Diffusion.Conditioning;
using MultiModal.Images.Diffusion.Packs;
using MultiModal.Images.Diffusion.Pipelines;
using MultiModal.Images.Diffusion.Vae;
using MultiModal.Images.Models;
using MultiModal.Images.Ranking;
using MultiModal.Images.Upscaling;
using MultiModal.Onnx;
using MultiModal.Onnx.Packs;
using MultiModal.Onnx.Runtime;
using MultiModal.Testing;

namespace MultiModal.Images.Tests.Diffusion;

/// <summary>The packs in Data/Diffusion: random weights, the tensors of the real ones. Made by Pipelines/exports.py.</summary>
internal static class TinyPacks
{
    /// <summary>Gets where a file or folder of them lies.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([AppContext.BaseDirectory, "Data", "Diffusion", .. parts]);

    /// <summary>Copies a pack into a folder, so that a test can spoil it.</summary>
    public static string CopyTo(TemporaryFolder folder, string pack, string name = "pack")
    {
        string target = folder.Path(name);
        string source = PathOf(pack);
        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            string path = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Copy(file, path);
        }

        return target;
    }

    /// <summary>Makes a pack of a folder: a pack.json that lists every file.</summary>
    public static void WriteManifest(string folder, string id, string options = "{}")
    {
        string path = Path.Combine(folder, "pack.json");
        File.Delete(path);
        JsonObject manifest = new()
        {
            ["id"] = id,
            ["task"] = "paint_image",
            ["licence"] = "MIT",
            ["origin"] = "Random numbers.",
            ["parameters"] = 1,
            ["options"] = JsonNode.Parse(options),
            ["files"] = new JsonArray([.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => new JsonObject
            {
                ["path"] = Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'),
                ["sha256"] = StableHash.Sha256Hex(File.ReadAllBytes(file)),
                ["size"] = new FileInfo(file).Length,
            })]),
        };
        File.WriteAllText(path, manifest.ToJsonString());
    }

    /// <summary>Makes a session pool on the processor.</summary>
    public static SessionPool CreatePool(int threads = 1)
        => new ServiceCollection()
            .AddMultiModalOnnx(options => (options.ExecutionProvider, options.Threads) = ("cpu", threads))
            .BuildServiceProvider()
            .GetRequiredService<SessionPool>();

    /// <summary>Opens one of the packs, or a changed copy, with <see cref="Encode"/> for a text encoder.</summary>
    public static DiffusionPipeline Open(SessionPool pool, string pack, VaeOptions? vae = null)
    {
        DiffusionPack read = DiffusionPack.Read(Path.IsPathRooted(pack) ? pack : PathOf(pack));
        return DiffusionPipeline.Open(read, pool, null, vae, Conditions(read), DiffusionNoise.Of);
    }

    /// <summary>Makes a generator of a folder, with the folder's own text encoder.</summary>
    /// <param name="pool">Opens the models.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="packs">Where packs for enlarging and ranking lie; null for none.</param>
    public static DiffusionPictureGenerator Generator(SessionPool pool, string folder, string? packs = null)
    {
        ModelPackLibrary library = new(packs ?? Path.Combine(folder, "none"), Path.Combine(folder, "none"));
        return new DiffusionPictureGenerator(ModelFiles.Of(folder), pool, new Upscaler(pool, library), new PictureTextAgreement(pool, library));
    }

    /// <summary>Returns <see cref="Encode"/> with the widths of a pack.</summary>
    public static DiffusionPipeline.ConditionSource Conditions(DiffusionPack pack)
    {
        int hidden = (int)pack.Inspection.Denoiser!.HiddenStates.Dimensions[2];
        int pooled = (int)(pack.Inspection.Denoiser.TextEmbeds?.Dimensions[1] ?? 0);
        return (prompts, negative, options, _) => Encode(hidden, pooled, prompts, negative, options.Unconditional);
    }

    /// <summary>Stands for a text encoder: hidden states that depend on every letter of the prompt.</summary>
    public static Condition Encode(int hiddenSize, int pooledSize, IReadOnlyList<string> prompts, string? negative, bool unconditional)
    {
        Condition condition = new(prompts.Count, 16, hiddenSize, pooledSize, unconditional);
        for (int i = 0; i < prompts.Count; i++)
        {
            Fill(prompts[i], condition.Conditional(i));
            Fill(prompts[i], condition.Pooled(i));
        }

        if (unconditional)
        {
            Fill(negative ?? string.Empty, condition.Unconditional());
            Fill(negative ?? string.Empty, condition.UnconditionalPooled());
        }

        return condition;
    }

    /// <summary>The picture that exports.py begins from, by the same formula.</summary>
    public static Picture Pattern(int width, int height)
    {
        byte[] rgba = new byte[4 * width * height];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                Span<byte> pixel = rgba.AsSpan(4 * ((y * width) + x), 4);
                (pixel[0], pixel[1], pixel[2], pixel[3]) = ((byte)((5 * x) + (3 * y)), (byte)((2 * x) + (7 * y)), (byte)(x * y), 255);
            }
        }

        return new Picture(width, height, rgba);
    }

    private static void Fill(string text, Span<float> values)
    {
        SeededRandom random = new(StableHash.Combine(1, text));
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)random.NextGaussian();
        }
    }
}
