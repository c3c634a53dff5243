using System.Buffers.Binary;

namespace MultiModal.Images.Codecs;

/// <summary>Reads every frame of an APNG as it is to be seen; a PNG that is not animated is an animation of one frame.</summary>
/// <remarks>Limits are those of <see cref="PngReadOptions"/>, with all frames counted as whole pictures.</remarks>
public static class ApngReader
{
    /// <summary>Reads an animation.</summary>
    /// <exception cref="BadInputException">The file is not a PNG, breaks the format, or is beyond a limit.</exception>
    public static Animation Read(ReadOnlyMemory<byte> file, PngReadOptions? options = null)
    {
        options ??= new PngReadOptions();
        PngFile parts = PngFile.Parse(file, options);
        PngSampleReader samples = parts.CreateSampleReader();
        if (parts.Animation[0].Type != PngFormat.Actl)
        {
            PngHeader header = parts.Header;
            byte[] rgba = PngPixelDecoder.Decode(header.Width, header.Height, header.IsInterlaced, parts.ImageData, samples, parts.Notes);
            return new Animation { Frames = [new AnimationFrame(new Picture(header.Width, header.Height, rgba), TimeSpan.Zero)], Plays = 1 };
        }

        ReadOnlySpan<byte> control = parts.Animation[0].Data.Span;
        if (control.Length != 8)
        {
            throw PngFault.Damaged($"its animation control has {control.Length} bytes, not 8");
        }

        uint count = BinaryPrimitives.ReadUInt32BigEndian(control);
        CheckCount(count, parts.Header, options);
        List<ApngFrame> frames = ApngFrame.ReadAll(parts);
        if (frames.Count != count)
        {
            throw PngFault.Damaged($"it announces {count} frames and holds {frames.Count}");
        }

        return new Animation { Frames = Compose(frames, parts, samples), Plays = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(control[4..]), int.MaxValue) };
    }

    private static void CheckCount(uint count, PngHeader header, PngReadOptions options)
    {
        if (count == 0)
        {
            throw PngFault.Damaged($"it announces an animation without frames");
        }

        if (count > options.MaxFrames)
        {
            throw PngFault.TooMuch($"has {count} frames and at most {options.MaxFrames} are read", nameof(PngReadOptions.MaxFrames));
        }

        if ((long)header.Width * header.Height * count > options.MaxPixels)
        {
            throw PngFault.TooMuch($"has {count} frames of {header.Width}×{header.Height} pixels and at most {options.MaxPixels} are read", nameof(PngReadOptions.MaxPixels));
        }
    }

    private static List<AnimationFrame> Compose(List<ApngFrame> frames, PngFile parts, PngSampleReader samples)
    {
        (int width, int height) = (parts.Header.Width, parts.Header.Height);
        byte[] canvas = new byte[4 * width * height];
        List<AnimationFrame> shown = [];
        foreach (ApngFrame frame in frames)
        {
            byte[] rgba = PngPixelDecoder.Decode(frame.Area.Width, frame.Area.Height, parts.Header.IsInterlaced, frame.Data, samples, parts.Notes);
            byte[] before = canvas;
            canvas = (byte[])canvas.Clone();
            Draw(frame, rgba, canvas, width);
            shown.Add(new AnimationFrame(new Picture(width, height, canvas), frame.Duration));
            canvas = Dispose(frame, shown.Count == 1, before, canvas, width);
        }

        return shown;
    }

    private static void Draw(ApngFrame frame, byte[] rgba, byte[] canvas, int width)
    {
        for (int y = 0; y < frame.Area.Height; y++)
        {
            ReadOnlySpan<byte> source = rgba.AsSpan(4 * y * frame.Area.Width, 4 * frame.Area.Width);
            Span<byte> target = Row(frame.Area, y, canvas, width);
            if (frame.Blend == ApngBlend.Source)
            {
                source.CopyTo(target);
                continue;
            }

            for (int i = 0; i < source.Length; i += 4)
            {
                Over(source.Slice(i, 4), target.Slice(i, 4));
            }
        }
    }

    // Alpha blending of stored values, as the specification's section 13.16 and the APNG chunk description have it.
    private static void Over(ReadOnlySpan<byte> source, Span<byte> target)
    {
        int above = source[3] * 255;
        int below = (255 - source[3]) * target[3];
        int alpha = above + below; // × 255
        if (alpha == 0)
        {
            target.Clear();
            return;
        }

        for (int i = 0; i < 3; i++)
        {
            target[i] = (byte)(((source[i] * above) + (target[i] * below) + (alpha / 2)) / alpha);
        }

        target[3] = (byte)((alpha + 127) / 255);
    }

    private static byte[] Dispose(ApngFrame frame, bool isFirst, byte[] before, byte[] after, int width)
    {
        switch (frame.Dispose)
        {
            case ApngDispose.Previous when !isFirst:
                return before;
            case ApngDispose.None:
                return after;
            default:
                byte[] cleared = (byte[])after.Clone();
                for (int y = 0; y < frame.Area.Height; y++)
                {
                    Row(frame.Area, y, cleared, width).Clear();
                }

                return cleared;
        }
    }

    private static Span<byte> Row(PixelArea area, int y, byte[] canvas, int width) => canvas.AsSpan(4 * (((area.Y + y) * width) + area.X), 4 * area.Width);
}
