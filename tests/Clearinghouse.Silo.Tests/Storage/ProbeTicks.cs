namespace Clearinghouse.Silo.Tests.Storage;

/// <summary>Where a probe grain tells its test that a reminder came.</summary>
public sealed class ProbeTicks
{
    public TaskCompletionSource Heard { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
