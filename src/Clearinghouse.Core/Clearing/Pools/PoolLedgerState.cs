using System.Collections.Immutable;
using Clearinghouse.Core.Collateral;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.DefaultFunds;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Insurance;
using Clearinghouse.Core.Limits;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>A <see cref="PoolLedger"/> as data, for snapshots.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Sequence">The sequence of the last event folded in.</param>
/// <param name="Funds">Balance by fund.</param>
/// <param name="Contributions">All money paid in from outside.</param>
/// <param name="Markets">What was collected, by market.</param>
/// <param name="Commands">Remembered commands.</param>
/// <param name="Collateral">On what terms collateral beside cash is taken; null for none.</param>
/// <param name="Defaults">What the pool keeps of defaults; null when nothing.</param>
/// <param name="Insurance">The insurance tranches; null when there are none.</param>
/// <param name="Assessments">What members were assessed and have not paid; null for nothing.</param>
/// <param name="Sizing">How the default fund is sized; null when it is not.</param>
/// <param name="Rules">What the pool keeps of its limits and its venues; null when nothing.</param>
public sealed record PoolLedgerState(
    PoolId Pool,
    long Sequence,
    ImmutableSortedDictionary<PoolFund, Amount> Funds,
    Amount Contributions,
    ImmutableSortedDictionary<MarketId, MarketFees> Markets,
    CommandWindowState Commands,
    CollateralTerms? Collateral = null,
    PoolDefaults? Defaults = null,
    PoolInsurance? Insurance = null,
    PoolAssessments? Assessments = null,
    FundSizing? Sizing = null,
    PoolRules? Rules = null);
