using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Collateral;

/// <summary>An asset that a pool accepts as collateral, and on what terms.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.CollateralAsset")]
public sealed record CollateralAsset
{
    /// <summary>The asset.</summary>
    [Id(0)] public required AssetId Asset { get; init; }

    /// <summary>The market of the pool whose index is the asset's price, and whose forecast is its volatility.</summary>
    [Id(1)] public required MarketId Market { get; init; }

    /// <summary>What is traded of it on an average day, in money; 0 or more. What has no market counts for nothing.</summary>
    [Id(2)] public required Amount AverageDailyVolume { get; init; }

    /// <summary>Largest value, in money, that one account's holding may count for. New assets start at 0.</summary>
    [Id(3)] public Amount ValueCap { get; init; } = Amount.Zero;

    /// <summary>Seconds from seizing the asset to having it where it is sold: finality, bridge, settlement. Default 3600; 0 or more.</summary>
    [Id(4)] public int LatencySeconds { get; init; } = 3_600;

    /// <summary>What crossing the book costs, as a fraction. Default 0.1 %; from 0 to 1.</summary>
    [Id(5)] public Ratio Spread { get; init; } = Ratio.FromPpm(1_000);

    /// <summary>What the asset is pegged to, in money per unit, or null when it floats; above 0.</summary>
    [Id(6)] public Price? Peg { get; init; }

    /// <summary>What a pegged asset may lose at once, as a fraction. Default 1 %; from 0 to 1; means nothing without a peg.</summary>
    [Id(7)] public Ratio DepegAllowance { get; init; } = Ratio.FromPpm(10_000);

    /// <summary>Says what is out of range, or null when nothing is.</summary>
    public Refusal? Check()
    {
        if (string.IsNullOrEmpty(Asset.Value)) return Bad("asset", "named");
        if (string.IsNullOrEmpty(Market.Value)) return Bad("market", "named");
        if (AverageDailyVolume.IsNegative) return Bad("averageDailyVolume", "0 or more");
        if (ValueCap.IsNegative) return Bad("valueCap", "0 or more");
        if (LatencySeconds < 0) return Bad("latencySeconds", "0 or more");
        if (Spread.IsNegative || Spread > Ratio.One) return Bad("spread", "from 0 to 1");
        if (Peg is { IsPositive: false }) return Bad("peg", "above 0");
        return DepegAllowance.IsNegative || DepegAllowance > Ratio.One ? Bad("depegAllowance", "from 0 to 1") : null;
    }

    private static Refusal Bad(string field, string range) => new(RefusalCode.ParametersInvalid) { Subject = field, Limit = range };
}
