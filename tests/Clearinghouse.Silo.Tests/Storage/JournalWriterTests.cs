using Clearinghouse.Silo.Tests.Fixtures;
using Clearinghouse.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Clearinghouse.Silo.Tests.Storage;

public sealed class JournalWriterTests(PostgresFixture postgres) : StorageContract(DatabaseKind.Sqlite, postgres)
{
    private readonly FakeTimeProvider _time = new(SegmentBuilder.Epoch);
    private readonly RecordingLogger<JournalWriter> _log = new();

    [Fact]
    public async Task Writes_that_wait_share_one_transaction_and_are_answered_after_it()
    {
        var store = new ScriptedStore(Store);
        await using var writer = MakeWriter(store);
        var appends = await PileUpAsync(store, writer, 100);

        Assert.All(appends, append => Assert.False(append.IsCompleted));
        store.OpenGate();

        Assert.All(await Task.WhenAll(appends), outcome => Assert.Equal(WriteOutcome.Committed, outcome));
        Assert.Equal([1, 99], store.BatchSizes);
    }

    [Fact]
    public async Task A_batch_holds_no_more_items_or_bytes_than_allowed_and_nothing_is_lost_between_batches()
    {
        var store = new ScriptedStore(Store);
        await using var writer = MakeWriter(store, options => (options.MaxBatchItems, options.MaxBatchBytes) = (4, 2_048));
        store.CloseGate();
        var first = writer.AppendAsync(new SegmentBuilder("account/first").Next()).AsTask();
        await store.CommitEntered;
        var chain = new SegmentBuilder("account/alice");
        string[] texts = [.. Enumerable.Repeat("x", 5), new('y', 1_500), new('z', 1_500), new('w', 9_000), "x"];
        var appends = texts.Select(text => writer.AppendAsync(chain.Next(text)).AsTask()).ToList();
        store.OpenGate();

        Assert.All(await Task.WhenAll(appends.Prepend(first)), outcome => Assert.Equal(WriteOutcome.Committed, outcome));
        Assert.Equal([1, 4, 2, 1, 1, 1], store.BatchSizes);
    }

    [Fact]
    public async Task Callers_are_held_back_while_the_queue_is_full()
    {
        var store = new ScriptedStore(Store);
        await using var writer = MakeWriter(store, options => options.QueueCapacity = 8);
        var appends = await PileUpAsync(store, writer, 50);

        Assert.Equal(8, writer.QueueLength);
        store.OpenGate();

        Assert.All(await Task.WhenAll(appends), outcome => Assert.Equal(WriteOutcome.Committed, outcome));
        Assert.Equal(50, store.BatchSizes.Sum());
    }

    [Fact]
    public async Task Stopping_commits_all_that_was_accepted_and_takes_no_more()
    {
        var store = new ScriptedStore(Store);
        await using var writer = MakeWriter(store);
        var appends = await PileUpAsync(store, writer, 100);

        var stopped = writer.StopAsync();
        Assert.False(stopped.IsCompleted);
        store.OpenGate();
        await stopped;

        Assert.Equal(100, (await Store.ListJournalsAsync().ToListAsync()).Count);
        Assert.All(await Task.WhenAll(appends), outcome => Assert.Equal(WriteOutcome.Committed, outcome));
        await Assert.ThrowsAsync<JournalUnavailableException>(() => writer.AppendAsync(new SegmentBuilder("account/late").Next()).AsTask());
    }

    [Fact]
    public async Task A_failed_commit_fails_its_callers_alone_and_the_writer_goes_on()
    {
        var store = new ScriptedStore(Store);
        await using var writer = MakeWriter(store);
        store.FailNext(1, "disk on fire");
        var chain = new SegmentBuilder("account/alice");
        var lost = chain.Next("lost");

        var error = await Assert.ThrowsAsync<JournalUnavailableException>(() => writer.AppendAsync(lost).AsTask());
        Assert.Equal("disk on fire", error.InnerException!.Message);
        Assert.Equal(new JournalHealth(SegmentBuilder.Epoch, "disk on fire"), writer.Health);

        // What the same caller had already sealed behind the lost one is fenced, and does not leave a gap.
        var behind = writer.AppendAsync(chain.Next("behind")).AsTask();
        await AdvanceUntilAsync(behind);
        Assert.Equal(WriteOutcome.Fenced, await behind);
        Assert.True(writer.Health.IsHealthy);
        Assert.Equal(WriteOutcome.Committed, await writer.AppendAsync(lost));
    }

