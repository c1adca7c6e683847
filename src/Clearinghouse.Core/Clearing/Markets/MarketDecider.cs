using System.Collections.Immutable;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Marks;
using Clearinghouse.Core.Oracles;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Clearing.Markets;

/// <summary>Decides the commands of a market other than trades. Pure: the ledger is read, never changed.</summary>
public static class MarketDecider
{
    /// <summary>How many legs one settlement event holds at most, so that no event grows without bound.</summary>
    public const int LegsPerSettlementEvent = 256;

    /// <summary>How far ahead of ours the clock of whoever reports quotes may be.</summary>
    private const int QuoteClockSkewSeconds = 2;

    /// <summary>Opens the market or changes its parameters.</summary>
    public static Decision<MarketEvent> Decide(MarketLedger ledger, ConfigureMarket command, DateTimeOffset now)
    {
        if (ledger.Commands.Recall(command) is { } known) return Decision<MarketEvent>.From(known);
        if (string.IsNullOrEmpty(command.Pool.Value)) return Refuse(RefusalCode.RequestInvalid, "pool");
        if (command.Parameters.Check() is { } invalid) return Decision<MarketEvent>.Refuse(invalid);
        if (ledger.Pool is { } pool && pool != command.Pool) return Refuse(RefusalCode.MarketExistsWithDifferentPool, pool.Value);
        if (SettlementDecider.CheckChange(ledger, command, now) is { } isFixed) return Decision<MarketEvent>.Refuse(isFixed);
        return Accept(ledger, new MarketConfigured(command) { At = now }, now);
    }

    /// <summary>Lists a contract. Listing the same terms again, even by another command, changes nothing.</summary>
    public static Decision<MarketEvent> Decide(MarketLedger ledger, ListContract command, DateTimeOffset now)
    {
        if (ledger.Commands.Recall(command) is { } known) return Decision<MarketEvent>.From(known);
        if (ledger.Pool is null) return Refuse(RefusalCode.MarketUnknown, ledger.Market.Value);
        if (command.Contract.Check() is { } invalid) return Decision<MarketEvent>.Refuse(invalid);
        if (ledger.FindContract(command.Contract.Id) is { } listed)
        {
            return listed.Contract == command.Contract
                ? Decision<MarketEvent>.Exists(ledger.Sequence)
                : Refuse(RefusalCode.ContractExistsWithDifferentTerms, command.Contract.Id.Value);
        }

        return Accept(ledger, new ContractListed(command) { At = now }, now);
    }

    /// <summary>Takes a price report and publishes a snapshot of it.</summary>
    public static Decision<MarketEvent> Decide(MarketLedger ledger, MarkBook book, ReportPrices command, DateTimeOffset now)
    {
        if (ledger.Pool is null) return Refuse(RefusalCode.MarketUnknown, ledger.Market.Value);
        if (!command.IndexPrice.IsPositive)
            return Decision<MarketEvent>.Refuse(new Refusal(RefusalCode.PriceNotPositive) { Subject = "indexPrice", Available = command.IndexPrice.ToString() });
        if (command.Marks.IsDefault || command.Marks.DistinctBy(mark => mark.Contract).Count() != command.Marks.Length)
            return Refuse(RefusalCode.RequestInvalid, "marks");
        foreach (var mark in command.Marks)
        {
            if (ledger.FindContract(mark.Contract) is null) return Refuse(RefusalCode.ContractUnknown, mark.Contract.Value);
            if (mark.Price.IsNegative)
                return Decision<MarketEvent>.Refuse(new Refusal(RefusalCode.PriceNotPositive) { Subject = mark.Contract.Value, Available = mark.Price.ToString() });
        }

        if (ledger.Snapshot is { } last && command.ObservedAt <= last.ObservedAt) return OutOfOrder(ledger, last, command);
        var marks = command.Marks;
        if (HasOwnMarks(ledger))
            marks = [.. marks, .. MarkDecider.MarksOf(ledger, book, ledger.Surface, command.IndexPrice, command.ObservedAt).Where(mark => command.Marks.All(given => given.Contract != mark.Contract))];
        return Publish(ledger, command.ObservedAt, command.IndexPrice, marks, now);
    }

