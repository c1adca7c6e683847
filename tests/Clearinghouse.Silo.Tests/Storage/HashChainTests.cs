using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Journals;
using Xunit;

namespace Clearinghouse.Silo.Tests.Storage;

public sealed class HashChainTests
{
    private static readonly JournalSegment First = new SegmentBuilder("account/alice").Next("first", count: 2);
    private static readonly JournalSegment Second = new SegmentBuilder("account/alice", First).Next("second", count: 3);

    public static TheoryData<string, JournalSegment> Alterations => new()
    {
        { "journal", Second with { Journal = JournalId.Create("account/bob") } },
        { "count", Second with { Count = 4 } },
        { "time", Second with { WrittenAt = Second.WrittenAt.AddMicroseconds(1) } },
        { "payload", Second with { Payload = "Second"u8.ToArray() } },
        { "payload length", Second with { Payload = Second.Payload[..^1] } },
        { "hash", Second with { Hash = First.Hash } },
    };

    [Fact]
    public void A_sealed_segment_links_to_the_one_before_it()
    {
        Assert.Equal(ChainVerdict.Intact, HashChain.Verify(First, null));
        Assert.Equal(ChainVerdict.Intact, HashChain.Verify(Second, First));
        Assert.Equal(ChainVerdict.Intact, HashChain.Verify(Second, 2, First.Hash.Span));
        Assert.Equal(5, Second.LastSequence);
    }

    [Theory]
    [MemberData(nameof(Alterations), DisableDiscoveryEnumeration = true)]
    public void Altering_anything_in_a_segment_shows(string what, JournalSegment altered)
    {
        Assert.True(HashChain.Verify(altered, 2, First.Hash.Span) == ChainVerdict.HashMismatch, what);
    }

    [Fact]
    public void A_broken_link_is_named()
    {
        var rival = new SegmentBuilder("account/alice").Next("rival", count: 2);

        Assert.Equal(ChainVerdict.PreviousHashMismatch, HashChain.Verify(Second, rival));
        Assert.Equal(ChainVerdict.SequenceGap, HashChain.Verify(Second, null));
        Assert.Equal(ChainVerdict.SequenceGap, HashChain.Verify(First, First));
        Assert.Equal(ChainVerdict.SequenceGap, HashChain.Verify(Second with { Count = 0 }, First));
        Assert.Equal(ChainVerdict.ForeignJournal, HashChain.Verify(Second, new SegmentBuilder("account/bob").Next(count: 2)));
    }

    [Fact]
    public void The_hash_of_a_known_segment_never_changes()
    {
        // Computed once outside this code, from the documented layout. Stored journals depend on it: a change of the layout needs a new domain tag, and this value must stay for the old one.
        Assert.Equal("CB003D3B6170200AA0C624646EA0CAF518633A9A69F6251F45E49F6DF738A317", Convert.ToHexString(First.Hash.Span));
    }

    [Fact]
    public void Sealing_keeps_whole_microseconds_of_utc()
    {
        var local = new DateTimeOffset(2026, 5, 6, 7, 8, 9, TimeSpan.FromHours(2)).AddTicks(19);

        var segment = HashChain.Seal(First.Journal, 1, 1, HashChain.Genesis, local, default);

        Assert.Equal(TimeSpan.Zero, segment.WrittenAt.Offset);
        Assert.Equal(local.UtcTicks - 9, segment.WrittenAt.UtcTicks);
    }

    [Fact]
    public void Sealing_refuses_what_cannot_be_a_segment()
    {
        var at = SegmentBuilder.Epoch;
        Assert.Throws<ArgumentException>(() => HashChain.Seal(default, 1, 1, HashChain.Genesis, at, default));
        Assert.Throws<ArgumentOutOfRangeException>(() => HashChain.Seal(First.Journal, 0, 1, HashChain.Genesis, at, default));
        Assert.Throws<ArgumentOutOfRangeException>(() => HashChain.Seal(First.Journal, 1, 0, HashChain.Genesis, at, default));
        Assert.Throws<ArgumentException>(() => HashChain.Seal(First.Journal, 2, 1, HashChain.Genesis, at, default));
        Assert.Throws<ArgumentException>(() => HashChain.Seal(First.Journal, 1, 1, First.Hash, at, default));
        Assert.Throws<ArgumentException>(() => HashChain.Seal(First.Journal, 2, 1, new byte[31], at, default));
    }
}