    [Fact]
    public async Task An_outage_is_logged_once_at_its_beginning_and_once_at_its_end()
    {
        var store = new ScriptedStore(Store);
        await using var writer = MakeWriter(store);
        store.FailNext(3, "no connection");

        for (var time = 0; time < 3; time++)
        {
            var append = writer.AppendAsync(new SegmentBuilder("account/alice").Next()).AsTask();
            await AdvanceUntilAsync(append);
            await Assert.ThrowsAsync<JournalUnavailableException>(() => append);
        }

        Assert.False(writer.Health.IsHealthy);
        var last = writer.AppendAsync(new SegmentBuilder("account/alice").Next()).AsTask();
        await AdvanceUntilAsync(last);

        Assert.Equal(WriteOutcome.Committed, await last);
        Assert.True(writer.Health.IsHealthy);
        Assert.Equal([LogLevel.Critical, LogLevel.Critical], _log.Entries.Select(entry => entry.Level));
        Assert.Contains("no connection", _log.Entries.First().Message, StringComparison.Ordinal);
        Assert.Contains("3 failed commits", _log.Entries.Last().Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_writer_does_not_run_on_the_scheduler_of_whoever_built_it()
    {
        // A grain's scheduler runs one task at a time: if the loop were on it, the awaited append below could never finish.
        var scheduler = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        var outcome = await Task.Factory.StartNew(
            async () =>
            {
                await using var writer = MakeWriter(Store);
                return await writer.AppendAsync(new SegmentBuilder("account/alice").Next());
            },
            CancellationToken.None,
            TaskCreationOptions.None,
            scheduler).Unwrap().WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(WriteOutcome.Committed, outcome);
    }

    [Fact]
    public async Task A_write_that_no_transaction_should_hold_is_refused_at_the_door()
    {
        await using var writer = MakeWriter(Store, options => options.MaxItemBytes = 1_024);
        var huge = new SegmentBuilder("account/alice").Next(new string('x', 2_000));

        var error = await Assert.ThrowsAsync<ArgumentException>(() => writer.AppendAsync(huge).AsTask());

        Assert.Contains("Clearinghouse:Journal:MaxItemBytes", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => writer.WriteSnapshotAsync(new string('k', 513), default, 0).AsTask());
        await Assert.ThrowsAsync<ArgumentException>(() => writer.WriteSnapshotAsync("a\0b", default, 0).AsTask());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => writer.ClearSnapshotAsync("k", -1).AsTask());
    }

    // The first append is in the gated commit; the rest are in the queue, or held back at its door.
    private static async Task<List<Task<WriteOutcome>>> PileUpAsync(ScriptedStore store, JournalWriter writer, int count)
    {
        store.CloseGate();
        var appends = new List<Task<WriteOutcome>> { writer.AppendAsync(new SegmentBuilder("account/first").Next()).AsTask() };
        await store.CommitEntered;
        appends.AddRange(Enumerable.Range(1, count - 1).Select(index => writer.AppendAsync(new SegmentBuilder($"account/{index}").Next()).AsTask()));
        return appends;
    }

    // The writer rests on the fake clock after a failure, and when it begins to do so cannot be seen from outside.
    private async Task AdvanceUntilAsync(Task done)
    {
        while (!done.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }
    }

    private JournalWriter MakeWriter(IJournalStore store, Action<JournalWriterOptions>? configure = null)
    {
        var options = new JournalWriterOptions();
        configure?.Invoke(options);
        return new JournalWriter(store, Options.Create(options), _time, _log);
    }
}
