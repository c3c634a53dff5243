using MultiModal.Images.Models;
using MultiModal.Images.Raster;
using MultiModal.Onnx.Runtime;

namespace MultiModal.Images.Upscaling;

/// <summary>The graph of one scale.</summary>
/// <param name="File">Its path among the files of the pack.</param>
/// <param name="Scale">How much larger a side becomes.</param>
/// <param name="Input">The picture it takes.</param>
/// <param name="Output">The picture it gives.</param>
/// <param name="Tile">The pixels a side of the one size of tiles it takes; null when it takes any.</param>
internal sealed record UpscaleGraph(string File, int Scale, TensorSpec Input, TensorSpec Output, int? Tile)
{
    /// <summary>Reads what a graph takes and gives.</summary>
    /// <exception cref="ProviderUnavailableException">It is no upscaler of that scale.</exception>
    public static UpscaleGraph Of(ModelFiles files, string file, int scale)
    {
        OnnxModelHeader model = files.ReadHeader(file);
        if (model.Inputs is not [TensorSpec input] || !IsPicture(input))
            throw Tensors.Mismatch(model, "one input, pictures of shape [1,3,height,width]");
        TensorSpec output = model.Outputs.FirstOrDefault(IsPicture) ?? throw Tensors.Mismatch(model, $"an output of pictures, [1,3,{scale}·height,{scale}·width]");
        (long height, long width) = (input.Dimensions[2], input.Dimensions[3]);
        bool isFixed = height >= 0 && width >= 0;
        if (isFixed ? height != width || height is < UpscalePack.MinTile or > 1024 : height >= 0 || width >= 0)
            throw Tensors.Mismatch(model, $"pictures of any size, or square tiles of {UpscalePack.MinTile} to 1024 pixels, at {input}");
        if (Enumerable.Range(2, 2).Any(i => output.Dimensions[i] >= 0 && output.Dimensions[i] != scale * input.Dimensions[i]))
            throw Tensors.Mismatch(model, $"pictures {scale} times as large as {input} at {output}");
        return new UpscaleGraph(file, scale, input, output, isFixed ? (int)height : null);
    }

    private static bool IsPicture(TensorSpec spec) => Tensors.IsReal(spec) && spec.Dimensions is [-1 or 1, -1 or PictureTensor.Channels, _, _];
}
