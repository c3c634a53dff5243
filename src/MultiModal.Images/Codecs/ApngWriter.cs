using System.Buffers.Binary;

namespace MultiModal.Images.Codecs;

/// <summary>Writes animations as APNG: a PNG whose first frame every reader shows and whose others those that know APNG play.</summary>
/// <remarks>
/// After the first frame only the rectangle that changed is stored, in full (blend "source", dispose "none"). Alpha is kept
/// when any frame has it. Bytes are as reproducible as <see cref="PngWriter"/>'s.
/// </remarks>
public static class ApngWriter
{
    private const int MaxMilliseconds = ushort.MaxValue;

    /// <summary>Writes an animation.</summary>
    /// <exception cref="BadInputException">There is no frame, sizes differ, a duration or an option is out of range.</exception>
    public static byte[] Write(Animation animation, PngWriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(animation);
        options ??= new PngWriteOptions();
        Check(animation, options);
        bool withAlpha = animation.Frames.Any(frame => !PngReduction.IsOpaque(frame.Picture.Rgba));
        Picture first = animation.Frames[0].Picture;
        PngRaster raster = PngReduction.TrueColor(first, withAlpha);
        PngChunkWriter file = new();
        PngWriter.WriteHeader(file, raster);
        file.Write(PngFormat.Actl, ControlData(animation));
        PngWriter.WriteTexts(file, options.Texts);
        uint sequence = 0;
        file.Write(PngFormat.Fctl, FrameControlData(sequence++, new PixelArea(0, 0, first.Width, first.Height), animation.Frames[0].Duration));
        file.WriteImageData(PngCompressor.Compress(raster, options.CompressionLevel));
        foreach ((AnimationFrame before, AnimationFrame frame) in animation.Frames.Zip(animation.Frames.Skip(1)))
        {
            PixelArea area = PixelArea.OfChange(before.Picture, frame.Picture);
            file.Write(PngFormat.Fctl, FrameControlData(sequence++, area, frame.Duration));
            PngRaster changed = PngReduction.TrueColor(area.Cut(frame.Picture), withAlpha);
            file.WriteFrameData(PngCompressor.Compress(changed, options.CompressionLevel), ref sequence);
        }

        return file.Finish();
    }

    private static void Check(Animation animation, PngWriteOptions options)
    {
        PngWriter.CheckLevel(options.CompressionLevel);
        if (animation.Frames.Count == 0)
        {
            throw new BadInputException("An animation needs at least one frame.");
        }

        if (animation.Plays < 0)
        {
            throw new BadInputException(FormattableString.Invariant($"An animation is played 0 (for ever) or more times, not {animation.Plays}."));
        }

        Picture first = animation.Frames[0].Picture;
        for (int i = 0; i < animation.Frames.Count; i++)
        {
            (Picture picture, TimeSpan duration) = animation.Frames[i];
            if (picture.Width != first.Width || picture.Height != first.Height)
            {
                throw new BadInputException(FormattableString.Invariant(
                    $"Frame {i + 1} of the animation is {picture.Width}×{picture.Height} and the first is {first.Width}×{first.Height}; resize it."));
            }

            if (duration < TimeSpan.Zero || Milliseconds(duration) > MaxMilliseconds)
            {
                throw new BadInputException(FormattableString.Invariant(
                    $"Frame {i + 1} of the animation is shown 0 to 65.535 seconds, not {duration.TotalSeconds}."));
            }
        }
    }

    private static double Milliseconds(TimeSpan duration) => Math.Round(duration.TotalMilliseconds);

    private static byte[] ControlData(Animation animation)
    {
        byte[] data = new byte[8];
        BinaryPrimitives.WriteInt32BigEndian(data, animation.Frames.Count);
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(4), animation.Plays);
        return data;
    }

    private static byte[] FrameControlData(uint sequence, PixelArea area, TimeSpan duration)
    {
        byte[] data = new byte[26]; // the last two: dispose "none", blend "source"
        BinaryPrimitives.WriteUInt32BigEndian(data, sequence);
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(4), area.Width);
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(8), area.Height);
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(12), area.X);
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(16), area.Y);
        BinaryPrimitives.WriteUInt16BigEndian(data.AsSpan(20), (ushort)Milliseconds(duration));
        BinaryPrimitives.WriteUInt16BigEndian(data.AsSpan(22), 1000);
        return data;
    }
}
