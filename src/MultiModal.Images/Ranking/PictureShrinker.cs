using System.Runtime.CompilerServices;
using MultiModal.Images.Raster;

namespace MultiModal.Images.Ranking;

/// <summary>Shrinks pictures as the training programs do: the mean over areas of stored values, not of light.</summary>
internal static class PictureShrinker
{
    /// <summary>Returns the planes of a picture as a square, −1 to 1; pixels that are not opaque lie on white.</summary>
    public static float[] ToSquare(Picture picture, int side)
    {
        ResizeWeights across = ResizeWeights.Create(picture.Width, side, ResizeFilter.Area);
        ResizeWeights down = ResizeWeights.Create(picture.Height, side, ResizeFilter.Area);
        float[] row = new float[PictureTensor.Channels * picture.Width];
        float[] planes = new float[PictureTensor.Channels * side * side];
        for (int y = 0; y < side; y++)
        {
            ReadOnlySpan<float> weights = down.At(y);
            for (int i = 0; i < weights.Length; i++)
            {
                PictureTensor.Write(picture, 0, down.First(y) + i, picture.Width, 1, row);
                for (int channel = 0; channel < PictureTensor.Channels; channel++)
                    AddRow(row.AsSpan(channel * picture.Width, picture.Width), weights[i], across, planes.AsSpan(((channel * side) + y) * side, side));
            }
        }

        return planes;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddRow(ReadOnlySpan<float> row, float weight, ResizeWeights across, Span<float> target)
    {
        for (int x = 0; x < target.Length; x++)
        {
            ReadOnlySpan<float> weights = across.At(x);
            ReadOnlySpan<float> covered = row.Slice(across.First(x), weights.Length);
            float sum = 0;
            for (int i = 0; i < weights.Length; i++)
                sum += covered[i] * weights[i];
            target[x] += weight * sum;
        }
    }
}
