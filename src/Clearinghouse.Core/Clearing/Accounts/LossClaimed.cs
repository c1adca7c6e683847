using Clearinghouse.Core.Defaults;
using Orleans;

namespace Clearinghouse.Core.Clearing.Accounts;

/// <summary>
/// What is left of the account is a debt, and the pool is asked to take it over. Journaled before the pool is asked, so that whoever takes the account over asks for the same, and an activation that was replaced asks for nothing of its own.
/// </summary>
/// <param name="Claim">What is asked for: what the account owes by its journal up to here.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.LossClaimed")]
public sealed record LossClaimed([property: Id(0)] DefaultClaim Claim) : AccountEvent;
