using System.Numerics;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Identifiers;

namespace Clearinghouse.Simulation.Audit;

/// <summary>What an account has by its own journal, in the auditor's arithmetic.</summary>
internal sealed class NaivePortfolio
{
    private readonly SortedDictionary<ContractId, (MarketId Market, NaivePosition Position)> _positions = [];
    private BigInteger _paidIn;

    /// <summary>Open positions, in order of contract.</summary>
    public IEnumerable<(ContractId Contract, MarketId Market, NaivePosition Position)> Open =>
        _positions.Where(pair => !pair.Value.Position.Quantity.IsZero).Select(pair => (pair.Key, pair.Value.Market, pair.Value.Position));

    /// <summary>What it has, or owes, beside open positions and the funding of these.</summary>
    public BigInteger Cash => _positions.Values.Aggregate(_paidIn, (sum, held) => sum + held.Position.Cash);

    /// <summary>Reads the next event of the account.</summary>
    public void See(AccountEvent e)
    {
        _paidIn += Prediction.Paid(e);
        if (e is not LegApplied { Leg: var leg }) return;
        if (!_positions.TryGetValue(leg.Contract, out var held)) _positions[leg.Contract] = held = (leg.Market, new NaivePosition(leg.Multiplier.Raw));
        held.Position.Fill(leg.Quantity.Raw, leg.Price.Raw, leg.FundingIndex.Raw, leg.Fee.Raw);
    }

    /// <summary>Equity, gross notional and maintenance margin at snapshots of all markets in which something is open.</summary>
    public (BigInteger Equity, BigInteger Notional, BigInteger Maintenance, BigInteger Initial) At(Func<MarketId, MarketPast.Moment> moments)
    {
        var (equity, notional, maintenance, initial) = (_paidIn, BigInteger.Zero, BigInteger.Zero, BigInteger.Zero);
        foreach (var (contract, (market, position)) in _positions)
        {
            equity += position.Cash;
            if (position.Quantity.IsZero) continue;
            var moment = moments(market);
            var value = position.ValueAt(moment.Price);
            equity += value - position.Cost - position.FundingOwed(moment.Funding.GetValueOrDefault(contract));
            notional += BigInteger.Abs(value);
            maintenance += NaivePosition.CeilingDivide(BigInteger.Abs(value) * Terms.Parameters.MaintenanceMarginRate.Ppm, 1_000_000);
            initial += NaivePosition.CeilingDivide(BigInteger.Abs(value) * Terms.Parameters.InitialMarginRate.Ppm, 1_000_000);
        }

        return (equity, notional, maintenance, initial);
    }
}
