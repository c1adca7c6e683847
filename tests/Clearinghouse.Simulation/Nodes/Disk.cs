using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Journals;

namespace Clearinghouse.Simulation.Nodes;

/// <summary>
/// Journals as a database keeps them: segments under a unique key, and latest snapshots. A write takes a while; it may be fenced, fail, or
/// be done while its writer hears that it failed. What a writer that died had under way is done or not.
/// </summary>
/// <param name="world">The world.</param>
/// <param name="hasFence">False to sabotage it.</param>
public sealed class Disk(World world, bool hasFence)
{
    private const double Failures = 0.01;

    private readonly SortedDictionary<JournalId, List<JournalSegment>> _journals = [];
    private readonly Dictionary<JournalSegment, object> _decoded = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, (long Sequence, byte[] State)> _snapshots = new(StringComparer.Ordinal);

    /// <summary>Journals that hold anything, in order.</summary>
    public IReadOnlyCollection<JournalId> Journals => _journals.Keys;

    /// <summary>The sequence of a journal's last event; 0 for none.</summary>
    public long HeadOf(JournalId journal) => SegmentsOf(journal) is [.., var last] ? last.LastSequence : 0;

    /// <summary>A journal's segments.</summary>
    public IReadOnlyList<JournalSegment> SegmentsOf(JournalId journal) => _journals.GetValueOrDefault(journal) ?? [];

    /// <summary>A journal's events from a sequence on.</summary>
    public IEnumerable<(long Sequence, TEvent Event)> Read<TEvent>(JournalId journal, long from = 1) => SegmentsOf(journal)
        .Where(segment => segment.LastSequence >= from)
        .SelectMany(Decode<TEvent>)
        .Where(read => read.Sequence >= from);

    /// <summary>Writes events after a sequence; says later what became of it, if the writer is still there to hear.</summary>
    public void Append<TEvent>(JournalId journal, long first, IReadOnlyList<TEvent> events, Action<bool> done) => world.After(1 + world.Draw(3), () =>
    {
        var fails = world.Fault(Failures);
        var isWritten = (!fails || world.Draw(2) == 0) && (!hasFence || first == HeadOf(journal) + 1);
        if (isWritten) Write(journal, events);
        world.Note($"{journal} {first}: {string.Join(", ", events.Select(e => Describe(e!)))} {(isWritten ? "written" : "not written")}{(fails ? ", unknown" : "")}");
        done(isWritten && !fails);
    });

    /// <summary>Keeps a snapshot.</summary>
    public void Save<TState>(JournalId journal, long sequence, TState state) => _snapshots[journal.Value] = (sequence, CanonicalEncoding.Encode(state));

    /// <summary>The latest snapshot, or null.</summary>
    public TState? Load<TState>(JournalId journal)
        where TState : class =>
        _snapshots.TryGetValue(journal.Value, out var saved) ? CanonicalEncoding.Decode<TState>(saved.State) : null;

    /// <summary>Decodes what was written, once: it never changes.</summary>
    private List<(long Sequence, TEvent Event)> Decode<TEvent>(JournalSegment segment)
    {
        if (!_decoded.TryGetValue(segment, out var decoded)) _decoded[segment] = decoded = SegmentPayload.Read<TEvent>(segment).ToList();
        return (List<(long, TEvent)>)decoded;
    }

    private static string Describe(object e) => e switch
    {
        TradeCleared cleared => $"cleared {cleared.Trade.Key}",
        LegApplied applied => $"leg {applied.Leg.Sequence} of {applied.Leg.Market}",
        _ => e.GetType().Name,
    };

    private void Write<TEvent>(JournalId journal, IReadOnlyList<TEvent> events)
    {
        if (!_journals.TryGetValue(journal, out var segments)) _journals[journal] = segments = [];
        var previous = segments is [.., var last] ? last.Hash : HashChain.Genesis;
        var payload = SegmentPayload.Join([.. events.Select(CanonicalEncoding.Encode)]);
        segments.Add(HashChain.Seal(journal, HeadOf(journal) + 1, events.Count, previous, world.Now, payload));
    }
}
