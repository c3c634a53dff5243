using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MultiModal.Engine.Storage;

/// <summary>
/// Content-addressed bytes and the records of finished steps. Small content lies in the index itself; larger content in a file
/// <c>ab/abcdef…</c>, written under a temporary name, flushed to disk, then renamed: no reader ever sees half of it.
/// </summary>
/// <remarks>Thread safe, and safe between processes that share the folder.</remarks>
public sealed partial class ArtifactStore : IDisposable
{
    /// <summary>Content up to this many bytes lies in the index.</summary>
    public const int InlineBytes = 64 << 10;

    private static readonly TimeSpan StaleAfter = TimeSpan.FromHours(6);
    private readonly string _folder;
    private readonly ILogger<ArtifactStore> _logger;
    private readonly Lazy<StoreDatabase> _database;
    private readonly Statement _findArtifact = new("SELECT length, content FROM artifacts WHERE sha256 = $sha", "$sha");
    private readonly Statement _addArtifact = new("INSERT OR REPLACE INTO artifacts (sha256, length, content) VALUES ($sha, $length, $content)", "$sha", "$length", "$content");
    private readonly Statement _dropArtifact = new("DELETE FROM artifacts WHERE sha256 = $sha", "$sha");
    private readonly Statement _findStep = new("SELECT record FROM steps WHERE key = $key", "$key");
    private readonly Statement _addStep = new("INSERT OR REPLACE INTO steps (key, record) VALUES ($key, $record)", "$key", "$record");
    private readonly Statement _dropStep = new("DELETE FROM steps WHERE key = $key", "$key");
    private readonly Statement _countSteps = new("SELECT count(*) FROM steps");

    /// <summary>Initializes a new instance of the <see cref="ArtifactStore"/> class; the folder is made when it is first used.</summary>
    public ArtifactStore(MultiModalHome home, IOptions<EngineOptions> options, ILogger<ArtifactStore> logger)
    {
        ArgumentNullException.ThrowIfNull(home);
        ArgumentNullException.ThrowIfNull(options);
        _folder = Path.GetFullPath(options.Value.StoreFolder ?? Path.Combine(home.Root, "store"));
        _logger = logger;
        _database = new Lazy<StoreDatabase>(Open);
    }

    /// <summary>Gets the folder.</summary>
    public string Folder => _folder;

    /// <summary>Counts the finished steps on record.</summary>
    public long CountSteps() => _database.Value.Use(_countSteps, command => (long)command.ExecuteScalar()!);

    /// <summary>Keeps bytes and returns their name. Keeping the same bytes again costs one look.</summary>
    public string Put(ReadOnlySpan<byte> bytes)
    {
        string sha256 = StableHash.Sha256Hex(bytes);
        long length = bytes.Length;
        if (Contains(sha256, length))
        {
            return sha256;
        }

        byte[]? inline = null;
        if (bytes.Length <= InlineBytes)
        {
            inline = bytes.ToArray();
        }
        else
        {
            WriteFile(sha256, bytes);
        }

        _database.Value.Use(_addArtifact, command =>
        {
            command.Parameters[0].Value = sha256;
            command.Parameters[1].Value = length;
            command.Parameters[2].Value = (object?)inline ?? DBNull.Value;
            return command.ExecuteNonQuery();
        });
        return sha256;
    }

    /// <summary>Says whether the bytes are there, without reading large ones.</summary>
    public bool Contains(string sha256, long length) => _database.Value.Use(_findArtifact, command =>
    {
        command.Parameters[0].Value = sha256;
        using SqliteDataReader reader = command.ExecuteReader();
        return reader.Read() && reader.GetInt64(0) == length && (!reader.IsDBNull(1) || FileHas(sha256, length));
    });

