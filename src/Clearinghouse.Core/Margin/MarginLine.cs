using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Margin;

/// <summary>One contract's part of a margin statement.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.MarginLine")]
public sealed record MarginLine
{
    /// <summary>The market.</summary>
    [Id(0)] public required MarketId Market { get; init; }

    /// <summary>The contract.</summary>
    [Id(1)] public required ContractId Contract { get; init; }

    /// <summary>The version of the market's snapshot that was used.</summary>
    [Id(2)] public required long SnapshotVersion { get; init; }

    /// <summary>Contracts held; positive long.</summary>
    [Id(3)] public required Quantity Quantity { get; init; }

    /// <summary>What they were entered at, signed.</summary>
    [Id(4)] public required Amount EntryValue { get; init; }

    /// <summary>The mark price.</summary>
    [Id(5)] public required Price MarkPrice { get; init; }

    /// <summary>Profit not moved to cash, at the mark.</summary>
    [Id(6)] public required Amount Unrealised { get; init; }

    /// <summary>Funding owed (positive) since the last settlement.</summary>
    [Id(7)] public required Amount FundingOwed { get; init; }

    /// <summary>Initial margin of the contract by itself, not negative, rounded up. Portfolio margin counts offsets in the components.</summary>
    [Id(8)] public required Amount InitialMargin { get; init; }

    /// <summary>Maintenance margin of the contract by itself, not negative, rounded up. Trades in flight do not count.</summary>
    [Id(9)] public required Amount MaintenanceMargin { get; init; }

    /// <summary>Loss at once of trades in flight; not negative.</summary>
    [Id(10)] public required Amount PendingLoss { get; init; }

    /// <summary>Profit moved to cash so far.</summary>
    [Id(11)] public required Amount Realised { get; init; }

    /// <summary>Funding paid (positive) in cash so far.</summary>
    [Id(12)] public required Amount FundingPaid { get; init; }

    /// <summary>Fees paid so far.</summary>
    [Id(13)] public required Amount FeesPaid { get; init; }
}
