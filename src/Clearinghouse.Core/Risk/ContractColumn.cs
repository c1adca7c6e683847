namespace Clearinghouse.Core.Risk;

/// <summary>All positions in one contract, as flat arrays: a sweep reads them from front to back.</summary>
internal sealed class ContractColumn
{
    private readonly Dictionary<int, int> _rowOf = [];
    private int[] _accounts = new int[16];
    private double[] _quantities = new double[16];
    private double[] _offsets = new double[16];

    public int Count { get; private set; }

    /// <summary>Sets an account's position: its quantity, and entry value less funding entry, which prices do not change.</summary>
    public void Set(int account, double quantity, double offset)
    {
        if (!_rowOf.TryGetValue(account, out var row))
        {
            if (Count == _accounts.Length) Grow();
            _rowOf[account] = row = Count++;
            _accounts[row] = account;
        }

        (_quantities[row], _offsets[row]) = (quantity, offset);
    }

    /// <summary>Takes an account's position out; the last one takes its place.</summary>
    public void Remove(int account)
    {
        if (!_rowOf.Remove(account, out var row)) return;
        var last = --Count;
        if (row == last) return;
        (_accounts[row], _quantities[row], _offsets[row]) = (_accounts[last], _quantities[last], _offsets[last]);
        _rowOf[_accounts[row]] = row;
    }

    /// <summary>Adds every position's profit to its account's equity, and its requirement to the account's.</summary>
    /// <param name="equity">By account.</param>
    /// <param name="requirement">By account.</param>
    /// <param name="unitValue">Value of one contract less funding, at the mark.</param>
    /// <param name="unitRequirement">Upper bound of the maintenance margin of one contract.</param>
    public void Accumulate(Span<double> equity, Span<double> requirement, double unitValue, double unitRequirement)
    {
        var accounts = _accounts.AsSpan(0, Count);
        var quantities = _quantities.AsSpan(0, Count);
        var offsets = _offsets.AsSpan(0, Count);
        for (var row = 0; row < accounts.Length; row++)
        {
            equity[accounts[row]] += (quantities[row] * unitValue) - offsets[row];
            requirement[accounts[row]] += Math.Abs(quantities[row]) * unitRequirement;
        }
    }

    /// <summary>Adds a profit per contract to every account's sum.</summary>
    public void Accumulate(Span<double> profit, double unitProfit)
    {
        for (var row = 0; row < Count; row++) profit[_accounts[row]] += _quantities[row] * unitProfit;
    }

    private void Grow()
    {
        Array.Resize(ref _accounts, 2 * _accounts.Length);
        Array.Resize(ref _quantities, 2 * _quantities.Length);
        Array.Resize(ref _offsets, 2 * _offsets.Length);
    }
}
