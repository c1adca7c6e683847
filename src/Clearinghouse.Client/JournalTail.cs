using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Clearinghouse.Abstractions.Streams;
using Orleans.Streams;

namespace Clearinghouse.Client;

/// <summary>
/// A stream with the journal behind it. The stream says early that something happened; the journal says what, without gaps: whatever the stream lost,
/// repeated or reordered is read from the journal.
/// </summary>
/// <typeparam name="TEvent">The journal's event type.</typeparam>
/// <param name="stream">The stream.</param>
/// <param name="read">Reads durable events from a sequence on.</param>
internal sealed class JournalTail<TEvent>(IAsyncStream<EventBatch<TEvent>> stream, Func<long, int, Task<EventBatch<TEvent>>> read)
{
    private const int PageEvents = 1_000;
    private const int MostWaitingBatches = 256;

    public async IAsyncEnumerable<SequencedEvent<TEvent>> FollowAsync(
        long fromSequence, TimeSpan poll, TimeProvider clock, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var arrived = Channel.CreateBounded<EventBatch<TEvent>>(new BoundedChannelOptions(MostWaitingBatches) { FullMode = BoundedChannelFullMode.DropOldest });
        var subscription = await stream.SubscribeAsync((batch, _) =>
        {
            arrived.Writer.TryWrite(batch);
            return Task.CompletedTask;
        });
        try
        {
            var next = Math.Max(1, fromSequence);
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var batch = arrived.Reader.TryRead(out var early) && early.FirstSequence <= next ? early : await read(next, PageEvents);
                for (var skip = (int)Math.Min(next - batch.FirstSequence, batch.Events.Length); skip < batch.Events.Length; skip++)
                    yield return new SequencedEvent<TEvent>(next++, batch.Events[skip]);
                if (arrived.Reader.Count == 0 && batch.Events.Length < PageEvents) await WaitAsync(arrived.Reader, poll, clock, cancellationToken);
            }
        }
        finally
        {
            await subscription.UnsubscribeAsync();
        }
    }

    /// <summary>Waits until something arrives, but no longer than the poll interval: a silent stream may have lost its last word.</summary>
    private static async Task WaitAsync(ChannelReader<EventBatch<TEvent>> arrived, TimeSpan poll, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(arrived.WaitToReadAsync(stop.Token).AsTask(), Task.Delay(poll, clock, stop.Token));
        await stop.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
