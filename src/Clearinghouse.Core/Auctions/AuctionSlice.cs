using System.Collections.Immutable;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Auctions;

/// <summary>A share of a portfolio at a price: the same share of every position, so that hedges stay together.</summary>
public static class AuctionSlice
{
    /// <summary>
    /// The trades that sell a share: whole lots, rounded down, so that nobody takes more than the share; all of it for a share of 1. Prices are the marks less the concession (of options, a fraction of the index), on the next
    /// tick against the account.
    /// </summary>
    /// <param name="input">The account.</param>
    /// <param name="share">From 0 to 1.</param>
    /// <param name="concession">As a fraction of notional; from 0 to 1.</param>
    /// <param name="penalty">What the account pays beside, as a fraction of notional; from 0.</param>
    public static ImmutableArray<LiquidationLeg> LegsOf(MarginInput input, Ratio share, Ratio concession, Ratio penalty)
    {
        ArgumentNullException.ThrowIfNull(input);
        var legs = ImmutableArray.CreateBuilder<LiquidationLeg>();
        foreach (var exposure in input.Exposures)
        {
            var sold = SoldOf(exposure, share);
            if (!sold.IsZero) legs.Add(LegOf(exposure, sold, concession, penalty));
        }

        return legs.ToImmutable();
    }

    /// <summary>A limit on what is sold at once; all of it where the limit does not come to a lot of any position. What is too little to be divided is sold whole, or it would never be.</summary>
    /// <param name="input">The account.</param>
    /// <param name="most">The limit, above 0 and at most 1.</param>
    public static Ratio MostOf(MarginInput input, Ratio most)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Exposures.Any(exposure => !SoldOf(exposure, most).IsZero) ? most : Ratio.One;
    }

    /// <summary>The account when the trades are done.</summary>
    public static MarginInput After(MarginInput input, ImmutableArray<LiquidationLeg> legs)
    {
        ArgumentNullException.ThrowIfNull(input);
        var byContract = legs.ToDictionary(leg => (leg.Market, leg.Contract));
        var (cash, exposures) = (input.Cash, input.Exposures.ToBuilder());
        for (var i = 0; i < exposures.Count; i++)
        {
            var exposure = exposures[i];
            if (!byContract.TryGetValue((exposure.Market, exposure.Contract.Contract.Id), out var leg)) continue;
            var change = exposure.Position.Fill(leg.Quantity, leg.Price, exposure.Contract.FundingIndex, leg.Penalty);
            cash += change.CashChange;
            exposures[i] = exposure with { Position = change.Position };
        }

        return input with { Cash = cash, Exposures = exposures.ToImmutable() };
    }

    private static Quantity SoldOf(ContractExposure exposure, Ratio share)
    {
        if (exposure.Contract.Status != ContractStatus.Trading) return Quantity.Zero;
        var held = exposure.Position.Quantity.Abs();
        if (share >= Ratio.One) return held;
        var lot = exposure.Contract.Contract.Lot.Raw;
        return Quantity.FromRaw(held.Times(share, Rounding.Floor).Raw / lot * lot);
    }

    private static LiquidationLeg LegOf(ContractExposure exposure, Quantity sold, Ratio concession, Ratio penaltyRate)
    {
        var (contract, mark, isLong) = (exposure.Contract.Contract, exposure.Contract.MarkPrice, exposure.Position.Quantity.IsPositive);
        var notional = exposure.NotionalOf(sold);
        var offset = (contract.Kind == ContractKind.Option ? exposure.Snapshot.IndexPrice : mark).Times(concession, Rounding.Floor);
        var penalty = notional.Times(penaltyRate, Rounding.Ceiling);
        return new LiquidationLeg(exposure.Market, contract.Id, isLong ? -sold : sold, mark, isLong ? mark - offset : mark + offset, notional, Amount.Zero, penalty).OnTick(contract);
    }
}
