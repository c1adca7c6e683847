using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Scenarios;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.DefaultFunds;

/// <summary>
/// What the accounts of a book would owe with prices moved, in flat arrays: a contract is repriced once for all who hold it. The fast twin of <see cref="ReverseStress.UncoveredLoss"/>, but that collateral keeps its haircut.
/// Not thread-safe.
/// </summary>
public sealed class BookEquity
{
    private readonly double[] _equity;
    private readonly double[] _moved;
    private readonly Dictionary<MarketId, List<Holding>> _holdings = [];

    /// <summary>Over a book.</summary>
    /// <param name="accounts">The accounts.</param>
    /// <param name="policy">How they are margined.</param>
    public BookEquity(ImmutableArray<BookAccount> accounts, IMarginPolicy policy)
    {
        (_equity, _moved) = (new double[accounts.Length], new double[accounts.Length]);
        var columns = new Dictionary<(MarketId, string), Holding>();
        for (var i = 0; i < accounts.Length; i++)
        {
            var (input, statement) = (accounts[i].Input, policy.Evaluate(accounts[i].Input));
            _equity[i] = statement.Equity.ToDouble();
            foreach (var exposure in input.Exposures)
                ColumnOf(columns, exposure.Snapshot, exposure.Contract).Add(i, exposure.Position.Quantity.ToDouble());
            foreach (var (pledged, line) in (input.Collateral?.Assets ?? []).Zip(statement.Collateral?.Lines ?? []))
                if (pledged.Snapshot is { } snapshot) ColumnOf(columns, snapshot, null).Add(i, line.Value.ToDouble());
        }
    }

    /// <summary>What accounts would owe beyond all they have, with prices multiplied so and nothing closed on the way.</summary>
    /// <param name="factors">By market; markets that are not named stay.</param>
    public double UncoveredAt(ImmutableSortedDictionary<MarketId, double> factors)
    {
        _equity.CopyTo(_moved, 0);
        foreach (var (market, factor) in factors)
            foreach (var holding in _holdings.GetValueOrDefault(market) ?? []) holding.Accumulate(_moved, factor);
        var owed = 0.0;
        foreach (var equity in _moved)
            if (equity < 0) owed -= equity;
        return owed;
    }

    private Holding ColumnOf(Dictionary<(MarketId, string), Holding> columns, MarketSnapshot snapshot, ContractSnapshot? contract)
    {
        var key = (snapshot.Market, contract?.Contract.Id.Value ?? "");
        if (columns.TryGetValue(key, out var known)) return known;
        if (!_holdings.TryGetValue(snapshot.Market, out var ofMarket)) _holdings[snapshot.Market] = ofMarket = [];
        var holding = new Holding(ProfitOf(snapshot, contract));
        ofMarket.Add(holding);
        return columns[key] = holding;
    }

    /// <summary>What one unit makes when the market's price is multiplied: of a contract, or of a unit of collateral value.</summary>
    private static Func<double, double> ProfitOf(MarketSnapshot snapshot, ContractSnapshot? contract)
    {
        if (contract is null) return factor => factor - 1;
        if (contract.Status == ContractStatus.Expired) return _ => 0;
        var (multiplier, mark) = (contract.Contract.Multiplier.ToDouble(), contract.MarkPrice.ToDouble());
        if (contract.Contract.Kind != ContractKind.Option) return factor => multiplier * mark * (factor - 1);
        var option = OptionModel.Of(snapshot, contract);
        return factor => multiplier * (option.ValueAt(factor, 1) - mark);
    }

    /// <summary>Who holds how much of one thing.</summary>
    private sealed class Holding(Func<double, double> profit)
    {
        private readonly List<(int Account, double Quantity)> _held = [];

        public void Add(int account, double quantity)
        {
            if (quantity != 0) _held.Add((account, quantity));
        }

        public void Accumulate(double[] equity, double factor)
        {
            var unit = profit(factor);
            foreach (var (account, quantity) in _held) equity[account] += quantity * unit;
        }
    }
}
