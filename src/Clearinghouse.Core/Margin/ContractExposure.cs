using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Positions;
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
    MarketSnapshot Snapshot);
