using System.Collections.Concurrent;
using Clearinghouse.Core.Collateral;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Limits;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Scenarios;

namespace Clearinghouse.Grains.Boards;

/// <summary>
/// The newest snapshot of every market, one board per silo. Accounts decide by what hangs here, without a call. Thread-safe.
/// </summary>
public sealed class MarketBoard(ScenarioSet scenarios) : IMarketView
{
    private readonly ConcurrentDictionary<MarketId, MarketRisk> _risks = new();
    private readonly ConcurrentDictionary<MarketId, MarketSnapshot> _snapshots = new();
    private readonly ConcurrentDictionary<MarketId, bool> _unpriced = new();

    /// <summary>The scenarios of this node.</summary>
    public ScenarioSet Scenarios => scenarios;

    /// <inheritdoc/>
    public MarketSnapshot? Find(MarketId market) => _snapshots.GetValueOrDefault(market);

    /// <inheritdoc/>
    public bool IsUnpriced(MarketId market) => _unpriced.ContainsKey(market) && Find(market) is null;

    /// <inheritdoc/>
    /// <remarks>Built by the first account that asks for it, for all that ask after it.</remarks>
    public MarketRisk? FindRisk(MarketSnapshot snapshot)
    {
        if (_risks.TryGetValue(snapshot.Market, out var risk) && ReferenceEquals(risk.Snapshot, snapshot)) return risk;
        return _risks[snapshot.Market] = RiskArrayBuilder.Build(snapshot, scenarios);
    }

    /// <inheritdoc/>
    public CollateralTerms? FindCollateral(PoolId pool) => Collateral.Find(pool);

    /// <inheritdoc/>
    public DefaultTerms? FindDefaults(PoolId pool) => Defaults.Find(pool);

    /// <inheritdoc/>
    public LimitTerms? FindLimits(PoolId pool) => Limits.Find(pool);

    /// <summary>What pools limit beyond margin.</summary>
    internal PoolTermsBoard<LimitTerms> Limits { get; } = new(terms => terms.Version);

    /// <summary>On what terms pools take collateral.</summary>
    internal PoolTermsBoard<CollateralTerms> Collateral { get; } = new(terms => terms.Version);

    /// <summary>How pools deal with defaults.</summary>
    internal PoolTermsBoard<DefaultTerms> Defaults { get; } = new(terms => terms.Version);

    /// <summary>Hangs a snapshot up, unless a newer one hangs there: messages may overtake one another.</summary>
    public void Post(MarketSnapshot snapshot) => _snapshots.AddOrUpdate(
        snapshot.Market, snapshot, (_, hanging) => snapshot.Version > hanging.Version ? snapshot : hanging);

    /// <summary>Notes that a market was asked and has no price. Whoever needs it asks again; a snapshot that hangs here outweighs it.</summary>
    internal void NoteUnpriced(MarketId market) => _unpriced[market] = true;
}
