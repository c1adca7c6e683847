using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Clearing;

/// <summary>What a market asks of an account before it novates a trade: set margin aside for this fill.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.Reservation")]
public sealed record Reservation
{
    /// <summary>The market that asks.</summary>
    [Id(0)] public required MarketId Market { get; init; }

    /// <summary>The pool that clears the market.</summary>
    [Id(1)] public required PoolId Pool { get; init; }

    /// <summary>The trade.</summary>
    [Id(2)] public required TradeKey Trade { get; init; }

    /// <summary>The contract.</summary>
    [Id(3)] public required ContractId Contract { get; init; }

    /// <summary>Contracts; positive bought, negative sold.</summary>
    [Id(4)] public required Quantity Quantity { get; init; }

    /// <summary>Price per unit of underlying.</summary>
    [Id(5)] public required Price Price { get; init; }

    /// <summary>Fee that the fill will cost.</summary>
    [Id(6)] public required Amount Fee { get; init; }

    /// <summary>
    /// After this time the account asks the market what became of the trade, and lets go if the market knows nothing of it. It also tells attempts at one trade apart.
    /// </summary>
    [Id(7)] public required DateTimeOffset LapsesAt { get; init; }

    /// <summary>What the fill is to the account. Only a market says anything but a trade.</summary>
    [Id(8)] public ReservationRole Role { get; init; }

    /// <summary>The most that a backstop's positions may come to with the fill; null for no such limit.</summary>
    [Id(9)] public Amount? MaxNotional { get; init; }

    /// <summary>What is the same in every attempt.</summary>
    internal Reservation Fill => this with { LapsesAt = default };
}
