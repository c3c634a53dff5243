using MultiModal.Images.Codecs;

namespace MultiModal.Images.Gan;

/// <summary>Renders a way through a generator's latent space, from seed to seed, as an animation. The frame at each seed is that seed's own picture.</summary>
public static class GanInterpolation
{
    /// <summary>The most frames of an animation.</summary>
    public const int MaxFrames = 4096;

    /// <summary>The most pixels of an animation, all frames together: what a reader with the usual limits still reads.</summary>
    public const long MaxPixels = 64L << 20;

    /// <summary>Renders the animation.</summary>
    /// <param name="model">The generator.</param>
    /// <param name="seeds">The seeds in their order, 2 to 64.</param>
    /// <param name="condition">What every frame is to show.</param>
    /// <param name="options">How; null takes the defaults.</param>
    /// <param name="finish">Brings a frame to another size; null leaves it.</param>
    /// <param name="progress">Is told how many frames are done, of how many.</param>
    /// <param name="cancellationToken">Stops the run between two nodes of the graph.</param>
    /// <exception cref="BadInputException">An option is out of range, or the animation would be too long.</exception>
    public static Animation Render(
        GanModel model,
        IReadOnlyList<ulong> seeds,
        GanCondition? condition = null,
        GanInterpolationOptions? options = null,
        Func<Picture, Picture>? finish = null,
        Action<int, int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(seeds);
        options ??= new GanInterpolationOptions();
        condition ??= new GanCondition();
        int count = CountFrames(seeds.Count, options);
        GanPoint[] ends = [.. seeds.Select(seed => model.Draw(seed, options.Truncation, condition, cancellationToken))];
        IEnumerable<GanPoint> points = Enumerable.Range(0, count).Select(frame =>
        {
            (int leg, int step) = (frame / options.FramesBetween, frame % options.FramesBetween);
            return step == 0 ? ends[leg % ends.Length] : model.Between(ends[leg], ends[(leg + 1) % ends.Length], (double)step / options.FramesBetween);
        });
        TimeSpan duration = TimeSpan.FromMilliseconds(options.FrameMilliseconds);
        List<AnimationFrame> frames = new(count);
        foreach (Picture rendered in model.RenderEach(points, condition, cancellationToken))
        {
            Picture picture = finish?.Invoke(rendered) ?? rendered;
            if ((long)picture.Width * picture.Height * count > MaxPixels)
                throw new BadInputException(FormattableString.Invariant($"{count} frames of {picture.Width}×{picture.Height} pixels are more than the {MaxPixels} of an animation; choose fewer frames or a smaller size."));
            frames.Add(new AnimationFrame(picture, duration));
            progress?.Invoke(frames.Count, count);
        }

        return new Animation { Frames = frames };
    }

    private static int CountFrames(int seeds, GanInterpolationOptions options)
    {
        if (seeds is < 2 or > 64)
            throw new BadInputException(FormattableString.Invariant($"An animation goes between 2 to 64 seeds, not {seeds}."));
        if (options.FramesBetween is < 1 or > 600)
            throw new BadInputException(FormattableString.Invariant($"There are 1 to 600 frames from one seed to the next, not {options.FramesBetween}."));
        if (options.FrameMilliseconds is < 10 or > 10_000)
            throw new BadInputException(FormattableString.Invariant($"A frame is shown 10 to 10000 milliseconds, not {options.FrameMilliseconds}."));
        int count = options.Loops ? seeds * options.FramesBetween : ((seeds - 1) * options.FramesBetween) + 1;
        return count <= MaxFrames ? count : throw new BadInputException(FormattableString.Invariant($"The animation has {count} frames, and at most {MaxFrames} are made; choose fewer seeds or fewer frames between them."));
    }
}