    /// <summary>
    /// Takes one source's report. A snapshot is published when the sources together say something new; while their quorum is lost none is, and the
    /// last price goes stale. The reports themselves are not journaled.
    /// </summary>
    /// <param name="ledger">The market.</param>
    /// <param name="oracles">What the sources last said.</param>
    /// <param name="book">What marks are made of.</param>
    /// <param name="command">The report.</param>
    /// <param name="now">The time.</param>
    public static Decision<MarketEvent> Decide(MarketLedger ledger, OracleBook oracles, MarkBook book, ReportOracle command, DateTimeOffset now)
    {
        if (ledger.Pool is null) return Refuse(RefusalCode.MarketUnknown, ledger.Market.Value);
        var report = new OracleReport(command.Header.Sender, command.Price, command.Confidence, command.ObservedAt);
        if (ledger.Parameters.Oracles is not { } policy || !policy.Sources.Any(source => source.Source == report.Source))
            return Refuse(RefusalCode.SenderNotAllowed, report.Source.Value);
        if (!report.Price.IsPositive)
            return Decision<MarketEvent>.Refuse(new Refusal(RefusalCode.PriceNotPositive) { Subject = "price", Available = report.Price.ToString() });
        if (report.Confidence.IsNegative || report.Confidence > Ratio.One) return Refuse(RefusalCode.RequestInvalid, "confidence");
        if (policy.IsFromTheFuture(report, now)) return Refuse(RefusalCode.RequestInvalid, "observedAt");
        if (policy.IsStale(report, now)) return RefuseTime(RefusalCode.PriceStale, report, now.AddSeconds(-policy.StalenessSeconds));
        if (oracles.Find(report.Source) is { } before && report.ObservedAt <= before.ObservedAt)
        {
            return report == before
                ? Decision<MarketEvent>.Exists(ledger.Sequence)
                : RefuseTime(RefusalCode.PriceReportOutOfOrder, report, before.ObservedAt);
        }

        var index = policy.Combine(oracles.With(report).Reports, now);
        return index is { Price: { } price, ObservedAt: { } observedAt } && IsNews(ledger.Snapshot, price, observedAt)
            ? Publish(ledger, observedAt, price, MarkDecider.MarksOf(ledger, book, ledger.Surface, price, observedAt), now, index.Confidence)
            : Decision<MarketEvent>.Accept();
    }

    /// <summary>Takes the tops of books of a venue, or of an oracle for markets elsewhere. They are not journaled: the marks are, that the next index price makes of them.</summary>
    /// <param name="ledger">The market.</param>
    /// <param name="book">What is known already.</param>
    /// <param name="command">The quotes.</param>
    /// <param name="venueIsMember">Whether the venue named clears in the pool.</param>
    /// <param name="now">The time.</param>
    public static Decision<MarketEvent> Decide(MarketLedger ledger, MarkBook book, ReportQuotes command, bool venueIsMember, DateTimeOffset now)
    {
        if (ledger.Pool is null) return Refuse(RefusalCode.MarketUnknown, ledger.Market.Value);
        if (command.Venue is { } venue && !venueIsMember) return Refuse(RefusalCode.VenueNotMember, venue.Value);
        if (command.Venue is null && ledger.Parameters.Oracles?.Sources.Any(source => source.Source == command.Header.Sender) != true)
            return Refuse(RefusalCode.SenderNotAllowed, command.Header.Sender.Value);
        if (command.Quotes.IsDefaultOrEmpty || command.Quotes.DistinctBy(quote => quote.Contract).Count() != command.Quotes.Length) return Refuse(RefusalCode.RequestInvalid, "quotes");
        if (command.ObservedAt > now.AddSeconds(QuoteClockSkewSeconds)) return Refuse(RefusalCode.RequestInvalid, "observedAt");
        foreach (var quote in command.Quotes)
        {
            if (ledger.FindContract(quote.Contract) is null) return Refuse(RefusalCode.ContractUnknown, quote.Contract.Value);
            if (quote.BestBid is { IsPositive: false } || quote.BestAsk is { IsPositive: false } || quote.BestBid > quote.BestAsk)
                return Decision<MarketEvent>.Refuse(new Refusal(RefusalCode.PriceNotPositive) { Subject = quote.Contract.Value, Available = $"{quote.BestBid} / {quote.BestAsk}" });
        }

        if (book.LastOf(command) is not { } last || command.ObservedAt > last.ObservedAt) return Decision<MarketEvent>.Accept();
        return command.ObservedAt == last.ObservedAt && command.Quotes.SequenceEqual(last.Quotes)
            ? Decision<MarketEvent>.Exists(ledger.Sequence)
            : Decision<MarketEvent>.Refuse(new Refusal(RefusalCode.PriceReportOutOfOrder) { Subject = ledger.Market.Value, Available = $"{command.ObservedAt:O}", Required = $"{last.ObservedAt:O}" });
    }

