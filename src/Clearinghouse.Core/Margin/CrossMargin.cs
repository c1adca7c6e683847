using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Margin;

/// <summary>
/// Margin as a rate of notional per contract, without offsets. For linear contracts: rates × the largest absolute position that trades in flight can lead to × mark; rates rise with notional in tiers and with open interest.
/// A long option needs its whole value, because a premium is no collateral; a short option needs the rates of the index's notional.
/// Also the policy of an isolated account, which holds one contract.
/// </summary>
public sealed class CrossMargin : IMarginPolicy, IMarginDetail
{
    /// <inheritdoc/>
    public MarginStatement Evaluate(MarginInput input)
    {
        var (initial, maintenance, slippageInitial, slippageMaintenance) = (Amount.Zero, Amount.Zero, Amount.Zero, Amount.Zero);
        foreach (var exposure in input.Exposures)
        {
            var requirement = Requirement(exposure);
            initial += requirement.Initial;
            maintenance += requirement.Maintenance;
            var rate = (exposure.Snapshot.Parameters.Risk ?? RiskParameters.Default).SlippageRate;
            if (rate.Ppm == 0) continue;
            slippageInitial += exposure.NotionalOf(exposure.LargestQuantity).Times(rate, Rounding.Ceiling);
            slippageMaintenance += exposure.NotionalOf(exposure.Position.Quantity.Abs()).Times(rate, Rounding.Ceiling);
        }

        var builder = new ComponentBuilder();
        builder.Add(MarginComponentKind.Rates, initial, maintenance);
        builder.Add(MarginComponentKind.Slippage, slippageInitial, slippageMaintenance);
        AddBreaker(ref builder, input);
        return MarginAccount.StatementOf(input, this, input.Terms.Mode == MarginMode.Isolated ? "isolated" : "cross", ref builder);
    }

    /// <inheritdoc/>
    (Amount Initial, Amount Maintenance) IMarginDetail.StandAlone(ContractExposure exposure) => Requirement(exposure);

    /// <inheritdoc/>
    string? IMarginDetail.WorstScenarioOf(MarginInput input) => null;

    /// <summary>What breakers add to the rates of their markets' contracts; the market that adds most is named.</summary>
    private static void AddBreaker(ref ComponentBuilder builder, MarginInput input)
    {
        var (sum, most, market) = (Amount.Zero, Amount.Zero, (string?)null);
        foreach (var exposure in input.Exposures)
        {
            if (exposure.Snapshot.InitialMarginAddOn is not { IsPositive: true } addOn) continue;
            var added = Requirement(exposure).Initial.Times(addOn, Rounding.Ceiling);
            sum += added;
            if (added > most) (most, market) = (added, exposure.Market.Value);
        }

        builder.Add(MarginComponentKind.Breaker, sum, Amount.Zero, market);
    }

    /// <summary>The larger requirement of the two ends that trades in flight can lead to. Rounded up: against the trader.</summary>
    private static (Amount Initial, Amount Maintenance) Requirement(ContractExposure exposure) =>
        (RequirementOf(exposure, exposure.Longest, exposure.Shortest, isInitial: true),
         RequirementOf(exposure, Quantity.Max(exposure.Position.Quantity, Quantity.Zero), Quantity.Max(-exposure.Position.Quantity, Quantity.Zero), isInitial: false));

    private static Amount RequirementOf(ContractExposure exposure, Quantity longest, Quantity shortest, bool isInitial)
    {
        var terms = exposure.Contract.Contract;
        if (terms.Kind != ContractKind.Option) return Rated(exposure, terms.ValueOf(Quantity.Max(longest, shortest), exposure.Contract.MarkPrice).Abs(), isInitial);
        var longValue = terms.ValueOf(longest, exposure.Contract.MarkPrice);
        return Amount.Max(longValue, Rated(exposure, terms.ValueOf(shortest, exposure.Snapshot.IndexPrice), isInitial));
    }

    private static Amount Rated(ContractExposure exposure, Amount notional, bool isInitial) => isInitial
        ? TieredRates.Initial(notional, exposure.Snapshot.Parameters, exposure.Contract.Contract.ValueOf(exposure.Contract.OpenInterest, exposure.Snapshot.IndexPrice))
        : TieredRates.Maintenance(notional, exposure.Snapshot.Parameters);
}
