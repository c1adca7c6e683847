using Orleans;

namespace Clearinghouse.Core.Clearing.Accounts;

/// <summary>
/// An activation of the account took over. Its sequence is the activation's epoch: an older activation that still runs can no longer write its own journal,
/// and markets that heard of the new epoch take no grant of the old one.
/// </summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.AccountActivated")]
public sealed record AccountActivated : AccountEvent;
