using System.Collections.Immutable;
using Clearinghouse.Core.Adaptation;
using Clearinghouse.Core.Bars;
using Clearinghouse.Core.Breakers;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Volatilities;

namespace Clearinghouse.Core.Clearing.Markets;

/// <summary>A <see cref="MarketLedger"/> as data, for snapshots.</summary>
public sealed record MarketLedgerState
{
    /// <summary>The market.</summary>
    public required MarketId Market { get; init; }

    /// <summary>The sequence of the last event folded in.</summary>
    public required long Sequence { get; init; }

    /// <summary>Events from here on must be recalled before the ledger can answer for recent trades and owed legs.</summary>
    public required long RecallFrom { get; init; }

    /// <summary>The pool; null while the market is not open. Not required, because the encoding leaves nulls out.</summary>
    public PoolId? Pool { get; init; }

    /// <summary>The parameters in force.</summary>
    public required MarketParameters Parameters { get; init; }

    /// <summary>Version of the last snapshot.</summary>
    public required long SnapshotVersion { get; init; }

    /// <summary>The last snapshot; null before the first price. Not required, because the encoding leaves nulls out.</summary>
    public MarketSnapshot? Snapshot { get; init; }

    /// <summary>Implied volatilities; null when none were reported.</summary>
    public VolatilitySurface? Surface { get; init; }

    /// <summary>The breaker with the prices it remembers; null for a market without one.</summary>
    public MarketBreaker? Breaker { get; init; }

    /// <summary>What others than prices say to the breaker; null for nothing.</summary>
    public BreakerInputs? BreakerInputs { get; init; }

    /// <summary>What the market has followed of forecasts; null for one that follows none.</summary>
    public MarketAdaptation? Adaptation { get; init; }

    /// <summary>The index in bars; null for a market that follows no forecasts.</summary>
    public MarketBars? Bars { get; init; }

    /// <summary>How the market is settled by rule; null for one without a rule.</summary>
    public MarketSettlement? Settlement { get; init; }

    /// <summary>The sequence of the event that last changed what governs the market; 0 before the first, and in states of before this was kept.</summary>
    public long ParametersVersion { get; init; }

    /// <summary>What liquidations closed a short time ago; null for nothing.</summary>
    public LiquidationWindow? Liquidations { get; init; }

    /// <summary>Contracts in order of listing.</summary>
    public required ImmutableArray<ContractState> Contracts { get; init; }

    /// <summary>Accounts in order of id.</summary>
    public required ImmutableArray<MarketAccountState> Accounts { get; init; }

    /// <summary>All fees of all trades.</summary>
    public required Amount CumulativeFees { get; init; }

    /// <summary>How many trades were cleared.</summary>
    public required long TradesCleared { get; init; }

    /// <summary>Remembered commands.</summary>
    public required CommandWindowState Commands { get; init; }

    /// <summary>By venue, the highest sequence of a trade that is no longer in the recent window.</summary>
    public required ImmutableSortedDictionary<VenueId, long> ForgottenTrades { get; init; }
}
