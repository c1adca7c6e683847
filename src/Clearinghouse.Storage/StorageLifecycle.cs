using Clearinghouse.Storage.Schema;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Clearinghouse.Storage;

/// <summary>
/// Ties the storage to the host: the schema is in place before anything else starts, and the writer is drained after everything
/// else has stopped, in whatever order the services were registered.
/// </summary>
internal sealed class StorageLifecycle(IOptions<DatabaseOptions> database, JournalWriter writer, TimeProvider time) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) =>
        new SchemaInstaller(database.Value, time).InstallAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => writer.StopAsync().WaitAsync(cancellationToken);
}
