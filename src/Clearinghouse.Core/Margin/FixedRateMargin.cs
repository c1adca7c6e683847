using System.Collections.Immutable;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Margin;

/// <summary>
/// Margin as a fixed fraction of notional per market, without offsets. For linear contracts: rate × largest absolute position that trades in flight can lead to × mark.
/// A long option needs its whole value, because a premium is no collateral; a short option needs rate × index.
/// </summary>
public sealed class FixedRateMargin : IMarginPolicy
{
    /// <inheritdoc/>
    public MarginStatement Evaluate(MarginInput input)
    {
        var lines = ImmutableArray.CreateBuilder<MarginLine>(input.Exposures.Length);
        var (equity, initial, maintenance) = (input.Cash - input.PendingFees, Amount.Zero, Amount.Zero);
        foreach (var exposure in input.Exposures)
        {
            var line = LineOf(exposure);
            equity += line.Unrealised - line.FundingOwed - line.PendingLoss;
            initial += line.InitialMargin;
            maintenance += line.MaintenanceMargin;
            lines.Add(line);
        }

        return new MarginStatement
        {
            Account = input.Account,
            Policy = "fixed-rate",
            Cash = input.Cash,
            Equity = equity,
            InitialMargin = initial,
            MaintenanceMargin = maintenance,
            PendingFees = input.PendingFees,
            Lines = lines.ToImmutable(),
        };
    }

    private static MarginLine LineOf(ContractExposure exposure)
    {
        var (position, contract, parameters) = (exposure.Position, exposure.Contract, exposure.Snapshot.Parameters);
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
            InitialMargin = Requirement(
                exposure, position.Quantity + exposure.PendingBuys, position.Quantity - exposure.PendingSells, parameters.InitialMarginRate),
            MaintenanceMargin = Requirement(exposure, position.Quantity, position.Quantity, parameters.MaintenanceMarginRate),
            PendingLoss = exposure.PendingLoss,
            Realised = position.Realised,
            FundingPaid = position.FundingPaid,
            FeesPaid = position.FeesPaid,
        };
    }

    /// <summary>The larger requirement of the two ends that trades in flight can lead to. Rounded up: against the trader.</summary>
    private static Amount Requirement(ContractExposure exposure, Quantity highest, Quantity lowest, Ratio rate)
    {
        var longest = Quantity.Max(highest, Quantity.Zero);
        var shortest = Quantity.Max(-lowest, Quantity.Zero);
        var terms = exposure.Contract.Contract;
        if (terms.Kind != ContractKind.Option)
            return terms.ValueOf(Quantity.Max(longest, shortest), exposure.Contract.MarkPrice).Times(rate, Rounding.Ceiling);
        var longValue = terms.ValueOf(longest, exposure.Contract.MarkPrice);
        var shortRisk = terms.ValueOf(shortest, exposure.Snapshot.IndexPrice).Times(rate, Rounding.Ceiling);
        return Amount.Max(longValue, shortRisk);
    }
}
