namespace Clearinghouse.Storage;

/// <summary>A write on its way to the database, and the caller that waits for it.</summary>
internal sealed class PendingWrite(WriteItem item)
{
    // Asynchronous continuations, or the writer's loop would run its callers' code.
    private readonly TaskCompletionSource<WriteOutcome> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public WriteItem Item { get; } = item;

    public Task<WriteOutcome> Outcome => _completion.Task;

    public void Complete(WriteOutcome outcome) => _completion.SetResult(outcome);

    public void Fail(Exception error) => _completion.SetException(error);
}
