using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Risk;

/// <summary>What the accounts of a sweep that are below maintenance margin weigh on markets and pools.</summary>
public sealed class RiskDistress
{
    private readonly Dictionary<MarketId, Amount> _notionals = [];
    private readonly Dictionary<PoolId, Amount> _uncovered = [];

    /// <summary>By market, the notional of their positions, which must be closed; without regard to sides.</summary>
    public IReadOnlyDictionary<MarketId, Amount> NotionalByMarket => _notionals;

    /// <summary>By pool, what they owe beyond all they have; positive.</summary>
    public IReadOnlyDictionary<PoolId, Amount> UncoveredByPool => _uncovered;

    /// <summary>Adds an account below maintenance margin.</summary>
    internal void Add(PoolId? pool, MarginInput input, MarginStatement statement)
    {
        foreach (var exposure in input.Exposures)
            _notionals[exposure.Market] = _notionals.GetValueOrDefault(exposure.Market) + exposure.NotionalOf(exposure.Position.Quantity);
        if (pool is { } known && statement.IsUnderWater) _uncovered[known] = _uncovered.GetValueOrDefault(known) - statement.Equity;
    }
}
