using Clearinghouse.Core.Collateral;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Limits;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Scenarios;

namespace Clearinghouse.Core.Tests.Builders;

/// <summary>The newest snapshots of some markets.</summary>
internal sealed class SnapshotView(params MarketBuilder[] markets) : IMarketView
{
    internal CollateralTerms? Collateral { get; set; }

    internal DefaultTerms? Defaults { get; set; }

    internal LimitTerms? Limits { get; set; }

    internal ScenarioSet Scenarios { get; set; } = ScenarioSet.Default;

    /// <summary>Markets of which it is known that they have no price.</summary>
    internal HashSet<MarketId> Unpriced { get; } = [];

    public bool IsUnpriced(MarketId market) => Unpriced.Contains(market);

    public CollateralTerms? FindCollateral(PoolId pool) => Collateral?.Pool == pool ? Collateral : null;

    public DefaultTerms? FindDefaults(PoolId pool) => Defaults?.Pool == pool ? Defaults : null;

    public LimitTerms? FindLimits(PoolId pool) => Limits?.Pool == pool ? Limits : null;

    public MarketRisk? FindRisk(MarketSnapshot snapshot) => RiskArrayBuilder.Build(snapshot, Scenarios);

    public MarketSnapshot? Find(MarketId market) => markets.FirstOrDefault(known => known.Ledger.Market == market)?.Ledger.Snapshot;
}
