using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace MultiModal.Cli.Tests;

/// <summary>The program is killed, really and without warning, at random moments.</summary>
public sealed class KillTests
{
    private const int Kills = 50;

    [Fact]
    public async Task Compose_KilledAtFiftyRandomMoments_FinishesWithoutDoingAnyFinishedStepAgain()
    {
        SeededRandom random = new(20261122);
        CliProcess cli = new();
        try
        {
            // Given how long an undisturbed run takes
            Stopwatch clock = Stopwatch.StartNew();
            Assert.Equal(0, (await cli.RunAsync(Line)).ExitCode);
            TimeSpan whole = clock.Elapsed;
            string[] files = Files(cli);
            Dictionary<string, string> bytes = files.ToDictionary(name => name, name => StableHash.Sha256Hex(File.ReadAllBytes(cli.Path("piece", name))));
            cli.Dispose();
            cli = new CliProcess();
            Dictionary<string, string> finished = [];
            int killed = 0;
            int completed = 0;
            while (killed < Kills)
            {
                // When it is killed at a random moment
                using Process process = cli.Start(Line);
                bool ended = process.WaitForExit(TimeSpan.FromMilliseconds(random.NextDouble(0.02, 1.1) * whole.TotalMilliseconds));
                if (!ended)
                {
                    process.Kill();
                    await process.WaitForExitAsync();
                    killed++;
                }

                // Then finished steps stay as they were, and the folder is whole or not there
                Dictionary<string, string> now = Records(cli);
                Assert.All(finished, record => Assert.Equal(record.Value, now.GetValueOrDefault(record.Key)));
                finished = now;
                if (Directory.Exists(cli.Path("piece")))
                {
                    Assert.All(bytes, file => Assert.True(file.Key == "piece.json" || StableHash.Sha256Hex(File.ReadAllBytes(cli.Path("piece", file.Key))) == file.Value, file.Key));
                }

                if (ended)
                {
                    // A run that came through: begin again from nothing.
                    Assert.Equal(0, process.ExitCode);
                    completed++;
                    cli.Dispose();
                    cli = new CliProcess();
                    finished = [];
                }
            }

            // And the next run finishes the piece
            Dictionary<string, string> before = Records(cli);
            CliResult last = await cli.RunAsync(Line);
            Assert.True(last.ExitCode == 0, last.Error);
            Dictionary<string, string> after = Records(cli);
            Assert.All(before, record => Assert.Equal(record.Value, after[record.Key]));
            Assert.Equal(files, Files(cli));
            Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(cli.Work), entry => entry.Contains("partial", StringComparison.Ordinal));
        }
        finally
        {
            cli.Dispose();
        }
    }

    private static string[] Line { get; } =
        ["compose", "@" + Path.Combine(CliProcess.Briefs, "jing-ye-si.txt"), "--out", "piece", "--set", "picture.width=256", "--set", "picture.height=256"];

    private static string[] Files(CliProcess cli) => [.. Directory.EnumerateFiles(cli.Path("piece")).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    /// <summary>Reads the records of finished steps: each names when its work began, so a step done again would show.</summary>
    private static Dictionary<string, string> Records(CliProcess cli)
    {
        string index = Path.Combine(cli.Home, "store", "index.db");
        Dictionary<string, string> records = [];
        if (!File.Exists(index))
        {
            return records;
        }

        using SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = index, Pooling = false }.ToString());
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_master WHERE name = 'steps'";
        if (command.ExecuteScalar() is null)
        {
            return records;
        }

        command.CommandText = "SELECT key, record FROM steps";
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            records[reader.GetString(0)] = System.Text.Encoding.UTF8.GetString(reader.GetFieldValue<byte[]>(1));
        }

        return records;
    }
}
