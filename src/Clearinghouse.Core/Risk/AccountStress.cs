using System.Collections.Immutable;
using Clearinghouse.Core.Collateral;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Scenarios;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Risk;

/// <summary>What a stress event would do to one account, in money and floating point.</summary>
/// <param name="Scenario">The event.</param>
/// <param name="Profit">Of positions and collateral; negative for a loss.</param>
/// <param name="EquityAfter">What it would have, collateral at its market value; negative for what it would owe.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.AccountStress")]
public sealed record AccountStress([property: Id(0)] string Scenario, [property: Id(1)] double Profit, [property: Id(2)] double EquityAfter)
{
    /// <summary>Every event of a scenario set on an account; trades in flight do not count.</summary>
    public static ImmutableArray<AccountStress> Of(MarginInput input, IMarketView view, ScenarioSet scenarios)
    {
        var equity = input.Cash.ToDouble();
        foreach (var exposure in input.Exposures)
            equity += (exposure.Position.UnrealisedAt(exposure.Contract.MarkPrice) - exposure.Position.FundingOwedAt(exposure.Contract.FundingIndex)).ToDouble();
        foreach (var asset in input.Collateral?.Assets ?? []) equity += MarketValueOf(asset);
        return [.. scenarios.Stress.Select((stress, s) => Under(stress, s))];

        AccountStress Under(StressScenario stress, int s)
        {
            var profit = 0.0;
            foreach (var exposure in input.Exposures)
                if (view.FindRisk(exposure.Snapshot)?.Find(exposure.Contract.Contract.Id) is { } array) profit += exposure.Position.Quantity.ToDouble() * array.Stress[s];
            foreach (var asset in input.Collateral?.Assets ?? [])
                if (asset.Snapshot is { } snapshot) profit += MarketValueOf(asset) * stress.MoveOf(snapshot.Market).PriceFraction;
            return new AccountStress(stress.Name, profit, equity + profit);
        }
    }

    private static double MarketValueOf(PledgedAsset asset) => asset.Quantity.ToDouble() * (asset.Snapshot?.IndexPrice.ToDouble() ?? 0);
}
