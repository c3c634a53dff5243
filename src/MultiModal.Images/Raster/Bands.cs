using System.Diagnostics.CodeAnalysis;

namespace MultiModal.Images.Raster;

/// <summary>Runs work over fixed bands of rows. The bands do not depend on the thread count, so neither do the pixels.</summary>
internal static class Bands
{
    /// <summary>Rows in a band.</summary>
    public const int Rows = 16;

    /// <summary>Calls <paramref name="work"/> with (first row, row after the last) for every band.</summary>
    [SuppressMessage("Design", "CA1068", Justification = "The work reads best last.")]
    public static void Run(int height, int threads, CancellationToken cancellationToken, Action<int, int> work)
    {
        int count = (height + Rows - 1) / Rows;
        if (threads <= 1 || count == 1)
        {
            for (int band = 0; band < count; band++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                work(band * Rows, Math.Min(height, (band + 1) * Rows));
            }

            return;
        }

        ParallelOptions options = new() { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        Parallel.For(0, count, options, band => work(band * Rows, Math.Min(height, (band + 1) * Rows)));
    }
}
