using Clearinghouse.Core.Breakers;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Grains.Markets;

/// <summary>Makes inputs of a market's breaker of what risk shards and the pool tell it. Lost with the activation: it is all said again.</summary>
internal sealed class BreakerFeed
{
    /// <summary>Beyond it, more says nothing more.</summary>
    private const int MostLiquidationVolume = 1_000;

    private readonly ShardTotals _distress = new();

    /// <summary>The inputs after a shard's figure.</summary>
    public BreakerInputs WithDistress(MarketLedger ledger, int shard, Amount notional)
    {
        _distress.Set(shard, notional);
        var depth = (ledger.Parameters.Risk ?? RiskParameters.Default).DepthNotional;
        Ratio? volume = depth.IsPositive ? Rational.Min(Rational.From(_distress.Total) / Rational.From(depth), MostLiquidationVolume).Round<Ratio>(Rounding.Ceiling) : null;
        return ledger.BreakerInputs with { LiquidationVolume = volume };
    }
}
