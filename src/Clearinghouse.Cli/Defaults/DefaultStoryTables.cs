using System.Globalization;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Defaults.Stories;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Cli.Defaults;

/// <summary>The tables of a default's story, the same in text and on its page.</summary>
internal static class DefaultStoryTables
{
    private const int MostPostings = 200;

    /// <summary>Everything that is one figure.</summary>
    public static IEnumerable<(string Label, string Value)> Totals(DefaultStory story)
    {
        yield return ("defaulter", story.Account.Value);
        yield return ("brought by", story.Claim?.Venue?.Value ?? "no venue known");
        yield return ("pool", story.Pool?.Value ?? "not known");
        yield return ("began / declared / last", $"{DefaultWords.Time(story.BegunAt)} / {DefaultWords.Time(story.Declared?.At)} / {DefaultWords.Time(story.LastAt)}");
        yield return ("cause", story.Declared is { } declared ? DefaultWords.Of(declared.Cause) : "the account's journal does not tell");
        yield return ("state", story.State?.ToString() ?? "not known");
        yield return ("notional closed / penalties", $"{DefaultWords.Money(story.NotionalClosed)} / {DefaultWords.Money(story.Penalties)}");
        if (story.Seized is { } seized) yield return ("collateral seized", $"{string.Join(", ", seized.Assets.Select(asset => $"{asset.Value} {asset.Key}"))}, worth {DefaultWords.Money(seized.Value)}");
        if (story.Claim is not { } claim)
        {
            yield return ("loss", "not allocated yet");
            yield break;
        }

        yield return ("debt / collateral / loss", $"{claim.Debt} / {claim.CollateralValue} / {story.Loss}");
        yield return ("loss allocated", $"{DefaultWords.Time(story.AllocatedAt)}, at {story.AllocatedSequence} of the pool's journal");
        yield return ("no layer covers", story.Uncovered.ToString());
        yield return ("recovered", story.Recovered.ToString());
        yield return ("certificate of the deleveraging", DefaultWords.CertificateOf(story));
        yield return ("residual: loss less all postings", story.Residual.ToString());
    }

    /// <summary>Headers of <see cref="Path"/>.</summary>
    public static IReadOnlyList<string> PathHeaders { get; } = ["no.", "what", "when", "equity", "maintenance", "initial", "open", "snapshots", "unreliable"];

    /// <summary>The moves with the numbers that caused them.</summary>
    public static IEnumerable<string[]> Path(DefaultStory story) => story.States.Select((state, i) => (string[])
    [
        Number(i + 1),
        DefaultWords.Of(state.Change),
        DefaultWords.Time(state.Change.At),
        DefaultWords.Money(state.Change.Reading.Equity),
        DefaultWords.Money(state.Change.Reading.MaintenanceMargin),
        DefaultWords.Money(state.Change.Reading.InitialMargin),
        Number(state.Change.Reading.OpenPositions),
        SnapshotsOf(state.Change.Reading),
        string.Join(", ", state.Change.Reading.UnreliableMarkets),
    ]);

    /// <summary>Headers of <see cref="Auction"/>.</summary>
    public static IReadOnlyList<string> AuctionHeaders { get; } = ["auction", "when", "what"];

    /// <summary>What happened in the auction of the portfolio, bids and all.</summary>
    public static IEnumerable<string[]> Auction(DefaultStory story) =>
        story.Auction.Select(auction => (string[])[Number(auction.Change.Auction), DefaultWords.Time(auction.Change.At), DefaultWords.Of(auction.Change)]);

    /// <summary>Headers of <see cref="Trades"/>.</summary>
    public static IReadOnlyList<string> TradeHeaders { get; } = ["order", "when", "why", "contract", "quantity", "mark", "price", "to", "as", "penalty", "cost planned", "answer"];

    /// <summary>What was closed, trade by trade.</summary>
    public static IEnumerable<string[]> Trades(DefaultStory story) => story.Orders.SelectMany(order => order.Order.Trades.Select((trade, i) => (string[])
    [
        Number(order.Order.Number),
        DefaultWords.Time(order.At),
        DefaultWords.Of(order.Order.Purpose),
        trade.Contract.Value,
        trade.Quantity.ToString(),
        trade.Mark.ToString(),
        trade.Price.ToString(),
        trade.Taker.Value,
        DefaultWords.Of(trade.Kind),
        DefaultWords.Money(trade.Penalty),
        i < order.Order.Planned.Length ? DefaultWords.Money(order.Order.Planned[i].Cost) : "",
        DefaultWords.AnswerOf(order, i),
    ]));

    /// <summary>Headers of <see cref="Plans"/>.</summary>
    public static IReadOnlyList<string> PlanHeaders { get; } = ["order", "to restore", "the plan", "steps", "equity, expected after", "required, expected after", "left alone: doubtful marks", "ways out compared, at what cost"];

    /// <summary>The plans whose first steps were ordered.</summary>
    public static IEnumerable<string[]> Plans(DefaultStory story) => Planned(story).Select(planned => (string[])
    [
        Number(planned.Order.Number),
        DefaultWords.Of(planned.Plan.Target),
        DefaultWords.Of(planned.Plan.Outcome),
        Number(planned.Plan.Steps),
        $"{DefaultWords.Money(planned.Plan.EquityBefore)} → {DefaultWords.Money(planned.Plan.EquityAfter)}",
        $"{DefaultWords.Money(planned.Plan.RequiredBefore)} → {DefaultWords.Money(planned.Plan.RequiredAfter)}",
        string.Join(", ", planned.Plan.UnreliableMarkets),
        DefaultWords.Of(planned.Order.Ways),
    ]);

