using Clearinghouse.Abstractions.Streams;
using Microsoft.Extensions.Logging;
using Orleans.Streams;

namespace Clearinghouse.Grains.Journals;

/// <summary>
/// Publishes durable events in order, without holding anyone up. What can't be published is left out: sequence numbers let the reader see the gap
/// and read it from the journal.
/// </summary>
/// <typeparam name="TEvent">The journal's event type.</typeparam>
internal sealed class StreamTail<TEvent>(IAsyncStream<EventBatch<TEvent>> stream, ILogger logger)
{
    /// <summary>Batches that wait at most; beyond it the oldest are left to the journal.</summary>
    private const int MostWaiting = 256;

    private readonly Queue<EventBatch<TEvent>> _waiting = new();
    private bool _isPublishing;

    public void Publish(EventBatch<TEvent> batch)
    {
        _waiting.Enqueue(batch);
        if (_waiting.Count > MostWaiting) _waiting.Dequeue();
        if (!_isPublishing) _ = PublishAsync();
    }

    private async Task PublishAsync()
    {
        _isPublishing = true;
        while (_waiting.TryDequeue(out var batch))
        {
            try
            {
                await stream.OnNextAsync(batch);
            }
            catch (Exception error)
            {
                logger.LogWarning(error, "{Stream}: events from {Sequence} on were not published; readers find them in the journal", stream.StreamId, batch.FirstSequence);
            }
        }

        _isPublishing = false;
    }
}
