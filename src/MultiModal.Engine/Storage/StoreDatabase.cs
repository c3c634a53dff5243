using Microsoft.Data.Sqlite;

namespace MultiModal.Engine.Storage;

/// <summary>The SQLite index beside the artifact files: one connection in WAL mode, used by one caller at a time, shared safely with other processes.</summary>
/// <remarks>
/// A commit survives the death of the process at any instant; on power loss the last commits may be missing, and the steps
/// they recorded are done again. Nothing in it is needed to read a finished piece.
/// </remarks>
internal sealed class StoreDatabase : IDisposable
{
    private const int SchemaVersion = 1;
    private readonly string _file;
    private readonly SqliteConnection _connection;
    private readonly Lock _lock = new();

    public StoreDatabase(string file)
    {
        _file = file;
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = 30 }.ToString());
        try
        {
            _connection.Open();
            Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY;");
            long version = (long)(Scalar("PRAGMA user_version;") ?? 0L);
            if (version > SchemaVersion)
            {
                throw new BadInputException($"The store '{file}' was made by a newer MultiModal (index version {version}); update the program or set MULTIMODAL_HOME to another folder.");
            }

            Execute($"""
                CREATE TABLE IF NOT EXISTS artifacts (sha256 TEXT PRIMARY KEY, length INTEGER NOT NULL, content BLOB) WITHOUT ROWID;
                CREATE TABLE IF NOT EXISTS steps (key TEXT PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID;
                PRAGMA user_version={SchemaVersion};
                """);
        }
        catch (SqliteException fault)
        {
            _connection.Dispose();
            throw Sentence(fault);
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs one prepared statement under the lock.</summary>
    public T Use<T>(Statement statement, Func<SqliteCommand, T> run)
    {
        lock (_lock)
        {
            try
            {
                return run(statement.On(_connection));
            }
            catch (SqliteException fault)
            {
                throw Sentence(fault);
            }
        }
    }

    public void Dispose() => _connection.Dispose();

    /// <summary>Says what to do about a fault of the index. It is never a provider's fault, so nothing falls back because of it.</summary>
    private BadInputException Sentence(SqliteException fault)
    {
        const int Busy = 5, Locked = 6;
        return new(
            fault.SqliteErrorCode is Busy or Locked
                ? $"Another program holds the store index '{_file}'; try again when it is done."
                : $"The store index '{_file}' cannot be used ({fault.Message}); delete that file, or set MULTIMODAL_HOME to another folder.",
            fault);
    }

    private void Execute(string sql)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private object? Scalar(string sql)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}

/// <summary>A statement prepared once on its connection.</summary>
internal sealed class Statement(string sql, params string[] parameters) : IDisposable
{
    private SqliteCommand? _command;

    public SqliteCommand On(SqliteConnection connection)
    {
        if (_command is null)
        {
            _command = connection.CreateCommand();
            _command.CommandText = sql;
            foreach (string name in parameters)
            {
                _command.Parameters.Add(new SqliteParameter(name, null));
            }

            _command.Prepare();
        }

        return _command;
    }

    public void Dispose() => _command?.Dispose();
}
