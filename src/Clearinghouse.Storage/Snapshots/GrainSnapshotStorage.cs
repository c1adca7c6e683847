using System.Globalization;
using Orleans.Storage;

namespace Clearinghouse.Storage.Snapshots;

/// <summary>
/// Grain states in the snapshot table, written through the silo's <see cref="JournalWriter"/>, so that many grains share one
/// transaction. The ETag is the snapshot's version.
/// </summary>
internal sealed class GrainSnapshotStorage(string name, IJournalStore store, JournalWriter writer, IGrainStorageSerializer serializer) : IGrainStorage
{
    /// <inheritdoc/>
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var record = await store.ReadSnapshotAsync(MakeKey(stateName, grainId));
        grainState.ETag = record is null ? null : FormatVersion(record.Version);
        grainState.RecordExists = record?.Payload is not null;
        grainState.State = record?.Payload is { } payload
            ? serializer.Deserialize<T>(new BinaryData(payload))
            : Activator.CreateInstance<T>();
    }

    /// <inheritdoc/>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var expected = ParseVersion(grainState.ETag);
        var payload = serializer.Serialize(grainState.State).ToMemory();
        var outcome = await writer.WriteSnapshotAsync(MakeKey(stateName, grainId), payload, expected);
        Accept(outcome, stateName, grainId, grainState, expected);
        grainState.RecordExists = true;
    }

    /// <inheritdoc/>
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var expected = ParseVersion(grainState.ETag);
        var outcome = await writer.ClearSnapshotAsync(MakeKey(stateName, grainId), expected);
        Accept(outcome, stateName, grainId, grainState, expected);
        grainState.RecordExists = false;
        grainState.State = Activator.CreateInstance<T>();
    }

    private static string MakeKey(string stateName, GrainId grainId) => $"{stateName}/{grainId}";

    private static string FormatVersion(long version) => version.ToString(CultureInfo.InvariantCulture);

    private static long ParseVersion(string? etag) => etag is null ? 0 : long.Parse(etag, CultureInfo.InvariantCulture);

    // Orleans deactivates the grain on this exception, and the next activation reads what the other writer wrote.
    private void Accept<T>(WriteOutcome outcome, string stateName, GrainId grainId, IGrainState<T> grainState, long expected)
    {
        if (outcome != WriteOutcome.Committed)
        {
            throw new InconsistentStateException(
                $"State '{stateName}' of grain {grainId} in storage '{name}' is not at version {expected}: another activation wrote it.",
                storedEtag: "unknown",
                currentEtag: grainState.ETag);
        }

        grainState.ETag = FormatVersion(expected + 1);
    }
}
