using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;

namespace Clearinghouse.Core.Clearing;

/// <summary>A <see cref="CommandWindow"/> as data, for snapshots.</summary>
/// <param name="Commands">Remembered commands, oldest first.</param>
/// <param name="ForgottenSequences">By sender, the highest sequence of a command that was forgotten.</param>
public sealed record CommandWindowState(
    ImmutableArray<CommandRecord> Commands,
    ImmutableSortedDictionary<PrincipalId, long> ForgottenSequences);
