using System.Collections.Immutable;
using Clearinghouse.Core.Auctions;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Deleveraging;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Clearing.Accounts;

/// <summary>
/// Decides what becomes of an account between margin call and the end of a default: when it is called, which close-outs are ordered and who is asked to take them, what is asked of the pool. Pure: the ledger is read,
/// never changed.
/// </summary>
public static class AccountPathDecider
{
    /// <summary>What a new look at the account makes of its state; empty where nothing changes. The pool's own book is never called.</summary>
    public static ImmutableArray<AccountEvent> Move(AccountLedger ledger, MarginInput input, MarginStatement statement, DefaultPolicy defaults, DateTimeOffset now)
    {
        var (risk, reading) = (ledger.Path.Risk, RiskReading.Of(input, statement, now));

        // A defaulter without positions is the waterfall's: what is left of its collateral does not make it recover.
        if (ledger.Path.IsBook || ledger.Path.Order is not null || (risk.State == AccountRiskState.Defaulted && (IsFlat(ledger) || ledger.Path.Claim is not null))) return [];
        var next = OwnNames.DefaultOf(ledger.Account, risk.AllowsNewRisk ? risk.LastCall + 1 : risk.LastCall);
        var changes = AccountRiskDecider.Decide(risk, reading, defaults.States, next, now).Select(AccountEvent (change) => new RiskStateChanged(change) { At = now });

        // A call from before the pool dealt with defaults is taken over.
        return ledger.Call is null ? [.. changes] : [new MarginRestored(reading.Equity, reading.MaintenanceMargin) { At = now }, .. changes];
    }

    /// <summary>
    /// The close-outs to send now: a step of the plan when one is due, or everything that is left of a defaulter in markets whose marks allow it. Null when nothing is to be sent.
    /// </summary>
    /// <param name="view">The account, as it is now.</param>
    /// <param name="refusals">How many takers have refused since one last took something: the next in line is asked.</param>
    public static CloseOutOrdered? Order(AuctionView view, int refusals)
    {
        ArgumentNullException.ThrowIfNull(view);
        var (ledger, defaults, now) = (view.Ledger, view.Terms.Policy, view.Now);
        if (ledger.Path.Order is not null || ledger.Path.OpenAuction is not null || ledger.Pool is not { } pool) return null;
        var risk = ledger.Path.Risk;
        if (risk.State == AccountRiskState.Defaulted) return CloseAll(view, TakerOf(ledger, pool, defaults, refusals));
        if (!(risk.StepDueAt(defaults.States) <= now)) return null;
        var plan = view.Plan;
        if (plan.Steps.IsEmpty) return null;
        var ordered = OrderOf(ledger, CloseOutPurpose.Liquidation, view.Input, plan.Steps[0].Legs, TakerOf(ledger, pool, defaults, refusals), plan.SnapshotVersions, now, defaults.Liquidation);
        return ordered with { Order = ordered.Order with { Plan = PlanSummary.Of(plan), Ways = view.Ways } };
    }

    /// <summary>No step of a liquidation is left to take, and the account is still short: it is in default. Null while a step is not due or may still help.</summary>
    /// <param name="view">The account, as it is now.</param>
    public static RiskStateChanged? Exhaust(AuctionView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        var (ledger, risk, now) = (view.Ledger, view.Ledger.Path.Risk, view.Now);
        if (ledger.Path.Order is not null || ledger.Path.OpenAuction is not null || !(risk.StepDueAt(view.Terms.Policy.States) <= now)) return null;
        var plan = view.Plan;
        if (!plan.Steps.IsEmpty || plan.Outcome is not (LiquidationOutcome.Exhausted or LiquidationOutcome.FullClosure)) return null;
        var decision = AccountRiskDecider.Exhaust(risk, view.Reading, OwnNames.DefaultOf(ledger.Account, risk.LastCall), now);
        return decision.Refusal is null ? new RiskStateChanged(decision.Events[0]) { At = now } : null;
    }

    /// <summary>The markets have answered an order: what was cleared of a liquidation is a step of it.</summary>
    /// <param name="ledger">The account, with the legs of what was cleared.</param>
    /// <param name="answers">One per trade of the order.</param>
    /// <param name="after">The numbers after it; null when they are not known, and then the step is not counted as one.</param>
    /// <param name="defaults">The pool's policy.</param>
    /// <param name="now">The time.</param>
    public static ImmutableArray<AccountEvent> Answered(AccountLedger ledger, ImmutableArray<CloseOutAnswer> answers, RiskReading? after, DefaultPolicy defaults, DateTimeOffset now)
    {
        if (ledger.Path.Order is not { } order) return [];
        var answered = new CloseOutAnswered(order.Number, answers) { At = now };
        if (order.Purpose != CloseOutPurpose.Liquidation || after is null) return [answered];
        ImmutableArray<LiquidationLeg> legs = [.. order.Planned.Where((_, i) => answers[i].Refusal is null)];
        if (legs.IsEmpty) return [answered];
        var step = AccountRiskDecider.TakeStep(ledger.Path.Risk, legs, after, defaults.States, now);
        return step.Refusal is null ? [answered, new RiskStateChanged(step.Events[0]) { At = now }] : [answered];
    }

