using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Clearing.Markets;

/// <summary>How much may be open in a contract where the market's depth says so: positions that nobody could take over are not let in, whoever holds them and however many accounts they are spread over.</summary>
internal static class OpenInterestByDepth
{
    /// <summary>The most that may be open in a contract beside what is open, or may become open by trades in flight, in the market's others; null for no such limit, not negative. Rounded down.</summary>
    public static Quantity? LimitOf(MarketLedger ledger, InFlightTrades inFlight, ContractState contract)
    {
        if (ledger.Parameters.Risk is not { OpenInterestDepths: { } depths } risk || ledger.Snapshot is not { } snapshot) return null;
        var left = risk.DepthNotional.Times(depths, Rounding.Floor);
        foreach (var other in ledger.Contracts)
            if (other.Contract.Id != contract.Contract.Id) left -= NotionalOf(snapshot, other, other.OpenInterest + inFlight.OpenInterestIncrease(other.Contract.Id));
        var each = NotionalOf(snapshot, contract, Quantity.One);
        if (!left.IsPositive) return Quantity.Zero;
        if (!each.IsPositive) return null;
        var most = (Rational.From(left) / Rational.From(each)).FloorTo(Rational.From(contract.Contract.Lot));
        return most > Rational.From(ledger.Parameters.OpenInterestLimit) ? null : most.Round<Quantity>(Rounding.Floor);
    }

    private static Amount NotionalOf(MarketSnapshot snapshot, ContractState contract, Quantity quantity) =>
        contract.Status == ContractStatus.Trading ? contract.Contract.ValueOf(quantity, contract.Contract.Kind == ContractKind.Option ? snapshot.IndexPrice : contract.MarkAt(snapshot.IndexPrice)).Abs() : Amount.Zero;
}
