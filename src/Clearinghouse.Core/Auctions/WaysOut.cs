using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Auctions;

/// <summary>What it is expected to cost to bring an account back to its target, by auction and by closing on its markets at once. The cheaper that restores it comes first.</summary>
/// <param name="AuctionShare">How much of the portfolio an auction would have to sell at its expected price.</param>
/// <param name="AuctionConcession">That price: what is offered when the fast pace ends.</param>
/// <param name="AuctionCost">Concession and penalty; not negative.</param>
/// <param name="ClosingCost">Impact, spread and penalty of the plan; not negative.</param>
/// <param name="ClosingOutcome">Where the plan leaves the account.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.WaysOut")]
public sealed record WaysOut(
    [property: Id(0)] Ratio AuctionShare,
    [property: Id(1)] Ratio AuctionConcession,
    [property: Id(2)] Amount AuctionCost,
    [property: Id(3)] Amount ClosingCost,
    [property: Id(4)] LiquidationOutcome ClosingOutcome)
{
    /// <summary>Whether the auction comes first: closing does not restore the account, or costs more.</summary>
    public bool PrefersAuction => ClosingOutcome != LiquidationOutcome.Restored || AuctionCost < ClosingCost;

    /// <summary>Compares the ways.</summary>
    /// <param name="input">The account.</param>
    /// <param name="policy">How it is margined.</param>
    /// <param name="path">What an auction would offer.</param>
    /// <param name="auction">The auction's terms.</param>
    /// <param name="liquidation">The target, and the penalty.</param>
    /// <param name="plan">What closing would do.</param>
    public static WaysOut Compare(MarginInput input, IMarginPolicy policy, ConcessionPath path, AuctionTerms auction, LiquidationTerms liquidation, LiquidationPlan plan)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(auction);
        ArgumentNullException.ThrowIfNull(liquidation);
        ArgumentNullException.ThrowIfNull(plan);
        var concession = path.At(TimeSpan.FromSeconds(auction.FastSeconds), auction);
        var share = RestoringShare.Of(input, policy, liquidation, concession, liquidation.Penalty);
        var cost = AuctionSlice.LegsOf(input, share, concession, liquidation.Penalty).Aggregate(Amount.Zero, (sum, leg) => sum + leg.Cost);
        return new WaysOut(share, concession, cost, plan.Steps.SelectMany(step => step.Legs).Aggregate(Amount.Zero, (sum, leg) => sum + leg.Cost), plan.Outcome);
    }
}
