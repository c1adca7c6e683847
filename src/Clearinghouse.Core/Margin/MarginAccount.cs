using System.Collections.Immutable;
using Clearinghouse.Core.Collateral;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Margin;

/// <summary>What every policy computes alike: equity, gross notional, and a line per contract.</summary>
internal sealed class MarginAccount
{
    private readonly MarginInput _input;
    private readonly ImmutableArray<MarginLine> _lines;

    private MarginAccount(MarginInput input, ImmutableArray<MarginLine> lines)
    {
        (_input, _lines) = (input, lines);
        Collateral = input.Collateral?.Value(input.Exposures);
        Equity = input.Cash + (Collateral?.Value ?? Amount.Zero) - input.PendingFees;
        foreach (var line in lines)
        {
            Equity += line.Unrealised - line.FundingOwed - line.PendingLoss;
            LinesInitial += line.InitialMargin;
            LinesMaintenance += line.MaintenanceMargin;
        }

        GrossNotional = input.Exposures.Aggregate(Amount.Zero, (sum, exposure) => sum + exposure.NotionalOf(exposure.Position.Quantity));
        LargestNotional = input.Exposures.Aggregate(Amount.Zero, (sum, exposure) => sum + exposure.NotionalOf(exposure.LargestQuantity));
    }

    public CollateralValuation? Collateral { get; }

    public Amount Equity { get; }

    public Amount LinesInitial { get; }

    public Amount LinesMaintenance { get; }

    /// <summary>Absolute value of all positions at the mark; of options, of the index.</summary>
    public Amount GrossNotional { get; }

    /// <summary>The same at the end to which trades in flight can lead.</summary>
    public Amount LargestNotional { get; }

    /// <summary>An account with a stand-alone requirement per contract.</summary>
    public static MarginAccount Of(MarginInput input, Func<ContractExposure, (Amount Initial, Amount Maintenance)> requirement)
    {
        var lines = ImmutableArray.CreateBuilder<MarginLine>(input.Exposures.Length);
        foreach (var exposure in input.Exposures) lines.Add(LineOf(exposure, requirement(exposure)));
        return new MarginAccount(input, lines.MoveToImmutable());
    }

    /// <summary>The statement, with what the account's own leverage limit adds.</summary>
    public MarginStatement ToStatement(string policy, ComponentBuilder components, string? worstScenario = null, string? scenarioVersion = null)
    {
        if (_input.Terms.MaxLeverage is { } leverage)
        {
            var least = Amount.FromDouble(LargestNotional.ToDouble() / (double)leverage.ToDecimal(), Rounding.Ceiling);
            components.Add(MarginComponentKind.LeverageLimit, Amount.Max(least - components.Initial, Amount.Zero), Amount.Zero);
        }

        return new MarginStatement
        {
            Account = _input.Account,
            Policy = policy,
            Cash = _input.Cash,
            Equity = Equity,
            InitialMargin = components.Initial,
            MaintenanceMargin = components.Maintenance,
            PendingFees = _input.PendingFees,
            Lines = _lines,
            Markets = MarketsOf(_input.Exposures.AsSpan()),
            GrossNotional = GrossNotional,
            Components = components.Build(),
            WorstScenario = worstScenario,
            ScenarioVersion = scenarioVersion,
            Collateral = Collateral,
            CollateralVersion = _input.Collateral?.Terms.Version,
        };
    }

    /// <summary>One entry per market; exposures come in order of market.</summary>
    private static ImmutableArray<MarketTerms> MarketsOf(ReadOnlySpan<ContractExposure> exposures)
    {
        var markets = ImmutableArray.CreateBuilder<MarketTerms>();
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
