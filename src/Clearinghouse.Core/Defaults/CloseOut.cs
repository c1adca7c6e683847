using System.Text.Json.Serialization;
using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Defaults;

/// <summary>A trade by which the clearinghouse closes a position, or a part of it, for its holder: another account takes it over.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.CloseOut")]
public sealed record CloseOut
{
    /// <summary>The trade's id in the market.</summary>
    [Id(0)] public required TradeId TradeId { get; init; }

    /// <summary>Grows with time over all orders: the market's window of remembered trades goes by it. Milliseconds since 1970.</summary>
    [Id(1)] public required long Sequence { get; init; }

    /// <summary>The market.</summary>
    [Id(2)] public required MarketId Market { get; init; }

    /// <summary>The contract.</summary>
    [Id(3)] public required ContractId Contract { get; init; }

    /// <summary>Whose position is closed.</summary>
    [Id(4)] public required AccountId Account { get; init; }

    /// <summary>What it trades: negative to close a long, positive to close a short.</summary>
    [Id(5)] public required Quantity Quantity { get; init; }

    /// <summary>The price, rounded to the contract's tick against the account.</summary>
    [Id(6)] public required Price Price { get; init; }

    /// <summary>The penalty, which the account pays as a fee; not negative.</summary>
    [Id(7)] public required Amount Penalty { get; init; }

    /// <summary>Who takes it over.</summary>
    [Id(8)] public required AccountId Taker { get; init; }

    /// <summary>As what.</summary>
    [Id(9)] public required TakerKind Kind { get; init; }

    /// <summary>The most that the taker's positions may come to; null for no such limit.</summary>
    [Id(10)] public Amount? TakerMaxNotional { get; init; }

    /// <summary>The default that it belongs to; null for a liquidation before one.</summary>
    [Id(11)] public DefaultId? Default { get; init; }

    /// <summary>The mark by which it was decided. A market whose mark has since moved by more than its price band refuses.</summary>
    [Id(12)] public required Price Mark { get; init; }

    /// <summary>What it may take of the market's window of liquidations; null for one that does not count there.</summary>
    [Id(13)] public WindowLimit? Window { get; init; }

    /// <summary>As a trade.</summary>
    [JsonIgnore]
    public ClearTrade Trade => Quantity.IsNegative
        ? new ClearTrade(OwnNames.Venue, TradeId, Sequence, Contract, Taker, Account, Price, -Quantity)
        : new ClearTrade(OwnNames.Venue, TradeId, Sequence, Contract, Account, Taker, Price, Quantity);

    /// <summary>What the market asks of the account whose position is closed.</summary>
    /// <param name="pool">The pool that clears the market.</param>
    /// <param name="now">The time.</param>
    public Reservation Closing(PoolId pool, DateTimeOffset now) => ReservationOf(pool, Quantity, Penalty, ReservationRole.Closing, now);

    /// <summary>What the market asks of the taker. An auction asks for the same before it takes a bid.</summary>
    /// <param name="pool">The pool that clears the market.</param>
    /// <param name="now">The time.</param>
    public Reservation Taking(PoolId pool, DateTimeOffset now) => ReservationOf(pool, -Quantity, Amount.Zero, RoleOf(Kind), now);

    private static ReservationRole RoleOf(TakerKind kind) => kind switch
    {
        TakerKind.Book => ReservationRole.Book,
        TakerKind.Bidder => ReservationRole.Bidder,
        _ => ReservationRole.Backstop,
    };

    private Reservation ReservationOf(PoolId pool, Quantity quantity, Amount fee, ReservationRole role, DateTimeOffset now) => new()
    {
        Market = Market,
        Pool = pool,
        Trade = Trade.Key,
        Contract = Contract,
        Quantity = quantity,
        Price = Price,
        Fee = fee,
        LapsesAt = now.AddSeconds(TradeDecider.ReservationLapseSeconds),
        Role = role,
        MaxNotional = role == ReservationRole.Backstop ? TakerMaxNotional : null,
    };
}
