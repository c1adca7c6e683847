using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Defaults;

/// <summary>
/// A liquidity provider or a vault that has committed to take positions over. It is an account like any other, with its own collateral and its own margin: no backstop answers for what another one took.
/// </summary>
/// <param name="Account">The account that takes them.</param>
/// <param name="MaxNotional">The most that its positions may come to with what it takes over: gross notional at the marks. Positive.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.Backstop")]
public sealed record Backstop([property: Id(0)] AccountId Account, [property: Id(1)] Amount MaxNotional);
