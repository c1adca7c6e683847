using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Clearinghouse.Core.Auctions;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Defaults;

/// <summary>What became of an account on the path from margin call to the end of a default: a part of its ledger.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.AccountPath")]
public sealed record AccountPath
{
    /// <summary>Where it stands.</summary>
    [Id(0)] public required AccountRisk Risk { get; init; }

    /// <summary>Close-outs that are under way; null for none.</summary>
    [Id(1)] public CloseOutOrder? Order { get; init; }

    /// <summary>The number of the last order; 0 before the first.</summary>
    [Id(2)] public long LastOrder { get; init; }

    /// <summary>The sequence of the last transfer from the pool; 0 before the first.</summary>
    [Id(3)] public long PoolCursor { get; init; }

    /// <summary>What the pool moved to the account, less what it took from it.</summary>
    [Id(4)] public Amount PoolTransfers { get; init; }

    /// <summary>What the account was credited for collateral that was seized; not negative.</summary>
    [Id(5)] public Amount CollateralSeized { get; init; }

    /// <summary>What was seized of it last; null for nothing.</summary>
    [Id(7)] public SeizedCollateral? Seized { get; init; }

    /// <summary>Transfers with closures of a deleveraging that are not carried out yet, in order; the first may be under way.</summary>
    [Id(8)] public ImmutableArray<PoolTransfer> Deleveraging { get => field.IsDefault ? [] : field; init; }

    /// <summary>By trade of the order under way, the sequence of its leg in the market's journal once it has arrived; 0 before. Empty while none has. What has arrived was cleared, whatever an answer says.</summary>
    [Id(9)] public ImmutableArray<long> Cleared { get => field.IsDefault ? [] : field; init; }

    /// <summary>Whether the account is its pool's own book.</summary>
    [Id(6)] public bool IsBook { get; init; }

    /// <summary>The last auction of the account's portfolio, open or not; null before the first.</summary>
    [Id(10)] public PortfolioAuction? Auction { get; init; }

    /// <summary>By market that refused a step of a liquidation because its window was full, until when; null for none. Not asked again before, however old the newest snapshot.</summary>
    [Id(11)] public ImmutableSortedDictionary<MarketId, DateTimeOffset>? FullUntil { get; init; }

    /// <summary>Notional, at the marks of then, that backstops and bidders have taken over since the last call, or since the pool last covered a debt, by account; null for nothing. They stood up: see <see cref="DefaultClaim.TakenOver"/>.</summary>
    [Id(12)] public ImmutableSortedDictionary<AccountId, Amount>? TakenOver { get; init; }

    /// <summary>What the pool was asked to take over; null for nothing, and once the default is closed. Of the pool's own book: until the pool has covered it.</summary>
    [Id(13)] public DefaultClaim? Claim { get; init; }

    /// <summary>What the pool's own book has offered, and the pool has not answered; null for nothing.</summary>
    [Id(14)] public BookGain? GainOffered { get; init; }

    /// <summary>What the pool's own book last offered, and the pool had no use for; null for nothing.</summary>
    [Id(15)] public BookGain? GainKept { get; init; }

    /// <summary>The auction that runs; null for none.</summary>
    [JsonIgnore]
    public PortfolioAuction? OpenAuction => Auction is { IsOpen: true } ? Auction : null;

    /// <summary>Whether the account is called or further down the path, and not at its end.</summary>
    [JsonIgnore]
    public bool IsUnderWay => Risk.State is AccountRiskState.MarginCall or AccountRiskState.Liquidating or AccountRiskState.Defaulted;

    /// <summary>Whether there may be something to do for the account without anybody saying so.</summary>
    [JsonIgnore]
    public bool NeedsDriving => IsUnderWay || Order is not null || OpenAuction is not null || !Deleveraging.IsEmpty;

    /// <summary>The markets whose window is known to be full at a time, in order.</summary>
    public IReadOnlyCollection<MarketId> MarketsFullAt(DateTimeOffset now) => FullUntil is { } full ? [.. full.Where(market => market.Value > now).Select(market => market.Key)] : [];

    /// <summary>The path when all markets have answered its order.</summary>
    /// <param name="answers">One per trade of the order.</param>
    /// <param name="now">When they are journaled.</param>
    internal AccountPath Answered(ImmutableArray<CloseOutAnswer> answers, DateTimeOffset now)
    {
        var full = (FullUntil ?? ImmutableSortedDictionary<MarketId, DateTimeOffset>.Empty).RemoveRange(FullUntil?.Where(market => market.Value <= now).Select(market => market.Key) ?? []);
        for (var i = 0; i < answers.Length; i++)
            if (answers[i].Refusal is { Code: RefusalCode.LiquidationWindowFull, NotBefore: { } until }) full = full.SetItem(Order!.Trades[i].Market, until);
        return this with { Order = null, Cleared = [], FullUntil = full.IsEmpty ? null : full };
    }

    /// <summary>With what was cleared of an order counted for whoever took it over. The pool's own book, which takes what nobody wants, is not counted.</summary>
    internal AccountPath CountTaken(CloseOutOrder order, ImmutableArray<CloseOutAnswer> answers)
    {
        var taken = TakenOver ?? ImmutableSortedDictionary<AccountId, Amount>.Empty;
        for (var i = 0; i < order.Planned.Length; i++)
        {
            var trade = order.Trades[i];
            if (answers[i].Refusal is null && trade.Kind != TakerKind.Book) taken = taken.SetItem(trade.Taker, taken.GetValueOrDefault(trade.Taker) + order.Planned[i].Notional);
        }

        return taken.IsEmpty ? this : this with { TakenOver = taken };
    }

    /// <summary>Whether the account takes no trades any more, but those that close it.</summary>
    [JsonIgnore]
    public bool IsShut => Risk.State is AccountRiskState.Defaulted or AccountRiskState.Closed;
}
