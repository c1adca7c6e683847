using System.Text.Json;
using System.Text.Json.Nodes;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Storage;

namespace Clearinghouse.Cli.Verification;

/// <summary>Compares a journal's snapshot with the fold at the snapshot's sequence.</summary>
internal sealed class SnapshotComparison
{
    /// <summary>Parts of a market's snapshot that are not folds of its journal: what it forgets, and what was confirmed when it was taken.</summary>
    private static readonly string[] SoftMembers = ["recallFrom", "acknowledgedSequence"];

    /// <summary>What the keys of journals' snapshots begin with.</summary>
    public const string KeyPrefix = LedgerSnapshot.StateName + "/";

    private readonly JournalId _journal;
    private readonly LedgerSnapshot? _snapshot;

    private SnapshotComparison(JournalId journal, LedgerSnapshot? snapshot)
    {
        _journal = journal;
        _snapshot = snapshot;
    }

    /// <summary>Whether there is a snapshot, and it was compared.</summary>
    public bool IsCompared { get; private set; }

    public static async Task<SnapshotComparison> OpenAsync(IJournalStore store, JournalId journal, CancellationToken cancellationToken)
    {
        var record = await store.ReadSnapshotAsync(KeyPrefix + journal, cancellationToken);
        if (record?.Payload is not { } payload) return new SnapshotComparison(journal, null);
        try
        {
            var snapshot = JsonSerializer.Deserialize<LedgerSnapshot>(payload.Span)!;
            VerificationException.ThrowUnless(snapshot.Journal == journal.Value, $"snapshot of {journal}", snapshot.Sequence, $"it says that it is of '{snapshot.Journal}'");
            return new SnapshotComparison(journal, snapshot);
        }
        catch (JsonException error)
        {
            throw new VerificationException(new VerificationFault($"snapshot of {journal}", null, error.Message));
        }
    }

    /// <summary>Compares, if this is the snapshot's sequence.</summary>
    public void CompareAt<TState>(long sequence, Func<TState> fold)
    {
        if (_snapshot is null || _snapshot.Sequence != sequence) return;
        IsCompared = true;
        var folded = JsonNode.Parse(CanonicalEncoding.Encode(fold()));
        var stored = JsonNode.Parse(_snapshot.State.GetRawText());
        RemoveSoft(folded);
        RemoveSoft(stored);
        VerificationException.ThrowUnless(
            JsonNode.DeepEquals(folded, stored), $"snapshot of {_journal}", sequence, "it is not what the journal folds to");
    }

    /// <summary>A snapshot beyond its journal's end means that the end is missing.</summary>
    public void CheckReached() => VerificationException.ThrowUnless(
        _snapshot is null || IsCompared, $"{_journal}", _snapshot?.Sequence, "the journal ends before its snapshot");

    private static void RemoveSoft(JsonNode? node)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array) RemoveSoft(item);
        }
        else if (node is JsonObject members)
        {
            foreach (var soft in SoftMembers) members.Remove(soft);
            foreach (var (_, value) in members) RemoveSoft(value);
        }
    }
}
