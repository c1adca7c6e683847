using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Risk;

/// <summary>Accounts with portfolio margin, and at a sweep the quick bound of what they need.</summary>
/// <param name="margin">The policy; null where accounts decide by something else, and every one is evaluated exactly.</param>
internal sealed class PortfolioRows(PortfolioMargin? margin)
{
    private readonly List<PortfolioRow?> _rows = [];
    private readonly Dictionary<(MarketId Market, ContractId Contract), int> _indexes = [];
    private readonly List<(MarketId Market, ContractId Contract)> _contracts = [];
    private ContractBound?[] _bounds = [];
    private ContractBound[] _held = [];
    private PortfolioBound? _bound;

    /// <summary>Takes an account's positions over; those of others are dropped.</summary>
    public void Report(int account, AccountExposure exposure)
    {
        while (_rows.Count <= account) _rows.Add(null);
        _rows[account] = null;
        if (margin is null || exposure.Terms.Mode != MarginMode.Portfolio) return;
        var (contracts, quantities) = (new List<int>(), new List<double>());
        foreach (var market in exposure.Markets)
        {
            foreach (var (contract, position) in market.Positions)
            {
                if (position.Quantity.IsZero) continue;
                var key = (market.Market, contract);
                if (!_indexes.TryGetValue(key, out var index))
                {
                    _indexes[key] = index = _contracts.Count;
                    _contracts.Add(key);
                }

                contracts.Add(index);
                quantities.Add(position.Quantity.ToDouble());
            }
        }

        _rows[account] = new PortfolioRow([.. contracts], [.. quantities]);
        if (_held.Length < contracts.Count) _held = new ContractBound[2 * contracts.Count];
    }

    /// <summary>Prices every contract anew, before the accounts of a sweep.</summary>
    public void Price(IMarketView view)
    {
        _bound = null;
        if (margin is null || _rows.Count == 0) return;
        _bounds = new ContractBound?[_contracts.Count];
        for (var i = 0; i < _contracts.Count; i++)
        {
            if (view.Find(_contracts[i].Market) is not { } snapshot || snapshot.Find(_contracts[i].Contract) is not { } listed) continue;
            if (view.FindRisk(snapshot) is not { } risk || risk.Find(_contracts[i].Contract) is not { } array) continue;
            _bounds[i] = margin.BoundOf(listed, array, risk);
            _bound ??= margin.BoundOf(risk.Scenarios);
        }
    }

    /// <summary>The most that an account can need as maintenance margin; infinity when that is not known.</summary>
    public double BoundOf(int account)
    {
        if (_bound is null || _rows[account] is not { } row) return double.PositiveInfinity;
        for (var i = 0; i < row.Contracts.Length; i++)
        {
            if (_bounds[row.Contracts[i]] is not { } bound) return double.PositiveInfinity;
            _held[i] = bound;
        }

        return _bound.Of(_held.AsSpan(0, row.Contracts.Length), row.Quantities);
    }
}
