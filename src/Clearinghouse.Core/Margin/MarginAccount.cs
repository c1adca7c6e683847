using System.Collections.Immutable;
using Clearinghouse.Core.Collateral;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Margin;

/// <summary>What every policy computes alike: equity, the account's own leverage limit, and for those who read them gross notional, markets and lines per contract.</summary>
internal static class MarginAccount
{
    /// <summary>The statement, with what the account's own leverage limit adds.</summary>
    public static MarginStatement StatementOf(MarginInput input, IMarginDetail detail, string policy, ref ComponentBuilder components, string? scenarioVersion = null)
    {
        var collateral = input.Collateral?.Value(input.Exposures);
        var equity = EquityOf(input, collateral);
        if (input.Terms.MaxLeverage is { } leverage)
        {
            var largest = input.Exposures.Aggregate(Amount.Zero, (sum, exposure) => sum + exposure.NotionalOf(exposure.LargestQuantity));
            var least = Amount.FromDouble(largest.ToDouble() / (double)leverage.ToDecimal(), Rounding.Ceiling);
            components.Add(MarginComponentKind.LeverageLimit, Amount.Max(least - components.Initial, Amount.Zero), Amount.Zero);
        }

        UnrealisedProfit.AddTo(ref components, input.Exposures);
        var parts = components.Build();
        return new MarginStatement(input, detail, parts)
        {
            Account = input.Account,
            Policy = policy,
            Cash = input.Cash,
            Equity = equity,
            InitialMargin = components.Initial,
            MaintenanceMargin = components.Maintenance,
            PendingFees = input.PendingFees,
            Components = parts,
            ScenarioVersion = scenarioVersion,
            Collateral = collateral,
            CollateralVersion = input.Collateral?.Terms.Version,
        };
    }

    /// <summary>Absolute value of all positions at the mark; of options, of the index.</summary>
    public static Amount GrossNotionalOf(MarginInput input) => input.Exposures.Aggregate(Amount.Zero, (sum, exposure) => sum + exposure.NotionalOf(exposure.Position.Quantity));

    /// <summary>A line per contract.</summary>
    public static ImmutableArray<MarginLine> LinesOf(MarginInput input, IMarginDetail detail)
    {
        var lines = ImmutableArray.CreateBuilder<MarginLine>(input.Exposures.Length);
        foreach (var exposure in input.Exposures) lines.Add(LineOf(exposure, detail.StandAlone(exposure)));
        return lines.MoveToImmutable();
    }

    /// <summary>One entry per market; exposures come in order of market.</summary>
    public static ImmutableArray<MarketTerms> MarketsOf(MarginInput input)
    {
        var (exposures, markets) = (input.Exposures, ImmutableArray.CreateBuilder<MarketTerms>());
        for (var i = 0; i < exposures.Length; i++)
            if (i == 0 || exposures[i].Market != exposures[i - 1].Market) markets.Add(MarketTerms.Of(exposures[i].Snapshot));
        return markets.DrainToImmutable();
    }

    private static Amount EquityOf(MarginInput input, CollateralValuation? collateral)
    {
        var equity = input.Cash + (collateral?.Value ?? Amount.Zero) - input.PendingFees;
        foreach (var exposure in input.Exposures)
        {
            var (position, contract) = (exposure.Position, exposure.Contract);
            equity += position.UnrealisedAt(contract.MarkPrice) - position.FundingOwedAt(contract.FundingIndex) - exposure.PendingLoss;
        }

        return equity;
    }

    private static MarginLine LineOf(ContractExposure exposure, (Amount Initial, Amount Maintenance) requirement)
    {
        var (position, contract) = (exposure.Position, exposure.Contract);
        return new MarginLine
        {
            Market = exposure.Market,
            Contract = contract.Contract.Id,
            SnapshotVersion = exposure.Snapshot.Version,
            Quantity = position.Quantity,
            EntryValue = position.EntryValue,
            MarkPrice = contract.MarkPrice,
            Unrealised = position.UnrealisedAt(contract.MarkPrice),
            FundingOwed = position.FundingOwedAt(contract.FundingIndex),
            InitialMargin = requirement.Initial,
            MaintenanceMargin = requirement.Maintenance,
            PendingLoss = exposure.PendingLoss,
            Realised = position.Realised,
            FundingPaid = position.FundingPaid,
            FeesPaid = position.FeesPaid,
        };
    }
}