    /// <summary>Reads bytes by name and checks them; null when they are missing or damaged.</summary>
    public byte[]? Find(string sha256)
    {
        (bool known, byte[]? content) = _database.Value.Use(_findArtifact, command =>
        {
            command.Parameters[0].Value = sha256;
            using SqliteDataReader reader = command.ExecuteReader();
            return reader.Read() ? (true, reader.IsDBNull(1) ? null : reader.GetFieldValue<byte[]>(1)) : (false, null);
        });
        if (!known)
        {
            return null;
        }

        try
        {
            content ??= File.ReadAllBytes(FileOf(sha256));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        if (StableHash.Sha256Hex(content) == sha256)
        {
            return content;
        }

        LogDamaged(sha256);
        _database.Value.Use(_dropArtifact, command =>
        {
            command.Parameters[0].Value = sha256;
            return command.ExecuteNonQuery();
        });
        return null;
    }

    /// <summary>Reads bytes by name.</summary>
    /// <exception cref="BadInputException">They are missing or damaged.</exception>
    public byte[] Get(string sha256) => Find(sha256)
        ?? throw new BadInputException($"The store '{_folder}' has lost the artifact {sha256}; run the plan again to make it anew.");

    /// <summary>Finds the record of a finished step whose artifacts are all there and undamaged.</summary>
    internal StepRecord? FindStep(string key)
    {
        byte[]? json = _database.Value.Use(_findStep, command =>
        {
            command.Parameters[0].Value = key;
            return (byte[]?)command.ExecuteScalar();
        });
        if (json is null)
        {
            return null;
        }

        try
        {
            StepRecord record = ArtifactJson.Read<StepRecord>(json, "step record");
            if (record.Outputs.All(output => Find(output.Sha256) is not null))
            {
                return record;
            }
        }
        catch (BadInputException)
        {
            LogDamaged(key);
        }

        ForgetStep(key);
        return null;
    }

    /// <summary>Keeps the record of a finished step; its artifacts must be kept already.</summary>
    internal void AddStep(string key, StepRecord record)
    {
        byte[] json = ArtifactJson.Write(record);
        _database.Value.Use(_addStep, command =>
        {
            command.Parameters[0].Value = key;
            command.Parameters[1].Value = json;
            return command.ExecuteNonQuery();
        });
    }

    /// <summary>Forgets a step, so that it is done again.</summary>
    internal void ForgetStep(string key) => _database.Value.Use(_dropStep, command =>
    {
        command.Parameters[0].Value = key;
        return command.ExecuteNonQuery();
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Statement statement in (Statement[])[_findArtifact, _addArtifact, _dropArtifact, _findStep, _addStep, _dropStep, _countSteps])
        {
            statement.Dispose();
        }

        if (_database.IsValueCreated)
        {
            _database.Value.Dispose();
        }
    }

    private StoreDatabase Open()
    {
        try
        {
            Directory.CreateDirectory(TemporaryFolder);
            SweepTemporaryFiles();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"The store folder '{_folder}' cannot be written ({fault.Message}); set MULTIMODAL_HOME to a folder that can.", fault);
        }

        return new StoreDatabase(Path.Combine(_folder, "index.db"));
    }

    private string TemporaryFolder => Path.Combine(_folder, "tmp");

    private string FileOf(string sha256) => Path.Combine(_folder, sha256[..2], sha256);

    private bool FileHas(string sha256, long length)
    {
        FileInfo file = new(FileOf(sha256));
        return file.Exists && file.Length == length;
    }

    private void WriteFile(string sha256, ReadOnlySpan<byte> bytes)
    {
        string target = FileOf(sha256);
        string temporary = Path.Combine(TemporaryFolder, $"{sha256[..16]}-{Environment.ProcessId}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
            throw new BadInputException($"The store folder '{_folder}' cannot be written ({fault.Message}); free some room or set MULTIMODAL_HOME to another folder.", fault);
        }
    }

    private void SweepTemporaryFiles()
    {
        DateTime before = DateTime.UtcNow - StaleAfter;
        foreach (FileInfo file in new DirectoryInfo(TemporaryFolder).EnumerateFiles())
        {
            if (file.LastWriteTimeUtc < before)
            {
                try
                {
                    file.Delete();
                }
                catch (IOException)
                {
                    // Another process sweeps too, or still writes it.
                }
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Name} in the store is damaged; what needs it is done again.")]
    private partial void LogDamaged(string name);
}
