using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Journals;
using Clearinghouse.Silo.Tests.Fixtures;
using Clearinghouse.Storage;
using Xunit;

namespace Clearinghouse.Silo.Tests.Faults;

/// <summary>Writes into journals behind the back of the grain that is active, as a second activation of it would.</summary>
internal static class JournalIntruder
{
    /// <summary>Appends an event to the end of a journal. Returns its sequence.</summary>
    public static async Task<long> AppendAsync<TEvent>(ClearingCluster cluster, JournalId journal, TEvent e)
    {
        var store = cluster.OpenStore();
        var head = await store.ReadHeadAsync(journal);
        var segment = HashChain.Seal(
            journal, (head?.LastSequence ?? 0) + 1, 1, head?.Hash ?? HashChain.Genesis, cluster.Clock.GetUtcNow(), SegmentPayload.Join([CanonicalEncoding.Encode(e)]));
        Assert.Equal([WriteOutcome.Committed], await store.CommitAsync(new WriteBatch([new SegmentAppend(segment)])));
        return segment.FirstSequence;
    }
}
