using System.Globalization;
using Clearinghouse.Core.Auctions;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Defaults.Stories;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;

namespace Clearinghouse.Cli.Defaults;

/// <summary>The words and numbers of defaults, the same in text and on pages.</summary>
internal static class DefaultWords
{
    private const int CentPlaces = 2;

    /// <summary>Money to the cent, in groups; exact amounts stand in JSON. Empty for nothing known.</summary>
    public static string Money(Amount? amount) => amount is { } known ? known.ToDouble().ToString($"N{CentPlaces}", CultureInfo.InvariantCulture) : "";

    /// <summary>A time of day with its date, UTC.</summary>
    public static string Time(DateTimeOffset? at) => at?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A part of a whole.</summary>
    public static string Share(Amount part, Amount whole) => whole.IsZero ? "" : (part.ToDouble() / whole.ToDouble()).ToString("P1", CultureInfo.InvariantCulture);

    /// <summary>Why an account is in default.</summary>
    public static string Of(DefaultCause cause) => cause == DefaultCause.EquityNegative ? "equity below zero" : "every way out tried";

    /// <summary>What happened to an account, in a few words.</summary>
    public static string Of(AccountRiskEvent change) => change switch
    {
        MarginCallIssued issued => $"called, until {Time(issued.Deadline)}",
        LiquidationBegun { Cause: LiquidationCause.BelowMaintenance } => "liquidation: below maintenance",
        LiquidationBegun => "liquidation: the call's deadline passed",
        LiquidationStepTaken step => $"step {step.Step}",
        AccountDefaulted defaulted => $"default: {Of(defaulted.Cause)}",
        AccountRecovered => "recovered",
        AccountClosed => "closed",
        _ => change.GetType().Name,
    };

    /// <summary>What happened in an auction, in a few words.</summary>
    public static string Of(AuctionEvent change) => change switch
    {
        AuctionOpened opened => $"opened: {Money(opened.Path.Notional)} for a concession of {opened.Path.Start} up to {opened.Path.Reserve}; the account can pay {opened.Path.Solvent}",
        AuctionPaused paused => $"paused: the marks of {string.Join(", ", paused.Markets)} are not reliable since {Time(paused.Since)}",
        AuctionResumed => "goes on",
        AuctionExtended extended => $"extended by {extended.Seconds} s: {extended.Bidders} bidders",
        BidTaken bid => $"{bid.Command.Bidder} takes a share of {bid.Share} (asked {bid.Command.Share}, allowed {bid.Allowed}) at {bid.Concession}: order {bid.Order}",
        AuctionEnded { Outcome: AuctionOutcome.SoldOut } => "sold out",
        AuctionEnded { Outcome: AuctionOutcome.Restored } => "ended: the account needs it no longer",
        AuctionEnded => "ended with something left: backstops and the pool's own book are next",
        _ => change.GetType().Name,
    };

    /// <summary>Why positions are closed.</summary>
    public static string Of(CloseOutPurpose purpose) => purpose switch
    {
        CloseOutPurpose.Liquidation => "liquidation step",
        CloseOutPurpose.Default => "all that is left",
        CloseOutPurpose.Auction => "bid",
        CloseOutPurpose.Expulsion => "venue expelled",
        _ => "deleveraging",
    };

    /// <summary>Where a plan leaves an account.</summary>
    public static string Of(LiquidationOutcome outcome) => outcome switch
    {
        LiquidationOutcome.NotNeeded => "not needed",
        LiquidationOutcome.Restored => "restores it",
        LiquidationOutcome.Limited => "all that limits, depth and marks allow now",
        LiquidationOutcome.FullClosure => "everything, and it is short all the same",
        _ => "closing more would cost more than it relieves",
    };

    /// <summary>Why something is not closed, or not by itself.</summary>
    public static string Of(RejectionReason reason) => reason switch
    {
        RejectionReason.CostsMore => "costs more",
        RejectionReason.NotEnough => "not enough by itself",
        RejectionReason.RaisesRequirement => "raises the requirement",
        RejectionReason.MarkUnreliable => "the mark is not reliable",
        RejectionReason.Limit => "beyond a limit",
        RejectionReason.CostsMoreThanItRelieves => "costs more than it relieves",
        RejectionReason.DepthUnknown => "nothing is known of the depth",
        _ => "has expired",
    };

    /// <summary>What a liquidation has to restore.</summary>
    public static string Of(LiquidationTarget target) => target == LiquidationTarget.Initial ? "initial margin" : "maintenance margin and its buffer";

    /// <summary>The ways out that were compared, in a few words; empty for none.</summary>
    public static string Of(WaysOut? ways) => ways is null ? "" : $"auction {Money(ways.AuctionCost)} for a share of {ways.AuctionShare}, markets {Money(ways.ClosingCost)}";

    /// <summary>Who takes positions over.</summary>
    public static string Of(TakerKind kind) => kind switch
    {
        TakerKind.Backstop => "backstop",
        TakerKind.Bidder => "bidder",
        TakerKind.Book => "the pool's own book",
        _ => kind.ToString(),
    };

    /// <summary>What a transfer is for.</summary>
    public static string Of(PoolTransferKind kind) => kind switch
    {
        PoolTransferKind.LossCovered => "the debt, paid by the layers",
        PoolTransferKind.Haircut => "given up",
        PoolTransferKind.GainReturned => "gain of the pool's own book, paid on",
        _ => "recovery",
    };

    /// <summary>A layer of the waterfall.</summary>
    public static string Of(WaterfallLayerKind layer) => layer switch
    {
        WaterfallLayerKind.DefaulterCollateral => "defaulter's collateral",
        WaterfallLayerKind.ProtocolContribution => "protocol's contribution",
        WaterfallLayerKind.HouseCapital => "house capital",
        WaterfallLayerKind.InsuranceTranche => "insurance",
        WaterfallLayerKind.JuniorFund => "junior mutual fund",
        WaterfallLayerKind.MutualFund => "mutual fund",
        WaterfallLayerKind.Assessment => "assessments",
        WaterfallLayerKind.GainsHaircut => "gains haircut",
        WaterfallLayerKind.Deleveraging => "deleveraging",
        WaterfallLayerKind.TearUp => "tear-up",
        _ => "uncovered",
    };

    /// <summary>What markets said of one trade of an order.</summary>
    public static string AnswerOf(StoryOrder order, int trade) => trade >= order.Answers.Length ? "not answered"
        : order.Answers[trade].Refusal is { } refusal ? $"refused: {refusal.Code}" : "cleared";

    /// <summary>Whether a certificate holds.</summary>
    public static string CertificateOf(DefaultStory story) => story.Certificate is null ? "no deleveraging"
        : story.CertificateFaults.IsEmpty ? "checked: it holds" : $"does not hold: {string.Join("; ", story.CertificateFaults)}";
}
