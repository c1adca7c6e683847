using System.Text;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Journals;
using Clearinghouse.Silo.Tests.Fixtures;
using Clearinghouse.Storage;
using Xunit;

namespace Clearinghouse.Silo.Tests.Storage;

/// <summary>What every database behind <see cref="IJournalStore"/> must do.</summary>
public abstract class JournalStoreContract(DatabaseKind kind, PostgresFixture postgres) : StorageContract(kind, postgres)
{
    [Fact]
    public async Task Segments_come_back_as_they_were_written_and_in_order()
    {
        var written = new SegmentBuilder("account/alice").Take(200, eventsEach: 3);
        await CommitAsync([.. written.Select(segment => new SegmentAppend(segment))]);

        var read = await ReadAsync("account/alice");

        Assert.Equal(written.Select(Describe), read.Select(Describe));
        JournalSegment? previous = null;
        foreach (var segment in read)
        {
            Assert.Equal(ChainVerdict.Intact, HashChain.Verify(segment, previous));
            previous = segment;
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(4, 4)]
    [InlineData(300, 298)]
    public async Task Reading_begins_with_the_segment_that_holds_the_event_asked_for(long fromSequence, long firstSequence)
    {
        await CommitAsync([.. new SegmentBuilder("account/alice").Take(100, eventsEach: 3).Select(segment => new SegmentAppend(segment))]);

        var read = await ReadAsync("account/alice", fromSequence);

        Assert.Equal(firstSequence, read[0].FirstSequence);
        Assert.Equal(300, read[^1].LastSequence);
    }

    [Fact]
    public async Task Reading_from_beyond_the_end_returns_only_the_segment_that_ends_before_it_and_an_unknown_journal_is_empty()
    {
        await CommitAsync(new SegmentAppend(new SegmentBuilder("account/alice").Next()));

        Assert.All(await ReadAsync("account/alice", 2), segment => Assert.Equal(1, segment.LastSequence));
        Assert.Empty(await ReadAsync("account/nobody"));
        Assert.Null(await Store.ReadHeadAsync(JournalId.Create("account/nobody")));
    }

    [Fact]
    public async Task The_head_is_the_last_segment()
    {
        var written = new SegmentBuilder("account/alice").Take(5, eventsEach: 2);
        await CommitAsync([.. written.Select(segment => new SegmentAppend(segment))]);

        Assert.Equal(Describe(written[^1]), Describe((await Store.ReadHeadAsync(JournalId.Create("account/alice")))!));
    }

    [Fact]
    public async Task A_fenced_segment_fails_alone()
    {
        await CommitAsync(new SegmentAppend(new SegmentBuilder("account/alice").Next("first")));
        var rival = new SegmentBuilder("account/alice").Next("rival");

        var outcomes = await CommitAsync(
            new SegmentAppend(new SegmentBuilder("account/bob").Next()),
            new SegmentAppend(rival),
            new SegmentAppend(new SegmentBuilder("account/carol").Next()));

        Assert.Equal([WriteOutcome.Committed, WriteOutcome.Fenced, WriteOutcome.Committed], outcomes);
        Assert.Equal(["first"], (await ReadAsync("account/alice")).Select(Text));
        Assert.Single(await ReadAsync("account/carol"));
    }

    [Fact]
    public async Task What_a_fenced_writer_appends_next_is_fenced_too_and_leaves_no_gap()
    {
        await CommitAsync(new SegmentAppend(new SegmentBuilder("account/alice").Next("three at once", count: 3)));
        var stale = new SegmentBuilder("account/alice").Take(3);

        var together = await CommitAsync(new SegmentAppend(stale[0]), new SegmentAppend(stale[1]));
        var later = await CommitAsync(new SegmentAppend(stale[2]));

        Assert.All(together.Concat(later), outcome => Assert.Equal(WriteOutcome.Fenced, outcome));
        Assert.Single(await ReadAsync("account/alice"));
    }

    [Fact]
    public async Task A_segment_that_would_leave_a_gap_or_follows_another_history_is_fenced()
    {
        var chain = new SegmentBuilder("account/alice");
        var first = chain.Next("first");
        await CommitAsync(new SegmentAppend(first));
        _ = chain.Next("lost");
        var afterGap = chain.Next("after the gap");
        var otherHistory = new SegmentBuilder("account/alice", new SegmentBuilder("account/alice").Next("another first")).Next();

        Assert.Equal([WriteOutcome.Fenced], await CommitAsync(new SegmentAppend(afterGap)));
        Assert.Equal([WriteOutcome.Fenced], await CommitAsync(new SegmentAppend(otherHistory)));
        Assert.Single(await ReadAsync("account/alice"));
    }

    [Fact]
    public async Task Two_rivals_in_one_batch_are_decided_by_their_order()
    {
        var outcomes = await CommitAsync(
            new SegmentAppend(new SegmentBuilder("account/alice").Next("one")),
            new SegmentAppend(new SegmentBuilder("account/alice").Next("two")));

        Assert.Equal([WriteOutcome.Committed, WriteOutcome.Fenced], outcomes);
    }

    [Fact]
    public async Task Concurrent_writers_on_one_database_leave_whole_chains()
    {
        const int Rounds = 40;
        string[] journals = ["account/a", "account/b", "account/c"];
        var committed = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => CompeteAsync(Database.OpenStore(), journals, Rounds))));

        var stored = 0;
        foreach (var journal in journals)
        {
            JournalSegment? previous = null;
            foreach (var segment in await ReadAsync(journal))
            {
                Assert.Equal(ChainVerdict.Intact, HashChain.Verify(segment, previous));
                previous = segment;
                stored++;
            }
        }

        Assert.Equal(committed.Sum(), stored);
        Assert.True(stored > Rounds, $"Only {stored} segments were committed.");
    }

    [Fact]
    public async Task Journals_are_listed_once_in_order_and_by_prefix()
    {
        string[] names = ["account/a", "account/b", "account/b2", "market/a", "pool/main"];
        foreach (var name in names.Reverse())
            await CommitAsync([.. new SegmentBuilder(name).Take(2).Select(segment => new SegmentAppend(segment))]);

        Assert.Equal(names, (await Store.ListJournalsAsync().ToListAsync()).Select(id => id.Value));
        Assert.Equal(["account/b", "account/b2"], (await Store.ListJournalsAsync("account/b").ToListAsync()).Select(id => id.Value));
        Assert.Empty(await Store.ListJournalsAsync("venue/").ToListAsync());
    }

    [Fact]
    public async Task Journals_are_listed_beyond_a_page()
    {
        var names = Enumerable.Range(0, 2_500).Select(index => $"account/{index:D5}").ToList();
        await CommitAsync([.. names.Select(name => new SegmentAppend(new SegmentBuilder(name).Next()))]);

        Assert.Equal(names, (await Store.ListJournalsAsync("account/").ToListAsync()).Select(id => id.Value));
    }

    [Theory]
    [InlineData("UPDATE journal_segment SET payload = hash")]
    [InlineData("DELETE FROM journal_segment")]
    public async Task The_database_itself_refuses_to_change_a_segment(string sql)
    {
        var segment = new SegmentBuilder("account/alice").Next();
        await CommitAsync(new SegmentAppend(segment));

        var error = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Database.ExecuteAsync(sql));

        Assert.Contains("journal segments are never", error.Message, StringComparison.Ordinal);
        Assert.Equal([Describe(segment)], (await ReadAsync("account/alice")).Select(Describe));
    }

    private static async Task<int> CompeteAsync(IJournalStore store, string[] journals, int rounds)
    {
        var committed = 0;
        for (var round = 0; round < rounds; round++)
        {
            var items = new List<WriteItem>();
            foreach (var journal in journals)
            {
                // Two in a row: the second must not survive when a rival takes the place of the first.
                var chain = new SegmentBuilder(journal, await store.ReadHeadAsync(JournalId.Create(journal)));
                items.Add(new SegmentAppend(chain.Next($"round {round}", count: 2)));
                items.Add(new SegmentAppend(chain.Next($"round {round}, second")));
            }

            committed += (await store.CommitAsync(new WriteBatch(items))).Count(outcome => outcome == WriteOutcome.Committed);
        }

        return committed;
    }

    private static string Text(JournalSegment segment) => Encoding.UTF8.GetString(segment.Payload.Span);

    private static string Describe(JournalSegment segment) =>
        $"{segment.Journal} {segment.FirstSequence}+{segment.Count} {segment.WrittenAt:O} {Convert.ToHexString(segment.PreviousHash.Span)} {Convert.ToHexString(segment.Hash.Span)} {Text(segment)}";

    private async Task<List<JournalSegment>> ReadAsync(string journal, long fromSequence = 1) =>
        await Store.ReadSegmentsAsync(JournalId.Create(journal), fromSequence).ToListAsync();
}
