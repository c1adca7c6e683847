using Microsoft.Extensions.Hosting;

namespace Clearinghouse.Cli.Replay;

/// <summary>The command stops its node itself: a host that listened to Ctrl-C of its own would take the second one away from the person pressing it.</summary>
internal sealed class CommandLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
