using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Liquidation;

/// <summary>
/// What closing is expected to cost against the mark. Impact is that of the market: everything closed there by liquidations in a window and in a plan adds up, whichever side it is on. Its average rate is a power of the part of depth taken, so a later step
/// pays for what earlier ones took. Prices stand on the contract's ticks, rounded against the account: what is planned is what is traded. A long option costs at most what it is worth.
/// </summary>
internal static class ClosingCost
{
    private const double SquareRootPower = 1.5;
    private const double LinearPower = 2;

    /// <summary>The average impact rate of closing so much in a market after so much; above 0.</summary>
    /// <param name="terms">Shape and size.</param>
    /// <param name="market">With a depth above zero.</param>
    /// <param name="before">The notional closed before in the window and the plan; not negative.</param>
    /// <param name="closed">The notional closed now; positive.</param>
    public static double ImpactRate(LiquidationTerms terms, MarketLiquidity market, Amount before, Amount closed)
    {
        // Rate × notional is C × N × (N / D)^a; of what comes after N0, the difference.
        var power = terms.Impact == ImpactShape.Linear ? LinearPower : SquareRootPower;
        var (depth, from, step) = (market.DepthNotional.ToDouble(), before.ToDouble(), closed.ToDouble());
        var parts = Math.Pow((from + step) / depth, power) - Math.Pow(from / depth, power);
        return terms.ImpactAtDepth.ToDouble() * depth * parts / step;
    }

    /// <summary>What closing everything at once is expected to cost, penalties included; not negative. A market of which no depth is known counts as one in which the account holds ten times it.</summary>
    /// <param name="request">The account, and what is known of its markets.</param>
    public static Amount OfWhole(LiquidationRequest request)
    {
        var cost = Amount.Zero;
        foreach (var held in request.Input.Exposures.Where(exposure => !exposure.Position.Quantity.IsZero).GroupBy(exposure => exposure.Market))
        {
            var closed = held.Aggregate(Amount.Zero, (sum, exposure) => sum + exposure.NotionalOf(exposure.Position.Quantity));
            var market = request.Markets.First(known => known.Market == held.Key);
            if (!market.DepthNotional.IsPositive) market = market with { DepthNotional = closed.Times(LiquidationRequest.DepthOfOpenInterest, Rounding.Ceiling) };
            var rate = closed.IsPositive ? ImpactRate(request.Terms, market, Amount.Zero, closed) : 0;
            foreach (var exposure in held) cost += LegOf(request.Terms, market, exposure, exposure.Position.Quantity.Abs(), rate).Cost;
        }

        return cost;
    }

    /// <summary>The leg of a step that closes so much of a position.</summary>
    /// <param name="terms">The terms.</param>
    /// <param name="market">The market.</param>
    /// <param name="exposure">The position.</param>
    /// <param name="closed">How much, without sign; positive.</param>
    /// <param name="impactRate">The step's impact in the market.</param>
    public static LiquidationLeg LegOf(LiquidationTerms terms, MarketLiquidity market, ContractExposure exposure, Quantity closed, double impactRate)
    {
        var (price, cost, penalty) = Of(terms, market, exposure, closed, impactRate);
        var trade = exposure.Position.Quantity.IsPositive ? -closed : closed;
        return new LiquidationLeg(exposure.Market, exposure.Contract.Contract.Id, trade, exposure.Contract.MarkPrice, price, exposure.NotionalOf(closed), cost, penalty);
    }

    /// <summary>The price at which so much of a position is closed, what that costs against the mark, the penalty included, and the penalty.</summary>
    /// <param name="terms">The terms.</param>
    /// <param name="market">The market.</param>
    /// <param name="exposure">The position.</param>
    /// <param name="closed">How much, without sign; positive.</param>
    /// <param name="impactRate">The step's impact in the market.</param>
    public static (Price Price, Amount Cost, Amount Penalty) Of(LiquidationTerms terms, MarketLiquidity market, ContractExposure exposure, Quantity closed, double impactRate)
    {
        var (contract, mark) = (exposure.Contract.Contract, exposure.Contract.MarkPrice);
        var isLong = exposure.Position.Quantity.IsPositive;
        var notional = exposure.NotionalOf(closed);

        // An estimate becomes money here, rounded up: against the account.
        var slippage = Amount.FromDouble(notional.ToDouble() * impactRate, Rounding.Ceiling) + notional.Times(market.HalfSpread, Rounding.Ceiling);
        var offset = slippage.DividedBy(closed.Scaled(contract.Multiplier), Rounding.Ceiling);
        var price = TickPrice.Against(isLong ? mark - offset : mark + offset, contract.Tick, isLong);
        var penalty = notional.Times(terms.Penalty, Rounding.Ceiling);
        if (isLong && contract.Kind == ContractKind.Option) penalty = Amount.Min(penalty, contract.ValueOf(closed, price));
        return (price, LiquidationLeg.CostOf(contract, isLong ? -closed : closed, mark, price) + penalty, penalty);
    }
}