    /// <summary>Takes implied volatilities that are free of arbitrage; options are marked anew by them at the last index price.</summary>
    public static Decision<MarketEvent> Decide(MarketLedger ledger, MarkBook book, ReportSurface command, DateTimeOffset now)
    {
        if (ledger.Commands.Recall(command) is { } known) return Decision<MarketEvent>.From(known);
        if (ledger.Snapshot is not { } last) return Refuse(ledger.Pool is null ? RefusalCode.MarketUnknown : RefusalCode.PriceUnknown, ledger.Market.Value);
        if (command.ObservedAt > now.AddSeconds(QuoteClockSkewSeconds)) return Refuse(RefusalCode.RequestInvalid, "observedAt");
        if (command.Surface.Check(last.IndexPrice, command.ObservedAt) is { } invalid) return Decision<MarketEvent>.Refuse(invalid);
        var marks = MarkDecider.MarksOf(ledger, book, command.Surface, last.IndexPrice, last.ObservedAt);
        return Decision<MarketEvent>.Accept(
            new SurfaceReported(command) { At = now }, new SnapshotPublished(NextVersion(ledger), last.ObservedAt, last.IndexPrice, marks, last.Confidence) { At = now });
    }

    /// <summary>Moves a perpetual's funding index by rate × mark.</summary>
    public static Decision<MarketEvent> Decide(MarketLedger ledger, AccrueFunding command, DateTimeOffset now)
    {
        if (ledger.Commands.Recall(command) is { } known) return Decision<MarketEvent>.From(known);
        if (ledger.FindContract(command.Contract) is not { } contract) return Refuse(RefusalCode.ContractUnknown, command.Contract.Value);
        if (contract.Contract.Kind != ContractKind.Perpetual) return Refuse(RefusalCode.SettlementNotApplicable, command.Contract.Value);
        if (ledger.Parameters.Funding is not null) return Refuse(RefusalCode.FundingByPolicy, command.Contract.Value);
        if (ledger.Snapshot is not { } snapshot) return Refuse(RefusalCode.PriceUnknown, ledger.Market.Value);
        var cap = ledger.Parameters.FundingRateCap;
        if (command.Rate > cap || -command.Rate > cap)
        {
            return Decision<MarketEvent>.Refuse(new Refusal(RefusalCode.FundingRateOutsideCap)
            {
                Subject = command.Contract.Value,
                Available = command.Rate.ToString(),
                Limit = cap.ToString(),
            });
        }

        // Half-even, once, for all holders alike: longs and shorts settle against the same index, so the rounding moves no money to the house.
        var mark = contract.MarkAt(snapshot.IndexPrice);
        var index = contract.FundingIndex + mark.Times(command.Rate, Rounding.HalfEven);
        return Accept(ledger, new FundingAccrued(command, mark, index) { At = now }, now);
    }

    /// <summary>Settles a dated contract: every position is closed at what the contract is worth.</summary>
    public static Decision<MarketEvent> Decide(MarketLedger ledger, ExpireContract command, DateTimeOffset now)
    {
        if (ledger.Commands.Recall(command) is { } known) return Decision<MarketEvent>.From(known);
        if (ledger.FindContract(command.Contract) is not { } contract) return Refuse(RefusalCode.ContractUnknown, command.Contract.Value);
        if (contract.Contract.Expiry is not { } expiry) return Refuse(RefusalCode.SettlementNotApplicable, command.Contract.Value);
        if (contract.Status == ContractStatus.Expired) return Refuse(RefusalCode.ContractExpired, command.Contract.Value);
        if (command.IndexPrice.IsNegative) return Refuse(RefusalCode.PriceNotPositive, "indexPrice");
        if (now < expiry)
        {
            return Decision<MarketEvent>.Refuse(new Refusal(RefusalCode.ContractNotExpired)
            {
                Subject = command.Contract.Value,
                Required = $"{expiry:O}",
                Available = $"{now:O}",
            });
        }

        var price = contract.Contract.SettlementValue(command.IndexPrice);
        var settled = new ContractSettled(command, price) { At = now };
        return Accept(ledger, [settled, .. Close(ledger, command.Contract, price, now)], now);
    }

    /// <summary>An activation of an account asks what it missed. Refused when a newer one asked before.</summary>
    public static Decision<MarketEvent> See(MarketLedger ledger, AccountId account, long epoch, DateTimeOffset now) => ledger.IsCurrent(account, epoch)
        ? Decision<MarketEvent>.Accept(new ActivationSeen(account, epoch) { At = now })
        : Refuse(RefusalCode.ActivationSuperseded, account.Value);

    /// <summary>Closes every position of a contract at its settlement price.</summary>
    /// <param name="ledger">The market.</param>
    /// <param name="contract">The contract.</param>
    /// <param name="price">The settlement price.</param>
    /// <param name="now">The time.</param>
    /// <param name="lastLegs">By account, the newest leg, where the same decision has made one already.</param>
    internal static IEnumerable<PositionsSettled> Close(MarketLedger ledger, ContractId contract, Price price, DateTimeOffset now, IReadOnlyDictionary<AccountId, long>? lastLegs = null) => ledger.Accounts
        .Where(pair => !pair.Value.QuantityOf(contract).IsZero)
        .OrderBy(pair => pair.Key)
        .Select(pair => new TradeLeg(pair.Key, -pair.Value.QuantityOf(contract), Amount.Zero, lastLegs?.TryGetValue(pair.Key, out var last) == true ? last : pair.Value.LastLegSequence))
        .Chunk(LegsPerSettlementEvent)
        .Select(legs => new PositionsSettled(contract, price, ledger.FindContract(contract)!.FundingIndex, [.. legs]) { At = now });

