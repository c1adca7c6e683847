using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Cli.Replay;

/// <summary>One that takes positions over, at the end of a replay.</summary>
/// <param name="Account">The account.</param>
/// <param name="Kind">How it comes to positions.</param>
/// <param name="Deposited">What it began with.</param>
/// <param name="Equity">What it has; null when a price is missing.</param>
/// <param name="OpenNotional">What its positions come to at the marks, without sign.</param>
/// <param name="State">Where it stands: who takes over may default in turn.</param>
public sealed record ReplayTaker(AccountId Account, TakerKind Kind, Amount Deposited, Amount? Equity, Amount OpenNotional, AccountRiskState State);
