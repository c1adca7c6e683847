using Clearinghouse.Core.Auctions;
using Clearinghouse.Core.Identifiers;

namespace Clearinghouse.Simulation.Audit;

/// <summary>A running auction by its events, as the auditor counts it: time without pauses, and what is still for sale, in millionths.</summary>
internal sealed class AuctionClock(AuctionOpened opened)
{
    private const long PpmPerOne = 1_000_000;

    private long _pausedMs;
    private DateTimeOffset? _pausedSince;

    public long Call { get; } = opened.Call;

    public long Number { get; } = opened.Auction;

    public long LeftPpm { get; private set; } = opened.Share.Ppm;

    public bool IsPaused => _pausedSince is not null;

    public int Extensions { get; private set; }

    public long ExtendedSeconds { get; private set; }

    public HashSet<AccountId> Bidders { get; } = [];

    public SortedSet<VenueId> Venues { get; } = [];

    /// <summary>How long it has run without pauses, in milliseconds.</summary>
    public long ElapsedMsAt(DateTimeOffset now) => Math.Max(0, (long)((_pausedSince ?? now) - opened.At).TotalMilliseconds - _pausedMs);

    public void Pause(DateTimeOffset since) => _pausedSince = since < opened.At ? opened.At : since;

    public void Resume(DateTimeOffset now)
    {
        _pausedMs += (long)(now - _pausedSince!.Value).TotalMilliseconds;
        _pausedSince = null;
    }

    public void Extend(int seconds) => (Extensions, ExtendedSeconds) = (Extensions + 1, ExtendedSeconds + seconds);

    /// <summary>Takes a share: what is left of the sale grows as a part of what is left of the portfolio, rounded up.</summary>
    public void Sell(BidTaken bid)
    {
        var taken = bid.Share.Ppm;
        LeftPpm = taken >= LeftPpm ? 0 : (((LeftPpm - taken) * PpmPerOne) + (PpmPerOne - taken) - 1) / (PpmPerOne - taken);
        Bidders.Add(bid.Command.Bidder);
        if (bid.Venue is { } venue) Venues.Add(venue);
    }
}
