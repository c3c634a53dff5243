using System.Diagnostics;
using System.Globalization;
using MultiModal.Images;
using MultiModal.Images.Codecs;
using MultiModal.Images.Raster;

namespace MultiModal.Benchmarks;

/// <summary>Writing, reading and resizing against the plainest way to do each: size and time as ratios of one run.</summary>
internal static class PngBenchmark
{
    private const int Width = 1024;
    private const int Height = 768;

    public static BenchmarkCommand Command { get; } = new("png", "PNG size and time by zlib level, reading, and resizing, of a painted picture of 1024×768.", RunAsync);

    private static Task<int> RunAsync(string[] args)
    {
        Picture picture = args.Length > 0 ? PngReader.Read(File.ReadAllBytes(args[0])).Picture : Grainy();
        Console.WriteLine("level   bytes  of raw  ms");
        byte[] file = [];
        foreach (int level in new[] { 1, 6, 9 })
        {
            (file, double writing) = Time(() => PngWriter.Write(picture, new PngWriteOptions { CompressionLevel = level }));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{level,5} {file.Length,8} {(double)file.Length / picture.Rgba.Length * 4 / 3,6:0.000} {writing,5:0}"));
        }

        (_, double reading) = Time(() => PngReader.Read(file));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"read            {reading,10:0} ms"));
        foreach (ResizeFilter filter in Enum.GetValues<ResizeFilter>())
        {
            (_, double half) = Time(() => Resizer.Resize(picture, picture.Width / 2, picture.Height / 2, new ResizeOptions { Filter = filter }));
            (_, double twice) = Time(() => Resizer.Resize(picture, picture.Width * 2, picture.Height * 2, new ResizeOptions { Filter = filter }));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{filter,-10} to half {half,5:0} ms, to double {twice,5:0} ms"));
        }

        return Task.FromResult(0);
    }

    // A gradient with brush-like grain: neither noise nor flat, as paintings are.
    private static Picture Grainy()
    {
        SeededRandom random = new(1);
        byte[] rgba = new byte[4 * Width * Height];
        for (int i = 0; i < Width * Height; i++)
        {
            (int x, int y) = (i % Width, i / Width);
            int grain = random.Next(9) - 4;
            rgba[4 * i] = (byte)Math.Clamp((x / 5) + grain, 0, 255);
            rgba[(4 * i) + 1] = (byte)Math.Clamp((y / 4) + grain, 0, 255);
            rgba[(4 * i) + 2] = (byte)Math.Clamp(120 + (60 * Math.Sin(x / 40.0) * Math.Cos(y / 30.0)) + grain, 0, 255);
            rgba[(4 * i) + 3] = 255;
        }

        return new Picture(Width, Height, rgba);
    }

    private static (T Result, double Milliseconds) Time<T>(Func<T> work)
    {
        work();
        double best = double.MaxValue;
        T result = default!;
        for (int i = 0; i < 3; i++)
        {
            long started = Stopwatch.GetTimestamp();
            result = work();
            best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return (result, best);
    }
}
