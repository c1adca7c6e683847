using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Positions;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Scenarios;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Margin;

/// <summary>An account's exposure to one contract: what it holds, and what trades in flight may add on either side.</summary>
/// <param name="Market">The market.</param>
/// <param name="Position">What is held.</param>
/// <param name="PendingBuys">Contracts that trades in flight may buy, not negative.</param>
/// <param name="PendingSells">Contracts that trades in flight may sell, not negative.</param>
/// <param name="PendingLoss">What those trades would lose at once against the mark, the losing ones only; not negative.</param>
/// <param name="Contract">The contract in the snapshot.</param>
/// <param name="Snapshot">The snapshot used.</param>
public sealed record ContractExposure(
    MarketId Market,
    Position Position,
    Quantity PendingBuys,
    Quantity PendingSells,
    Amount PendingLoss,
    ContractSnapshot Contract,
    MarketSnapshot Snapshot)
{
    /// <summary>The market's risk arrays, for policies that use scenarios; null where there are none.</summary>
    public MarketRisk? Risk
    {
        get;
        init
        {
            field = value;
            Array = value?.Find(Contract.Contract.Id);
        }
    }

    /// <summary>The contract's own risk array; null without scenarios, and for a contract that has expired.</summary>
    public RiskArray? Array { get; private init; }

    /// <summary>Whether trades in flight concern the contract.</summary>
    public bool HasPending => !PendingBuys.IsZero || !PendingSells.IsZero;

    /// <summary>The longest position that trades in flight can lead to; not negative.</summary>
    public Quantity Longest => Quantity.Max(Position.Quantity + PendingBuys, Quantity.Zero);

    /// <summary>The shortest position that trades in flight can lead to, as a count; not negative.</summary>
    public Quantity Shortest => Quantity.Max(PendingSells - Position.Quantity, Quantity.Zero);

    /// <summary>The largest position on either side; not negative.</summary>
    public Quantity LargestQuantity => Quantity.Max(Longest, Shortest);

    /// <summary>The notional of a quantity, not negative: at the mark; of options, at the index.</summary>
    public Amount NotionalOf(Quantity quantity) =>
        Contract.Contract.ValueOf(quantity, Contract.Contract.Kind == ContractKind.Option ? Snapshot.IndexPrice : Contract.MarkPrice).Abs();
}
