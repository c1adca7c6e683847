using Clearinghouse.Core.Funding;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Settlements;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Clearing.Markets;

/// <summary>A listed contract inside a market's ledger.</summary>
/// <param name="Contract">Its terms.</param>
public sealed record ContractState(Contract Contract)
{
    /// <summary>Trading or expired.</summary>
    public ContractStatus Status { get; set; }

    /// <summary>Cumulative funding per unit of underlying.</summary>
    public Price FundingIndex { get; set; }

    /// <summary>Contracts held long.</summary>
    public Quantity OpenInterest { get; set; }

    /// <summary>The mark reported last; null when the contract follows the index.</summary>
    public Price? ReportedMark { get; set; }

    /// <summary>What it settled at; null before expiry.</summary>
    public Price? SettlementPrice { get; set; }

    /// <summary>Mark and index since the last accrual, where a policy derives funding from them; null before the first price and without one.</summary>
    public FundingPeriod? Funding { get; set; }

    /// <summary>What it would be settled at, where the parameters have a rule for that; null before the first price, without a rule, and once it has expired.</summary>
    public SettlementAverage? Average { get; set; }

    /// <summary>The mark at an index price.</summary>
    public Price MarkAt(Price indexPrice) => SettlementPrice ?? ReportedMark ?? Contract.SettlementValue(indexPrice);

    /// <summary>It expires, and settles at a price.</summary>
    internal void Settle(Price price) => (Status, SettlementPrice, Average) = (ContractStatus.Expired, price, null);

    /// <summary>The contract as of now, at an index price.</summary>
    public ContractSnapshot ToSnapshot(Price indexPrice) => new(Contract, Status, MarkAt(indexPrice), FundingIndex, OpenInterest);
}
