using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using MultiModal.Images.Models;
using MultiModal.Images.Raster;
using MultiModal.Onnx.Runtime;

namespace MultiModal.Images.Gan;

/// <summary>The output of a generator that holds the pictures: [B,C,H,W] or [B,H,W,C] with one channel or three.</summary>
internal sealed class GanImageOutput
{
    private static readonly string[] Names = ["sample", "samples", "image", "images", "img", "output"];

    private readonly OnnxModelHeader _model;
    private readonly SampleRange _range;

    private GanImageOutput(OnnxModelHeader model, TensorSpec spec, SampleRange range)
    {
        (_model, Spec, _range) = (model, spec, range);
        long[] shape = [.. spec.Dimensions];
        IsInterleaved = !IsChannels(shape[1]) && IsChannels(shape[3]);
        (Height, Width) = IsInterleaved ? (shape[1], shape[2]) : (shape[2], shape[3]);
    }

    /// <summary>Gets what the model says of it.</summary>
    public TensorSpec Spec { get; }

    /// <summary>Gets a value indicating whether the channels lie side by side, as in [B,H,W,C].</summary>
    public bool IsInterleaved { get; }

    /// <summary>Gets the pixels down, -1 when the model does not say.</summary>
    public long Height { get; }

    /// <summary>Gets the pixels across, -1 when the model does not say.</summary>
    public long Width { get; }

    /// <summary>Finds it among the outputs of a graph.</summary>
    /// <param name="model">The graph.</param>
    /// <param name="range">What black and white are; null takes −1 to 1, for bytes 0 to 255.</param>
    /// <exception cref="ProviderUnavailableException">There is none, or it is larger than a picture may be.</exception>
    public static GanImageOutput Find(OnnxModelHeader model, SampleRange? range)
    {
        TensorSpec[] pictures = [.. model.Outputs.Where(IsPicture)];
        TensorSpec spec = Array.Find(pictures, output => Names.Contains(output.Name.ToLowerInvariant())) ?? pictures.FirstOrDefault()
            ?? throw Tensors.Mismatch(model, "an output of pictures, numbers of shape [batch,3,height,width], [batch,1,height,width] or [batch,height,width,3]");
        GanImageOutput output = new(model, spec, range ?? (spec.ElementType == TensorElementType.UInt8 ? SampleRange.Bytes : SampleRange.Signed));
        if (output.Height is 0 || output.Width is 0 || output.Height > GanPack.MaxSide || output.Width > GanPack.MaxSide)
            throw Tensors.Mismatch(model, $"the output {spec} to be pictures of 1 to {GanPack.MaxSide} pixels a side");
        return output;
    }

    /// <summary>Reads one picture.</summary>
    /// <param name="value">What the run gave for it.</param>
    /// <param name="index">Which of the batch.</param>
    /// <exception cref="ProviderUnavailableException">Its shape is not that of pictures, or it holds what is no number.</exception>
    public Picture Read(OrtValue value, int index)
    {
        OrtTensorTypeAndShapeInfo info = value.GetTensorTypeAndShape();
        long[] shape = info.Shape;
        bool fits = shape.Length == 4 && index < shape[0] && (IsInterleaved ? IsChannels(shape[3]) : IsChannels(shape[1]));
        long height = fits ? shape[IsInterleaved ? 1 : 2] : 0;
        long width = fits ? shape[IsInterleaved ? 2 : 3] : 0;
        if (height is < 1 or > GanPack.MaxSide || width is < 1 or > GanPack.MaxSide)
            throw Tensors.Mismatch(_model, $"the output '{Spec.Name}' to hold pictures of 1 to {GanPack.MaxSide} pixels a side, and it came as [{string.Join(',', shape)}]");

        int channels = (int)shape[IsInterleaved ? 3 : 1];
        int length = checked((int)(channels * height * width));
        ReadOnlySpan<float> all = info.ElementDataType == TensorElementType.UInt8 ? Widen(value.GetTensorDataAsSpan<byte>()) : Tensors.Read(value);
        ReadOnlySpan<float> samples = all.Slice(index * length, length);
        if (!Tensors.AreFinite(samples))
            throw new ProviderUnavailableException($"The model {_model.Path} gave a picture whose values are not all finite numbers in its output '{Spec.Name}'.");
        return IsInterleaved
            ? PictureTensor.ReadInterleaved(samples, (int)width, (int)height, _range, channels)
            : PictureTensor.Read(samples, (int)width, (int)height, _range, channels);
    }

    private static bool IsPicture(TensorSpec spec)
        => (Tensors.IsReal(spec) || (spec.IsTensor && spec.ElementType == TensorElementType.UInt8))
            && spec.Dimensions is [_, _, _, _] shape
            && (IsChannels(shape[1]) || IsChannels(shape[3]) || shape[1] < 0);

    private static bool IsChannels(long size) => size is 1 or PictureTensor.Channels;

    private static float[] Widen(ReadOnlySpan<byte> bytes) => Array.ConvertAll(bytes.ToArray(), value => (float)value);
}