    /// <summary>Headers of <see cref="Rejected"/>.</summary>
    public static IReadOnlyList<string> RejectedHeaders { get; } = ["order", "instead", "why not, or not alone", "cost", "equity then", "required then"];

    /// <summary>What those plans passed over, and why; of very many the most telling.</summary>
    public static IEnumerable<string[]> Rejected(DefaultStory story)
    {
        foreach (var (order, plan) in Planned(story))
        {
            foreach (var rejected in plan.Rejected)
            {
                yield return
                [
                    Number(order.Number), InsteadOf(rejected), DefaultWords.Of(rejected.Reason), DefaultWords.Money(rejected.Cost), DefaultWords.Money(rejected.Equity), DefaultWords.Money(rejected.Required),
                ];
            }

            if (plan.RejectedInAll > plan.Rejected.Length) yield return [Number(order.Number), $"and {Number(plan.RejectedInAll - plan.Rejected.Length)} more", "", "", "", ""];
        }
    }

    /// <summary>Headers of <see cref="Layers"/>.</summary>
    public static IReadOnlyList<string> LayerHeaders { get; } = ["layer", "available", "pays", "share of the loss", "left"];

    /// <summary>The layers in their order, empty ones too.</summary>
    public static IEnumerable<string[]> Layers(DefaultStory story)
    {
        if (story.Plan is not { } plan) return [];
        return
        [
            .. plan.Layers.Select(use => (string[])[use.Layer.Name, DefaultWords.Money(use.Layer.Available), DefaultWords.Money(use.Used), DefaultWords.Share(use.Used, plan.Loss), DefaultWords.Money(use.Left)]),
            ["no layer", "", DefaultWords.Money(plan.Uncovered), DefaultWords.Share(plan.Uncovered, plan.Loss), ""],
        ];
    }

    /// <summary>Headers of <see cref="Postings"/>.</summary>
    public static IReadOnlyList<string> PostingHeaders { get; } = ["payer", "layer", "pays", "of the layer's", "for its", "of", "share", "due by"];

    /// <summary>Who paid what, and as what share of what; of very many payers the first.</summary>
    public static IEnumerable<string[]> Postings(DefaultStory story)
    {
        if (story.Plan is not { } plan) yield break;
        foreach (var posting in plan.Postings.Take(MostPostings))
        {
            yield return
            [
                $"{posting.Payer}", posting.LayerName, DefaultWords.Money(posting.Amount), DefaultWords.Money(posting.LayerUsed), DefaultWords.Money(posting.Available), DefaultWords.Money(posting.LayerAvailable),
                DefaultWords.Share(posting.Available, posting.LayerAvailable), DefaultWords.Time(posting.DueBy),
            ];
        }

        if (plan.Postings.Length > MostPostings) yield return [$"and {Number(plan.Postings.Length - MostPostings)} more", "", "", "", "", "", "", ""];
    }

    /// <summary>Headers of <see cref="Transfers"/>.</summary>
    public static IReadOnlyList<string> TransferHeaders { get; } = ["account", "what for", "moved to it", "closed with it", "pool's journal"];

    /// <summary>Money moved to and from accounts.</summary>
    public static IEnumerable<string[]> Transfers(DefaultStory story) => story.Transfers.Select(transfer => (string[])
    [
        transfer.Account.Value,
        DefaultWords.Of(transfer.Kind),
        DefaultWords.Money(transfer.Amount),
        string.Join(", ", transfer.Closures.Select(closure => $"{closure.Closed} {closure.Contract}")),
        Number(transfer.Sequence),
    ]);

    /// <summary>Headers of <see cref="Recoveries"/>.</summary>
    public static IReadOnlyList<string> RecoveryHeaders { get; } = ["when", "came in", "to", "gets"];

    /// <summary>What came back, and who got it.</summary>
    public static IEnumerable<string[]> Recoveries(DefaultStory story)
    {
        foreach (var recovery in story.Recoveries)
        {
            foreach (var posting in recovery.Plan.Postings) yield return [DefaultWords.Time(recovery.At), DefaultWords.Money(recovery.Amount), $"{posting.Payer}", DefaultWords.Money(posting.Amount)];
            if (recovery.Plan.Surplus.IsPositive) yield return [DefaultWords.Time(recovery.At), DefaultWords.Money(recovery.Amount), $"the defaulter {story.Account}", DefaultWords.Money(recovery.Plan.Surplus)];
        }
    }

    /// <summary>Headers of <see cref="Prices"/>.</summary>
    public static IReadOnlyList<string> PriceHeaders { get; } = ["market", "snapshot", "observed", "index", "marks"];

    /// <summary>The snapshots that decisions rest on.</summary>
    public static IEnumerable<string[]> Prices(DefaultStory story) => story.Prices.Where(price => price.IsUsed).Select(price => (string[])
    [
        price.Market.Value,
        Number(price.Version),
        DefaultWords.Time(price.ObservedAt),
        price.Index.ToString(),
        string.Join(", ", price.Marks.Select(mark => $"{mark.Key} {mark.Value}")),
    ]);

    private static IEnumerable<(CloseOutOrder Order, PlanSummary Plan)> Planned(DefaultStory story) =>
        from order in story.Orders
        where order.Order.Plan is not null
        select (order.Order, order.Order.Plan);

    private static string InsteadOf(RejectedAlternative rejected) =>
        string.Join(" with ", rejected.Contracts.Select((contract, i) => i < rejected.Quantities.Length && !rejected.Quantities[i].IsZero ? $"{rejected.Quantities[i]} {contract}" : contract.Value));

    private static string SnapshotsOf(RiskReading reading) => string.Join(", ", reading.SnapshotVersions.Select(used => $"{used.Key} {Number(used.Value)}"));

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
