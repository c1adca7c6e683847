using System.Collections.Immutable;
using Clearinghouse.Core.Collateral;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Margin;

/// <summary>What every policy computes alike: equity. Gross notional and lines per contract are made when somebody reads them; most statements are asked only whether they are covered.</summary>
internal sealed class MarginAccount
{
    private readonly MarginInput _input;
    private readonly Func<ContractExposure, (Amount Initial, Amount Maintenance)> _requirement;

    /// <summary>An account with a stand-alone requirement per contract.</summary>
    public MarginAccount(MarginInput input, Func<ContractExposure, (Amount Initial, Amount Maintenance)> requirement)
    {
        (_input, _requirement) = (input, requirement);
        Collateral = input.Collateral?.Value(input.Exposures);
        Equity = input.Cash + (Collateral?.Value ?? Amount.Zero) - input.PendingFees;
        foreach (var exposure in input.Exposures)
        {
            var (position, contract) = (exposure.Position, exposure.Contract);
            Equity += position.UnrealisedAt(contract.MarkPrice) - position.FundingOwedAt(contract.FundingIndex) - exposure.PendingLoss;
        }
    }

    public CollateralValuation? Collateral { get; }

    public Amount Equity { get; }

    /// <summary>Absolute value of all positions at the mark; of options, of the index.</summary>
    public Amount GrossNotional => _input.Exposures.Aggregate(Amount.Zero, (sum, exposure) => sum + exposure.NotionalOf(exposure.Position.Quantity));

    /// <summary>The statement, with what the account's own leverage limit adds, and profit that could not be realised in time.</summary>
    public MarginStatement ToStatement(string policy, ref ComponentBuilder components, string? worstScenario = null, string? scenarioVersion = null)
    {
        if (_input.Terms.MaxLeverage is { } leverage)
        {
            var largest = _input.Exposures.Aggregate(Amount.Zero, (sum, exposure) => sum + exposure.NotionalOf(exposure.LargestQuantity));
            var least = Amount.FromDouble(largest.ToDouble() / (double)leverage.ToDecimal(), Rounding.Ceiling);
            components.Add(MarginComponentKind.LeverageLimit, Amount.Max(least - components.Initial, Amount.Zero), Amount.Zero);
        }

        UnrealisedProfit.AddTo(ref components, _input.Exposures);
        return new MarginStatement(this)
        {
            Account = _input.Account,
            Policy = policy,
            Cash = _input.Cash,
            Equity = Equity,
            InitialMargin = components.Initial,
            MaintenanceMargin = components.Maintenance,
            PendingFees = _input.PendingFees,
            Components = components.Build(),
            WorstScenario = worstScenario,
            ScenarioVersion = scenarioVersion,
            Collateral = Collateral,
            CollateralVersion = _input.Collateral?.Terms.Version,
        };
    }

    /// <summary>A line per contract.</summary>
    public ImmutableArray<MarginLine> LinesOf()
    {
        var lines = ImmutableArray.CreateBuilder<MarginLine>(_input.Exposures.Length);
        foreach (var exposure in _input.Exposures) lines.Add(LineOf(exposure, _requirement(exposure)));
        return lines.MoveToImmutable();
    }

    /// <summary>One entry per market; exposures come in order of market.</summary>
    public ImmutableArray<MarketTerms> MarketsOf()
    {
        var (exposures, markets) = (_input.Exposures, ImmutableArray.CreateBuilder<MarketTerms>());
        for (var i = 0; i < exposures.Length; i++)
            if (i == 0 || exposures[i].Market != exposures[i - 1].Market) markets.Add(MarketTerms.Of(exposures[i].Snapshot));
        return markets.DrainToImmutable();
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
