using System.Collections.Immutable;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Abstractions.Accounts;

/// <summary>An account as of now.</summary>
/// <param name="Account">The account.</param>
/// <param name="Pool">Its pool; null when it never took a deposit.</param>
/// <param name="Sequence">The newest durable sequence of its journal.</param>
/// <param name="Deposits">All deposits of cash.</param>
/// <param name="Withdrawals">All withdrawals of cash.</param>
/// <param name="Reservations">Trades in flight for which margin is set aside.</param>
/// <param name="Margin">How much margin, and why; null when a market's price is not known yet.</param>
/// <param name="Terms">How the account is margined.</param>
/// <param name="Call">The margin call that stands; null for none.</param>
/// <param name="Collateral">What it holds beside cash, in units by asset.</param>
/// <param name="Path">Where the account stands between margin call and the end of a default, and what the pool did because of one.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.AccountStatement")]
public sealed record AccountStatement(
    [property: Id(0)] AccountId Account,
    [property: Id(1)] PoolId? Pool,
    [property: Id(2)] long Sequence,
    [property: Id(3)] Amount Deposits,
    [property: Id(4)] Amount Withdrawals,
    [property: Id(5)] int Reservations,
    [property: Id(6)] MarginStatement? Margin,
    [property: Id(7)] MarginTerms Terms,
    [property: Id(8)] MarginCall? Call,
    [property: Id(9)] ImmutableSortedDictionary<AssetId, Quantity> Collateral,
    [property: Id(10)] AccountPath? Path = null);
