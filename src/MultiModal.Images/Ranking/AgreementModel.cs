using System.Numerics.Tensors;
using System.Text.Json;
using Microsoft.ML.OnnxRuntime;
using MultiModal.Images.Models;
using MultiModal.Images.Raster;
using MultiModal.Onnx.Runtime;

namespace MultiModal.Images.Ranking;

/// <summary>
/// A text encoder and an image encoder into one space (a dual encoder as CLIP's; Radford et al. 2021): <c>tokenizer/</c>,
/// <c>text_encoder/model.onnx</c>, <c>image_encoder/model.onnx</c> ([B,3,n,n], −1 to 1, to [B,E]) and <c>config.json</c>
/// (<c>image_size</c>, <c>logit_scale</c>). Thread-safe.
/// </summary>
public sealed class AgreementModel
{
    private const string ImageModel = "image_encoder/model.onnx";
    private const int MaxSide = 1024;

    private readonly TextTower _text;
    private readonly OnnxSession _image;
    private readonly TensorSpec _pixels;
    private readonly TensorSpec _features;
    private volatile KnownWords? _known;

    private AgreementModel(ModelFiles files, TextTower text, OnnxSession image)
    {
        (Files, _text, _image) = (files, text, image);
        OnnxModelHeader header = files.ReadHeader(ImageModel);
        _pixels = header.Inputs is [TensorSpec only] && Tensors.IsReal(only) && only.Dimensions is [-1 or 1, -1 or PictureTensor.Channels, _, _]
            ? only
            : throw Tensors.Mismatch(header, "one input pixel_values [B,3,height,width]");
        _features = header.Outputs.FirstOrDefault(output => Tensors.IsReal(output) && output.Dimensions.Count == 2) ?? throw Tensors.Mismatch(header, "an output image_embeds [B,E]");
        (ImageSize, LogitScale) = ReadConfig(files);
        if (_pixels.Dimensions.Skip(2).Any(side => side >= 0 && side != ImageSize))
            throw Tensors.Mismatch(header, $"pictures of the image_size {ImageSize} of config.json at {_pixels}");
    }

    /// <summary>Gets the files.</summary>
    public ModelFiles Files { get; }

    /// <summary>Gets the pixels a side of what the image encoder is shown.</summary>
    public int ImageSize { get; }

    /// <summary>Gets the factor by which the model's training multiplied the agreement before its softmax.</summary>
    public double LogitScale { get; }

    /// <summary>Opens a model.</summary>
    /// <param name="pool">The pool that opens and closes the sessions.</param>
    /// <param name="files">Its files.</param>
    /// <param name="settings">What the sessions are asked for; null takes everything from the options.</param>
    /// <param name="cancellationToken">Stops the hashing of a pack.</param>
    /// <exception cref="ProviderUnavailableException">A part is missing, altered or does not fit; the sentence names file, tensor, expected and found.</exception>
    public static AgreementModel Open(SessionPool pool, ModelFiles files, SessionSettings? settings = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(files);
        TextTower text = TextTower.Open(pool, files, settings, cancellationToken);
        return new AgreementModel(files, text, files.Open(pool, ImageModel, settings, cancellationToken));
    }

    /// <summary>Returns the words that the model is asked with for a request and a style.</summary>
    public string WordsFor(PictureRequest request, string style)
    {
        ArgumentNullException.ThrowIfNull(request);
        return PackWords.For(Files.Pack, request, style);
    }

    /// <summary>Returns the features of a text, of length 1.</summary>
    public float[] TextFeatures(string words, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(words);
        if (_known is { } known && known.Words == words)
            return [.. known.Features];
        float[] features = Normalize(_text.Embed(words, cancellationToken));
        _known = new KnownWords(words, features);
        return [.. features];
    }

    /// <summary>Returns the features of a picture, of length 1; pictures that show the same lie close together.</summary>
    /// <remarks>The whole picture is shrunk to a square by the mean over areas in stored values, as in the model's training, whatever its proportions.</remarks>
    public float[] PictureFeatures(Picture picture, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(picture);
        float[] planes = PictureShrinker.ToSquare(picture, ImageSize);
        using OrtValue pixels = Tensors.Real(_pixels, planes, [1, PictureTensor.Channels, ImageSize, ImageSize]);
        using IDisposableReadOnlyCollection<OrtValue> made = _image.Run(new Dictionary<string, OrtValue> { [_pixels.Name] = pixels }, [_features.Name], cancellationToken);
        return Normalize(Tensors.Read(made[0]).ToArray());
    }

    /// <summary>Returns how well a picture agrees with words: the cosine between their features, −1 to 1.</summary>
    public double Score(Picture picture, string words, CancellationToken cancellationToken = default)
        => Cosine(PictureFeatures(picture, cancellationToken), TextFeatures(words, cancellationToken));

    /// <summary>Ranks pictures by how well they agree with words, the best first; of equals the earlier.</summary>
    public IReadOnlyList<RankedPicture> Rank(IReadOnlyList<Picture> pictures, string words, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        float[] text = TextFeatures(words, cancellationToken);
        return [.. pictures.Select((picture, index) => new RankedPicture(index, Cosine(PictureFeatures(picture, cancellationToken), text))).OrderByDescending(ranked => ranked.Score)];
    }

    private static (int ImageSize, double LogitScale) ReadConfig(ModelFiles files)
    {
        using JsonDocument? document = files.ReadJson("config.json");
        if (document is null)
            throw new ProviderUnavailableException($"The model {files.Folder} has no config.json, which gives its \"image_size\".");
        string path = files.PathOf("config.json");
        bool hasSize = document.RootElement.TryGetProperty("image_size", out JsonElement size);
        if (!hasSize || size.ValueKind != JsonValueKind.Number || !size.TryGetInt32(out int side) || side is < 8 or > MaxSide)
            throw new ProviderUnavailableException($"{path} has \"image_size\": {(hasSize ? size.GetRawText() : "nothing")}, where a whole number of 8 to {MaxSide} is expected.");
        if (!document.RootElement.TryGetProperty("logit_scale", out JsonElement scale))
            return (side, 1);
        return scale.ValueKind == JsonValueKind.Number && scale.GetDouble() is > 0 and < 1e6 and double factor
            ? (side, factor)
            : throw new ProviderUnavailableException($"{path} has \"logit_scale\": {scale.GetRawText()}, where a number above 0 is expected.");
    }

    private static float[] Normalize(float[] features)
    {
        float length = TensorPrimitives.Norm(features);
        if (!float.IsFinite(length))
            throw new ProviderUnavailableException("The model of agreement gave features that are not finite numbers.");
        if (length > 0)
            TensorPrimitives.Divide(features, length, features);
        return features;
    }

    private double Cosine(float[] picture, float[] text)
        => picture.Length == text.Length
            ? Math.Clamp(TensorPrimitives.Dot(picture, text), -1, 1)
            : throw new ProviderUnavailableException($"The model {Files.Folder} gives {picture.Length} features of a picture and {text.Length} of a text; they must be as many.");

    private sealed record KnownWords(string Words, float[] Features);
}
