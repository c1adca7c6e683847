using System.Text.Json.Serialization;
using Clearinghouse.Core.Waterfall;

namespace Clearinghouse.Cli.Replay;

/// <summary>What happens in a replay to accounts that can't pay, how much stands behind them, and how daring traders are.</summary>
public sealed record ReplayDefaultOptions
{
    /// <summary>Whether accounts are liquidated and defaults go through the waterfall; else accounts below maintenance are called, and nothing more.</summary>
    public bool IsOn { get; init; } = true;

    /// <summary>What bears a loss that funds and assessments leave.</summary>
    public LastResort LastResort { get; init; } = LastResort.Deleveraging;

    /// <summary>The largest part of its equity that the deleveraging of one default takes from an account; above 0, at most 1.</summary>
    public double MaxHaircut { get; init; } = 1;

    /// <summary>House capital, insurance and the venues' contributions together, as a share of the capital that traders begin with; from 0 to 1.</summary>
    public double Fund { get; init; } = 0.05;

    /// <summary>The capital of the committed backstops, as a share of the capital that traders begin with; from 0 to 10, 0 for none.</summary>
    public double Backstop { get; init; } = 0.05;

    /// <summary>Whether portfolios are auctioned before backstops and the pool's own book are asked, and the book is unwound by auctions.</summary>
    public bool Auctions { get; init; }

    /// <summary>The capital of the registered liquidators, as a share of the capital that traders begin with; from 0 to 10, 0 for none.</summary>
    public double Liquidators { get; init; } = 0.05;

    /// <summary>Whether auctions are held: where no default is dealt with, none are.</summary>
    [JsonIgnore]
    public bool HoldsAuctions => IsOn && Auctions;

    /// <summary>The notional that a calm market takes up, as a share of the capital that traders begin with; above 0, at most 100. It grows thinner as volatility rises.</summary>
    public double Depth { get; init; } = 0.5;

    /// <summary>The most leverage that over-levered traders take, from 1 to 100. Margin is a tenth of notional, or as little as this leverage needs.</summary>
    public double Leverage { get; init; } = 10;

    /// <summary>The share of traders who take all the leverage there is, from 0 to 1.</summary>
    public double OverLevered { get; init; } = 0.25;

    /// <summary>Says what is out of range, by the name of the option; null when nothing is.</summary>
    public string? FindFault()
    {
        if (!(MaxHaircut is >= 0.000001 and <= 1)) return "max-haircut must be above 0 and at most 1";
        if (!(Fund is >= 0 and <= 1)) return "fund must be from 0 to 1";
        if (!(Backstop is >= 0 and <= 10)) return "backstop must be from 0 to 10";
        if (!(Liquidators is >= 0 and <= 10)) return "liquidators must be from 0 to 10";
        if (!(Depth is > 0 and <= 100)) return "depth must be above 0 and at most 100";
        if (!(Leverage is >= 1 and <= 100)) return "leverage must be from 1 to 100";
        return OverLevered is >= 0 and <= 1 ? null : "over-levered must be from 0 to 1";
    }
}
