using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Auctions;

/// <summary>An auction of an account's portfolio: a fold of <see cref="AuctionEvent"/>s.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.PortfolioAuction")]
public sealed record PortfolioAuction
{
    /// <summary>1, 2, 3, … of the account.</summary>
    [Id(0)] public required long Number { get; init; }

    /// <summary>The call that it belongs to: there is one auction for each at most.</summary>
    [Id(1)] public required long Call { get; init; }

    /// <summary>When it was opened.</summary>
    [Id(2)] public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>How long it was paused, in milliseconds, a pause that still runs left out.</summary>
    [Id(3)] public long PausedMs { get; init; }

    /// <summary>Since when it is paused; null while it runs.</summary>
    [Id(4)] public DateTimeOffset? PausedSince { get; init; }

    /// <summary>How often it was extended.</summary>
    [Id(5)] public int Extensions { get; init; }

    /// <summary>By how much in all, in seconds.</summary>
    [Id(6)] public long ExtendedSeconds { get; init; }

    /// <summary>Bids that were taken, by bidder.</summary>
    [Id(7)] public ImmutableSortedDictionary<AccountId, int> Bids { get; init; } = ImmutableSortedDictionary<AccountId, int>.Empty;

    /// <summary>How much may still be sold in this auction, as a share of what is left of the portfolio; from 0 to 1.</summary>
    [Id(8)] public Ratio ShareLeft { get; init; } = Ratio.One;

    /// <summary>How it ended; null while it runs.</summary>
    [Id(9)] public AuctionOutcome? Outcome { get; init; }

    /// <summary>Bids that were taken, by the member of the default fund that the bidder stands for: these members did stand up.</summary>
    [Id(10)] public ImmutableSortedDictionary<VenueId, int> BidsByVenue { get; init; } = ImmutableSortedDictionary<VenueId, int>.Empty;

    /// <summary>Whether bids may come.</summary>
    [JsonIgnore]
    public bool IsOpen => Outcome is null;

    /// <summary>How long it has run, pauses left out.</summary>
    public TimeSpan ElapsedAt(DateTimeOffset now)
    {
        var elapsed = (PausedSince ?? now) - OpenedAt - TimeSpan.FromMilliseconds(PausedMs);
        return elapsed < TimeSpan.Zero ? TimeSpan.Zero : elapsed;
    }

    /// <summary>The auction after an event; null for the first event of one that is not open.</summary>
    /// <param name="auction">The last auction of the account; null before the first.</param>
    /// <param name="happened">What happened.</param>
    /// <exception cref="InvalidOperationException">The event does not follow: a bug, or a journal of something else.</exception>
    public static PortfolioAuction Apply(PortfolioAuction? auction, AuctionEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        if (happened is AuctionOpened opened && auction is null or { IsOpen: false } && happened.Auction == (auction?.Number ?? 0) + 1)
            return new PortfolioAuction { Number = happened.Auction, Call = opened.Call, OpenedAt = opened.At, ShareLeft = opened.Share };
        if (auction is not { IsOpen: true } || auction.Number != happened.Auction) throw Impossible(auction, happened);
        return happened switch
        {
            AuctionPaused paused when auction.PausedSince is null => auction with { PausedSince = paused.Since < auction.OpenedAt ? auction.OpenedAt : paused.Since },
            AuctionResumed when auction.PausedSince is { } since => auction with { PausedSince = null, PausedMs = auction.PausedMs + (long)(happened.At - since).TotalMilliseconds },
            AuctionExtended extended => auction with { Extensions = auction.Extensions + 1, ExtendedSeconds = auction.ExtendedSeconds + extended.Seconds },
            BidTaken bid when auction.PausedSince is null => auction.With(bid),
            AuctionEnded ended => auction with { Outcome = ended.Outcome },
            _ => throw Impossible(auction, happened),
        };
    }

    private PortfolioAuction With(BidTaken bid) => this with
    {
        Bids = Bids.SetItem(bid.Command.Bidder, Bids.GetValueOrDefault(bid.Command.Bidder) + 1),
        BidsByVenue = bid.Venue is { } venue ? BidsByVenue.SetItem(venue, BidsByVenue.GetValueOrDefault(venue) + 1) : BidsByVenue,
        ShareLeft = LeftAfter(bid.Share),
    };

    /// <summary>A share S is for sale and q of the portfolio is taken: of what is left, (S − q) / (1 − q) is still for sale. Rounded up: an auction does not end by rounding.</summary>
    private Ratio LeftAfter(Ratio taken) => taken >= ShareLeft
        ? Ratio.Zero
        : (Rational.From(ShareLeft - taken) / Rational.From(Ratio.One - taken)).Round<Ratio>(Rounding.Ceiling);

    private static InvalidOperationException Impossible(PortfolioAuction? auction, AuctionEvent happened) =>
        new($"{happened.GetType().Name} of auction {happened.Auction} does not follow from auction {auction?.Number ?? 0}.");
}