    /// <summary>
    /// How many takers have refused in a row after an order was answered: none once something was taken, one more when a taker refused. A market that refuses for reasons of its own passes nobody over, and nobody stands behind the pool's own book.
    /// </summary>
    public static int RefusalsAfter(int before, CloseOutOrder order, ImmutableArray<CloseOutAnswer> answers)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (answers.Any(answer => answer.Refusal is null)) return 0;
        return order.Trades is [{ Kind: TakerKind.Backstop }, ..] && answers.Any(answer => !IsMarkets(answer.Refusal!)) ? before + 1 : before;
    }

    /// <summary>Whether a refusal is the market's own and may be another one at another mark, whoever takes the position over.</summary>
    public static bool IsMarkets(Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        return refusal.Code is RefusalCode.MarkUnreliable or RefusalCode.PriceOutsideBand or RefusalCode.NothingToClose or RefusalCode.ContractExpired or RefusalCode.LiquidationWindowFull;
    }

    /// <summary>The collateral that the pool takes over from a defaulter who has no position left and owes cash; null for none. Once per default, and before the claim, which names what was taken.</summary>
    public static CollateralSeized? Seize(AccountLedger ledger, MarginStatement statement, DateTimeOffset now) =>
        ledger.Path.Risk is { State: AccountRiskState.Defaulted, Default: { } cause } && IsFlat(ledger) && ledger.Cash.IsNegative && ledger.Collateral.Count > 0 && ledger.Path.Claim is null && ledger.Path.Seized?.Default != cause
            ? new CollateralSeized(new SeizedCollateral(cause, ledger.Collateral.ToImmutableSortedDictionary(), statement.Collateral?.Value ?? Amount.Zero)) { At = now }
            : null;

    /// <summary>What a defaulter without positions asks of the pool: what it has claimed, or else what it would claim now. Null while there are positions and nothing is claimed, and when the account is not in default.</summary>
    public static DefaultClaim? ClaimOf(AccountLedger ledger)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        if (ledger.Path.Claim is { } claimed) return claimed;
        if (ledger.Path.Risk is not { State: AccountRiskState.Defaulted, Default: { } cause } || !IsFlat(ledger)) return null;
        var seized = ledger.Path.Seized?.Default == cause ? ledger.Path.Seized : null;
        return new DefaultClaim
        {
            Default = cause,
            Account = ledger.Account,
            Venue = ledger.HomeVenue,
            Debt = Amount.Max(Amount.Zero, -ledger.Cash),
            CollateralValue = seized?.Value ?? Amount.Zero,
            Collateral = seized?.Assets ?? ImmutableSortedDictionary<AssetId, Quantity>.Empty,
            Bids = ledger.Path.Auction is { } auction && auction.Call == ledger.Path.Risk.LastCall ? auction.BidsByVenue : null,
            TakenOver = ledger.Path.TakenOver,
        };
    }

    /// <summary>
    /// What the pool's own book has lost on what it took over, once all of it is given back: what it has claimed, or else what it would claim now. Null while anything is open, or offered to the pool, and when nothing is lost. It falls through the waterfall like a default of its own, that no venue brought: named by
    /// the pool's last transfer to the book, so that it is asked for once.
    /// </summary>
    public static DefaultClaim? LossOfBook(AccountLedger ledger)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        if (ledger.Path is { IsBook: true, Claim: { } claimed }) return claimed;
        if (ledger.Path is not { IsBook: true, Order: null, OpenAuction: null, GainOffered: null } || !ledger.Cash.IsNegative || !IsFlat(ledger)) return null;
        return new DefaultClaim
        {
            Default = OwnNames.DefaultOf(ledger.Account, ledger.Path.PoolCursor + 1),
            Account = ledger.Account,
            Debt = -ledger.Cash,
            CollateralValue = Amount.Zero,
            Collateral = ImmutableSortedDictionary<AssetId, Quantity>.Empty,
            TakenOver = ledger.Path.TakenOver,
        };
    }

    /// <summary>
    /// What the pool's own book has gained, once all of it is given back, and offers to those who bore losses: what it has offered, or else what it would offer now. Null while anything is open, or claimed, when nothing is gained, and when the
    /// pool had no use for it.
    /// </summary>
    public static BookGain? GainOfBook(AccountLedger ledger)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        if (ledger.Path.GainOffered is { } offered) return offered;
        if (ledger.Path is not { IsBook: true, Order: null, OpenAuction: null, Claim: null } || !ledger.Cash.IsPositive || !IsFlat(ledger)) return null;
        var gain = new BookGain(ledger.Account, ledger.Path.PoolCursor, ledger.Cash);
        return gain == ledger.Path.GainKept ? null : gain;
    }

    /// <summary>A default is over when nothing is open and nothing owed; null before.</summary>
    public static RiskStateChanged? Close(AccountLedger ledger, MarginInput input, MarginStatement statement, DateTimeOffset now)
    {
        var decision = AccountRiskDecider.Close(ledger.Path.Risk, RiskReading.Of(input, statement, now), now);
        return decision.Refusal is null ? new RiskStateChanged(decision.Events[0]) { At = now } : null;
    }

    /// <summary>What to do with a transfer of the pool: book it, nothing (it was booked before), or ask for what is missing before it.</summary>
    public static TransferDisposition Receive(AccountLedger ledger, PoolTransfer transfer, DateTimeOffset now)
    {
        if (transfer.Sequence <= ledger.Path.PoolCursor) return default;
        return transfer.PreviousSequence == ledger.Path.PoolCursor
            ? new TransferDisposition(new PoolTransferred(transfer, ledger.Cash + transfer.Amount) { At = now }, IsGap: false)
            : new TransferDisposition(null, IsGap: true);
    }

    /// <summary>
    /// The close-outs of the next deleveraging: at the mark, into the pool's own book, and no more than is still held; nothing to trade when nothing is. Null when there is none, or a mark is not known or not reliable: then it waits.
    /// </summary>
    public static CloseOutOrdered? Deleverage(AccountLedger ledger, IMarketView view, DateTimeOffset now)
    {
        if (ledger.Path is not { Order: null, Deleveraging: [var transfer, ..] } || ledger.Pool is not { } pool) return null;
        var taker = (Account: OwnNames.BookOf(pool), Kind: TakerKind.Book, Most: (Amount?)null);
        var trades = ImmutableArray.CreateBuilder<CloseOut>();
        var versions = ImmutableSortedDictionary.CreateBuilder<MarketId, long>();
        foreach (var closure in transfer.Closures)
        {
            var closed = StillHeld(ledger, closure);
            if (closed.IsZero) continue;
            if (view.Find(closure.Market) is not { } snapshot || snapshot.IsStaleAt(now) || !snapshot.MayLiquidateAt(now)) return null;
            if (snapshot.Find(closure.Contract) is not { Status: ContractStatus.Trading } listed) continue;
            versions[closure.Market] = snapshot.Version;
            var price = TickPrice.Against(listed.MarkPrice, listed.Contract.Tick, isSale: closed.IsPositive);
            trades.Add(TradeOf(ledger, trades.Count, closure.Market, closure.Contract, -closed, price, listed.MarkPrice, Amount.Zero, taker, transfer.Default, now));
        }

        return new CloseOutOrdered(new(ledger.Path.LastOrder + 1, CloseOutPurpose.Deleveraging, trades.DrainToImmutable()) { SnapshotVersions = versions.ToImmutable() }) { At = now };
    }

    /// <summary>Whether time alone may move the account: it is on its path, or its positions are sold by a schedule, or the pool's own book has a loss to claim or a gain to offer.</summary>
    public static bool NeedsDriving(AccountLedger ledger)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        return ledger.Path.NeedsDriving || ((ledger.Path.IsBook || ledger.Protocol.IsClosing) && !IsFlat(ledger)) || LossOfBook(ledger) is not null || GainOfBook(ledger) is not null;
    }

    /// <summary>Whether no position is open and no funding owed.</summary>
    public static bool IsFlat(AccountLedger ledger) =>
        ledger.Markets.Values.All(market => market.Positions.Values.All(position => position.Quantity.IsZero && position.FundingEntry.IsZero));

    /// <summary>What is left of a position that is to be closed: its holder may have traded since.</summary>
    private static Quantity StillHeld(AccountLedger ledger, LegClosure closure)
    {
        var held = ledger.FindPosition(closure.Market, closure.Contract)?.Quantity ?? Quantity.Zero;
        if (held.Sign != closure.Closed.Sign) return Quantity.Zero;
        return held.Abs() < closure.Closed.Abs() ? held : closure.Closed;
    }

    /// <summary>The backstops in order, then the pool's own book, which never refuses.</summary>
    internal static (AccountId Account, TakerKind Kind, Amount? Most) TakerOf(AccountLedger ledger, PoolId pool, DefaultPolicy defaults, int refusals)
    {
        var next = defaults.Backstops.Where(backstop => backstop.Account != ledger.Account).Skip(refusals).FirstOrDefault();
        return next is null ? (OwnNames.BookOf(pool), TakerKind.Book, null) : (next.Account, TakerKind.Backstop, next.MaxNotional);
    }

    private static CloseOutOrdered? CloseAll(AuctionView view, (AccountId Account, TakerKind Kind, Amount? Most) taker)
    {
        var (input, now) = (view.Input, view.Now);
        ImmutableArray<LiquidationLeg> legs =
        [
            .. input.Exposures
                .Where(exposure => !exposure.Position.Quantity.IsZero && exposure.Contract.Status == ContractStatus.Trading && !exposure.Snapshot.IsStaleAt(now) && exposure.Snapshot.MayLiquidateAt(now))
                .Select(exposure => new LiquidationLeg(
                    exposure.Market,
                    exposure.Contract.Contract.Id,
                    -exposure.Position.Quantity,
                    exposure.Contract.MarkPrice,
                    exposure.Contract.MarkPrice,
                    exposure.NotionalOf(exposure.Position.Quantity),
                    Amount.Zero,
                    Amount.Zero)),
        ];
        var versions = input.Exposures.DistinctBy(exposure => exposure.Market).ToImmutableSortedDictionary(exposure => exposure.Market, exposure => exposure.Snapshot.Version);
        return legs.IsEmpty ? null : OrderOf(view.Ledger, CloseOutPurpose.Default, input, legs, taker, versions, now, view.Terms.Policy.Liquidation);
    }

    /// <summary>An order of these legs from a taker, prices on their ticks against the account. With terms of liquidation it counts in the windows of its markets, and a step of a liquidation is limited by them.</summary>
    internal static CloseOutOrdered OrderOf(
        AccountLedger ledger,
        CloseOutPurpose purpose,
        MarginInput input,
        ImmutableArray<LiquidationLeg> legs,
        (AccountId Account, TakerKind Kind, Amount? Most) taker,
        ImmutableSortedDictionary<MarketId, long> versions,
        DateTimeOffset now,
        LiquidationTerms? windows = null)
    {
        ImmutableArray<LiquidationLeg> planned = [.. legs.Select(leg => leg.OnTick(input.Exposures.First(exposure => exposure.Market == leg.Market && exposure.Contract.Contract.Id == leg.Contract).Contract.Contract))];
        ImmutableArray<CloseOut> trades =
        [
            .. planned.Select((leg, i) => TradeOf(ledger, i, leg.Market, leg.Contract, leg.Quantity, leg.Price, leg.Mark, leg.Penalty, taker, ledger.Path.Risk.Default, now) with
            {
                Window = windows is null ? null : WindowOf(windows, purpose, input, leg.Market, planned[i..]),
            }),
        ];
        return new CloseOutOrdered(new(ledger.Path.LastOrder + 1, purpose, trades) { Planned = planned, SnapshotVersions = versions }) { At = now };
    }

    private static WindowLimit WindowOf(LiquidationTerms terms, CloseOutPurpose purpose, MarginInput input, MarketId market, ImmutableArray<LiquidationLeg> rest)
    {
        var depth = LiquidationRequest.DepthOf(input.Exposures.First(exposure => exposure.Market == market).Snapshot);
        var closed = rest.Where(leg => leg.Market == market).Aggregate(Amount.Zero, (sum, leg) => sum + leg.Notional);
        return new(terms.WindowLengthSeconds, purpose == CloseOutPurpose.Liquidation ? terms.WindowLimitOf(depth) : null, closed);
    }

    private static CloseOut TradeOf(
        AccountLedger ledger, int leg, MarketId market, ContractId contract, Quantity quantity, Price price, Price mark, Amount penalty, (AccountId Account, TakerKind Kind, Amount? Most) taker, DefaultId? cause, DateTimeOffset now) => new()
        {
            TradeId = OwnNames.TradeOf(ledger.Account, ledger.Path.LastOrder + 1, leg),
            Sequence = now.ToUnixTimeMilliseconds(),
            Market = market,
            Contract = contract,
            Account = ledger.Account,
            Quantity = quantity,
            Price = price,
            Mark = mark,
            Penalty = penalty,
            Taker = taker.Account,
            Kind = taker.Kind,
            TakerMaxNotional = taker.Most,
            Default = cause,
        };
}
