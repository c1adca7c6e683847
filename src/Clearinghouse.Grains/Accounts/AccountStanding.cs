using Clearinghouse.Core.Identifiers;

namespace Clearinghouse.Grains.Accounts;

/// <summary>What a pool asks of an account before it relies on it.</summary>
/// <param name="Pool">The account's pool; null when it never took a deposit.</param>
/// <param name="Default">The default that it is in; null for none.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.AccountStanding")]
public sealed record AccountStanding([property: Id(0)] PoolId? Pool, [property: Id(1)] DefaultId? Default);
