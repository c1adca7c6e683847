using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Clearing;

/// <summary>What a market owes one account from one event of its journal: the message of the outbox.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.AccountLeg")]
public sealed record AccountLeg
{
    /// <summary>The market.</summary>
    [Id(0)] public required MarketId Market { get; init; }

    /// <summary>The sequence of the event in the market's journal. An account has at most one leg per event.</summary>
    [Id(1)] public required long Sequence { get; init; }

    /// <summary>The sequence of the account's previous leg in this market; 0 for the first.</summary>
    [Id(2)] public required long PreviousSequence { get; init; }

    /// <summary>The contract.</summary>
    [Id(3)] public required ContractId Contract { get; init; }

    /// <summary>Units of underlying per contract.</summary>
    [Id(4)] public required Quantity Multiplier { get; init; }

    /// <summary>Contracts; positive bought, negative sold.</summary>
    [Id(5)] public required Quantity Quantity { get; init; }

    /// <summary>Price per unit of underlying.</summary>
    [Id(6)] public required Price Price { get; init; }

    /// <summary>The contract's funding index at the event.</summary>
    [Id(7)] public required Price FundingIndex { get; init; }

    /// <summary>Fee, not negative.</summary>
    [Id(8)] public required Amount Fee { get; init; }

    /// <summary>The trade; null for a settlement at expiry.</summary>
    [Id(9)] public TradeKey? Trade { get; init; }
}
