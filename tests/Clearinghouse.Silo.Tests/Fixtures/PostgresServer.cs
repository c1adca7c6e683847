using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Npgsql;

namespace Clearinghouse.Silo.Tests.Fixtures;

/// <summary>
/// A real PostgreSQL server, started when the first database is asked for. It has a data directory of its own, listens on loopback
/// alone, and syncs to disk as in production. Nothing here knows a test framework: the benchmarks share this file.
/// </summary>
/// <remarks>
/// The server is the child of a shell that waits for its standard input to end. When this process ends, however it ends, the
/// pipe closes, and the shell stops the server and removes its files.
/// </remarks>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string ServerScript =
        """
        set -eu
        read -r password
        dir=$(mktemp -d "${TMPDIR:-/tmp}/clearinghouse-postgres.XXXXXX")
        trap 'rm -rf "$dir"' EXIT
        printf '%s' "$password" | "$1/initdb" -D "$dir/data" -U postgres -A scram-sha-256 --pwfile=/dev/stdin -E UTF8 --locale=C >"$dir/initdb.log" \
            || { cat "$dir/initdb.log" >&2; exit 1; }
        "$1/postgres" -D "$dir/data" -p "$2" -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=600 </dev/null >&2 &
        server=$!
        cat >/dev/null
        kill -INT "$server"
        wait "$server" || true
        """;

    private readonly SemaphoreSlim _starting = new(1, 1);
    private readonly List<string> _serverLines = [];
    private Process? _shell;
    private string? _serverConnectionString;
    private int _databases;

    /// <summary>Makes an empty database and returns its connection string.</summary>
    /// <exception cref="FileNotFoundException">PostgreSQL is not installed; the message says how to.</exception>
    public async Task<string> CreateDatabaseAsync()
    {
        var server = await StartOnceAsync();
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}");
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"CREATE DATABASE {name}";
        await command.ExecuteNonQueryAsync();
        // Many databases at a time on one server: none may keep connections that it does not use.
        return new NpgsqlConnectionStringBuilder(server) { Database = name, Pooling = true, MaxPoolSize = 20, ConnectionIdleLifetime = 5, ConnectionPruningInterval = 1 }.ConnectionString;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _starting.Dispose();
        if (_shell is null)
            return;
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
    }

    private async Task<string> StartOnceAsync()
    {
        await _starting.WaitAsync();
        try
        {
            return _serverConnectionString ??= await StartAsync();
        }
        finally
        {
            _starting.Release();
        }
    }

    private async Task<string> StartAsync()
    {
        var password = Convert.ToHexString(RandomNumberGenerator.GetBytes(24));
        var port = LoopbackPort.FindFree();
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _shell = new Process { StartInfo = MakeStartInfo(FindBinaries(), port), EnableRaisingEvents = true };
        _shell.ErrorDataReceived += (_, line) => Hear(line.Data, ready);
        _shell.Exited += (_, _) => ready.TrySetException(new InvalidOperationException($"PostgreSQL did not start:\n{Transcript()}"));
        _shell.Start();
        _shell.BeginErrorReadLine();
        await _shell.StandardInput.WriteLineAsync(password);
        await _shell.StandardInput.FlushAsync();
        await ready.Task.WaitAsync(TimeSpan.FromSeconds(60));
        return new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Username = "postgres",
            Password = password,
            Database = "postgres",
            Pooling = false,
            IncludeErrorDetail = true,
        }.ConnectionString;
    }

    private void Hear(string? line, TaskCompletionSource ready)
    {
        lock (_serverLines)
            _serverLines.Add(line ?? string.Empty);
        if (line?.Contains("ready to accept connections", StringComparison.Ordinal) == true)
            ready.TrySetResult();
    }

    private string Transcript()
    {
        lock (_serverLines)
            return string.Join('\n', _serverLines);
    }

    // The server refuses to run as root; Debian's package brings a user for it.
    private static ProcessStartInfo MakeStartInfo(string binaries, int port)
    {
        string[] shell = ["sh", "-c", ServerScript, "sh", binaries, port.ToString(CultureInfo.InvariantCulture)];
        string[] command = Environment.UserName == "root" ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", .. shell] : shell;
        return new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Path.GetTempPath(),
        };
    }

    private static string FindBinaries()
    {
        const string Debian = "/usr/lib/postgresql";
        var candidates = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
            .Concat(Directory.Exists(Debian) ? Directory.GetDirectories(Debian).OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin")) : []);
        return candidates.FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")))
            ?? throw new FileNotFoundException("This needs PostgreSQL's initdb and postgres on the PATH or in /usr/lib/postgresql (Debian: apt-get install postgresql).");
    }
}
