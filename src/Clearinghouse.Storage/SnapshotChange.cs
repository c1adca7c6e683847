namespace Clearinghouse.Storage;

/// <summary>What a batch does to one snapshot in all, however often it names it.</summary>
/// <param name="StoredVersion">The version in the database that the change builds on; 0 for none.</param>
/// <param name="NewVersion">The version after it.</param>
/// <param name="Last">The last write that was let through: its content is what stays.</param>
internal sealed record SnapshotChange(long StoredVersion, long NewVersion, SnapshotWrite Last);