    /// <summary>Once there is a price, whatever changes what a snapshot says is followed by a new snapshot of the same prices.</summary>
    private static Decision<MarketEvent> Accept(MarketLedger ledger, MarketEvent e, DateTimeOffset now) => Accept(ledger, [e], now);

    /// <summary>The same for several events.</summary>
    internal static Decision<MarketEvent> Accept(MarketLedger ledger, ImmutableArray<MarketEvent> events, DateTimeOffset now)
    {
        if (ledger.Snapshot is not { } last) return Decision<MarketEvent>.Accept(events);
        var republished = new SnapshotPublished(NextVersion(ledger), last.ObservedAt, last.IndexPrice, MarksOf(ledger), last.Confidence) { At = now };
        return Decision<MarketEvent>.Accept([.. events, republished]);
    }

    /// <summary>A new snapshot; when it shows that funding is due or that the breaker moves, that follows, and the snapshot once more.</summary>
    private static Decision<MarketEvent> Publish(MarketLedger ledger, DateTimeOffset observedAt, Price indexPrice, ImmutableArray<ContractMark> marks, DateTimeOffset now, Ratio? confidence = null)
    {
        var published = new SnapshotPublished(NextVersion(ledger), observedAt, indexPrice, marks, confidence) { At = now };
        List<MarketEvent> following = [.. FundingDecider.Due(ledger, observedAt, NewMarkOf, now)];
        if (BreakerDecider.OnPrice(ledger, observedAt, indexPrice, confidence, now) is { } moved) following.Add(moved);
        return following.Count == 0
            ? Decision<MarketEvent>.Accept(published)
            : Decision<MarketEvent>.Accept([published, .. following, published with { Version = published.Version + 1 }]);

        Price NewMarkOf(ContractState contract) => marks.FirstOrDefault(mark => mark.Contract == contract.Contract.Id)?.Price ?? contract.Contract.SettlementValue(indexPrice);
    }

    private static ImmutableArray<ContractMark> MarksOf(MarketLedger ledger) =>
    [
        .. ledger.Contracts
            .Where(contract => contract.ReportedMark is not null)
            .Select(contract => new ContractMark(contract.Contract.Id, contract.ReportedMark.GetValueOrDefault())),
    ];

    /// <summary>When the sources that agree change, their time may go back a little: then the last price stands until they have caught up.</summary>
    private static bool IsNews(MarketSnapshot? last, Price price, DateTimeOffset observedAt) =>
        last is null || observedAt > last.ObservedAt || (observedAt == last.ObservedAt && price != last.IndexPrice);

    private static Decision<MarketEvent> RefuseTime(RefusalCode code, OracleReport report, DateTimeOffset required) =>
        Decision<MarketEvent>.Refuse(new Refusal(code) { Subject = report.Source.Value, Available = $"{report.ObservedAt:O}", Required = $"{required:O}" });

    private static Decision<MarketEvent> OutOfOrder(MarketLedger ledger, MarketSnapshot last, ReportPrices command)
    {
        if (command.ObservedAt == last.ObservedAt && command.IndexPrice == last.IndexPrice && IsMarkedBy(ledger, command.Marks)) return Decision<MarketEvent>.Exists(ledger.Sequence);
        return Decision<MarketEvent>.Refuse(new Refusal(RefusalCode.PriceReportOutOfOrder)
        {
            Subject = ledger.Market.Value,
            Available = $"{command.ObservedAt:O}",
            Required = $"{last.ObservedAt:O}",
        });
    }

    private static bool IsMarkedBy(MarketLedger ledger, ImmutableArray<ContractMark> marks) =>
        (HasOwnMarks(ledger) || ledger.Contracts.Count(contract => contract.ReportedMark is not null) == marks.Length)
        && marks.All(mark => ledger.FindContract(mark.Contract)?.ReportedMark == mark.Price);

    /// <summary>Whether marks come from a policy or a surface, and not only with reports.</summary>
    private static bool HasOwnMarks(MarketLedger ledger) => ledger.Parameters.Marks is not null || ledger.Surface is not null;

    private static long NextVersion(MarketLedger ledger) => (ledger.Snapshot?.Version ?? 0) + 1;

    private static Decision<MarketEvent> Refuse(RefusalCode code, string subject) => Decision<MarketEvent>.Refuse(new Refusal(code) { Subject = subject });
}
