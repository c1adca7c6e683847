using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Collateral;

/// <summary>An asset that a pool accepts as collateral, and on what terms.</summary>
public sealed record CollateralAsset
{
    /// <summary>The asset.</summary>
    public required AssetId Asset { get; init; }

    /// <summary>Largest value, in money, that one account's holding may count for. New assets start at 0.</summary>
    public Amount ValueCap { get; init; } = Amount.Zero;

    /// <summary>Seconds from seizing the asset to having it where it is sold: finality, bridge, settlement. Default 3600; 0 or more.</summary>
    public int LatencySeconds { get; init; } = 3_600;

    /// <summary>What crossing the book costs, as a fraction. Default 0.1 %; from 0 to 1.</summary>
    public Ratio Spread { get; init; } = Ratio.FromPpm(1_000);

    /// <summary>What the asset is pegged to, in money per unit, or null when it floats; above 0.</summary>
    public Price? Peg { get; init; }

    /// <summary>What a pegged asset may lose at once, as a fraction. Default 1 %; from 0 to 1; means nothing without a peg.</summary>
    public Ratio DepegAllowance { get; init; } = Ratio.FromPpm(10_000);

    /// <summary>Says what is out of range, or null when nothing is.</summary>
    public Refusal? Check()
    {
        if (string.IsNullOrEmpty(Asset.Value)) return Bad("asset", "named");
        if (ValueCap.IsNegative) return Bad("valueCap", "0 or more");
        if (LatencySeconds < 0) return Bad("latencySeconds", "0 or more");
        if (Spread.IsNegative || Spread > Ratio.One) return Bad("spread", "from 0 to 1");
        if (Peg is { IsPositive: false }) return Bad("peg", "above 0");
        return DepegAllowance.IsNegative || DepegAllowance > Ratio.One ? Bad("depegAllowance", "from 0 to 1") : null;
    }

    private static Refusal Bad(string field, string range) => new(RefusalCode.ParametersInvalid) { Subject = field, Limit = range };
}
