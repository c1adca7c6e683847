namespace Clearinghouse.Grains.Journals;

/// <summary>Events that were applied and wait to be written as one segment, and the promise to whoever waits for them.</summary>
/// <typeparam name="TEvent">The journal's event type.</typeparam>
internal sealed class PendingSegment<TEvent>
{
    private readonly TaskCompletionSource _durable = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public List<TEvent> Events { get; } = [];

    public List<byte[]> Encoded { get; } = [];

    public Task Durable => _durable.Task;

    public void Complete() => _durable.TrySetResult();

    public void Fail(Exception error)
    {
        _durable.TrySetException(error);

        // Nobody may be waiting; the failure is also told to every later call, so an unobserved one is not lost.
        _ = _durable.Task.Exception;
    }
}
