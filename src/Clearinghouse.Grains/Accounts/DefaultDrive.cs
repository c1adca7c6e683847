using System.Collections.Immutable;
using Clearinghouse.Core.Auctions;
using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Grains.Boards;
using Clearinghouse.Grains.Markets;
using Clearinghouse.Grains.Pools;
using Clearinghouse.Grains.Timers;
using Microsoft.Extensions.Logging;

namespace Clearinghouse.Grains.Accounts;

/// <summary>
/// Drives one account along the path from margin call to the end of a default. Every step is decided by <see cref="AccountPathDecider"/>, journaled, and only then carried out; whatever was ordered or asked when a silo died is
/// ordered and asked again, under the same names. Used from one account's turns only.
/// </summary>
/// <param name="account">The account.</param>
/// <param name="grains">Where markets and the pool are.</param>
/// <param name="board">The newest snapshots.</param>
/// <param name="policy">How accounts are margined.</param>
/// <param name="pace">How many accounts of the silo decide at a time.</param>
/// <param name="logger">Hears of markets and pools that do not answer.</param>
internal sealed class DefaultDrive(IDefaultDriven account, IGrainFactory grains, MarketBoard board, IMarginPolicy policy, PathPace pace, ILogger logger)
{
    /// <summary>Moves in one drive at most: a bound against turning for ever, far above what any path takes.</summary>
    private const int MostMoves = 64;

    private readonly TurnQueue _turns = new();
    private Task? _running;
    private int _refusals;
    private DefaultId? _told;

    private AccountLedger Ledger => account.Ledger;

    /// <summary>Drives as far as it goes now. Whoever calls while a drive runs waits for that one.</summary>
    public async Task Run()
    {
        if (_running is { } running)
        {
            await running;
            return;
        }

        try
        {
            await (_running = _turns.Run(RunInTurn));
        }
        finally
        {
            _running = null;
        }
    }

    /// <summary>
    /// Takes a bid in the account's auction: the bidder's margin is asked for all of it together, then the bid and its order are durable, then the markets carry it out. Nothing of the account changes in between: a drive waits.
    /// </summary>
    public Task<BidOutcome> Bid(BidInAuction command) => _turns.Run(() => BidInTurn(command));

    /// <summary>The account as its auctions see it now; null when a price is not known, or the pool has no policy.</summary>
    public AuctionView? ViewNow() => PathMoveDecider.View(Ledger, account.Reservations, board, policy, account.Now);

    private async Task<bool> RunInTurn()
    {
        for (var move = 0; move < MostMoves && await Move(); move++) await account.WhenDurable();
        return true;
    }

    private async Task<BidOutcome> BidInTurn(BidInAuction command)
    {
        var step = BidIntake.Begin(Ledger, account.Reservations, board, policy, command, account.Now);
        if (step.Answer is { } answer) return answer;
        if (await Pledge(command.Bidder, step.Fills) is { } refused) return BidOutcome.Refused(refused);
        if (BidIntake.Recheck(Ledger, step) is { } changed)
        {
            grains.GetGrain<IAccountClearing>(command.Bidder.Value).Release(step.Fills).Ignore();
            return BidOutcome.Refused(changed);
        }

        var (bid, order, at) = (step.Bid, step.Order, account.Append(step.Events));
        await account.WhenDurable();
        var answers = await Send(order) ?? [];
        return new BidOutcome(CommandStatus.Created, at, null, bid.Share, bid.Concession, order.Trades, answers);
    }

    private async Task<Refusal?> Pledge(AccountId bidder, ImmutableArray<Reservation> fills)
    {
        try
        {
            return await grains.GetGrain<IAccountClearing>(bidder.Value).Pledge(fills);
        }
        catch (Exception error)
        {
            // What it may have set aside lapses, since no market knows of these trades.
            logger.LogWarning(error, "{Account}: bidder {Bidder} did not answer", Ledger.Account, bidder);
            return new Refusal(RefusalCode.OutcomeUnknown) { Subject = bidder.Value, Detail = "the bidder's account did not answer; nothing was taken, ask again" };
        }
    }

    /// <summary>One move; false when there is none to make now.</summary>
    private async Task<bool> Move()
    {
        await TellPool();
        if (await pace.Run(Decide) is not { } move) return false;
        if (move.Order is { } order) return await Send(order) is { } answers && GoesOn(order, answers);
        if (move.Gain is { } gain) return await Offer(gain);
        return move.Claim is not { } claim || await Settle(claim);
    }

    /// <summary>Decides on the next move, and appends what it says in the same turn: nothing of the account changes in between.</summary>
    private PathMove? Decide()
    {
        var move = PathMoveDecider.Next(Ledger, account.Reservations, board, policy, _refusals, account.Now);
        if (move is not { Order: null, Claim: null, Gain: null }) return move;
        if (move.ChangesState) _refusals = 0;
        account.Append(move.Events);
        return move;
    }

    /// <summary>Sends an order to its markets and books the answers; null when one did not answer: the order stays under way.</summary>
    private async Task<ImmutableArray<CloseOutAnswer>?> Send(CloseOutOrder order)
    {
        var answers = new CloseOutAnswer?[order.Trades.Length];
        await Task.WhenAll(Enumerable.Range(0, order.Trades.Length).GroupBy(i => order.Trades[i].Market).Select(SendToMarket));
        if (answers.Any(answer => answer is null) || Ledger.Path.Order?.Number != order.Number) return null;
        foreach (var market in order.Trades.Select(trade => trade.Market).Distinct()) await account.CatchUp(market);
        ImmutableArray<CloseOutAnswer> known = [.. answers.Select(answer => answer!)];
        var booked = PathMoveDecider.Answered(Ledger, account.Reservations, board, policy, order, known, account.Now);
        account.Append(booked);
        return booked is [CloseOutAnswered { Answers: var final }, ..] ? final : null;

        async Task SendToMarket(IGrouping<MarketId, int> trades)
        {
            var outcomes = await Ask(trades.Key, [.. trades.Select(i => order.Trades[i])]);
            foreach (var (i, outcome) in trades.Zip(outcomes)) answers[i] = AnswerOf(outcome);
        }
    }

    /// <summary>Who takes nothing is passed over until something is taken. Where nothing was taken and nobody was passed over, the market's no is final for now.</summary>
    private bool GoesOn(CloseOutOrder order, ImmutableArray<CloseOutAnswer> answers)
    {
        var before = _refusals;
        _refusals = AccountPathDecider.RefusalsAfter(before, order, answers);
        return _refusals > before || answers.Length == 0 || answers.Any(answer => answer.Refusal is null);
    }

    private async Task<ImmutableArray<ClearOutcome>> Ask(MarketId market, ImmutableArray<CloseOut> trades)
    {
        try
        {
            return await grains.GetGrain<IMarketClearing>(market.Value).CloseOut(trades);
        }
        catch (Exception error)
        {
            logger.LogWarning(error, "{Account}: {Market} did not answer {Count} close-outs; they are sent again", Ledger.Account, market, trades.Length);
            return [];
        }
    }

    /// <summary>An answer; null when the outcome is unknown.</summary>
    private static CloseOutAnswer? AnswerOf(ClearOutcome outcome) => outcome switch
    {
        { Refusal: { } refusal } => refusal.Code.IsTransient() ? null : new CloseOutAnswer(0, refusal),
        { Status: ClearStatus.Created or ClearStatus.Exists } => new CloseOutAnswer(outcome.Sequence),
        _ => new CloseOutAnswer(0, new Refusal(RefusalCode.RequestInvalid) { Subject = outcome.TradeId.Value, Detail = $"{outcome.Status}" }),
    };

    /// <summary>Tells the pool of a default before anything is done about it: once per activation, and again until the pool has answered.</summary>
    private async Task TellPool()
    {
        if (Ledger.Path.Risk is not { State: AccountRiskState.Defaulted, Default: { } cause } || cause == _told || Ledger.Pool is not { } pool) return;
        try
        {
            await grains.GetGrain<IPoolClearing>(pool.Value).BeginDefault(cause, Ledger.Account);
            _told = cause;
        }
        catch (Exception error)
        {
            logger.LogWarning(error, "{Account}: the pool did not hear of default {Default}; it is told again", Ledger.Account, cause);
        }
    }

    /// <summary>The pool takes the debt, and the default is closed when it has.</summary>
    private async Task<bool> Settle(DefaultClaim claim)
    {
        if (Ledger.Pool is not { } pool || !await Claim(pool, claim)) return false;
        if (PathMoveDecider.Close(Ledger, account.Reservations, board, policy, account.Now) is not { } closed) return false;
        account.Append([closed]);
        return true;
    }

    private async Task<bool> Claim(PoolId pool, DefaultClaim claim)
    {
        try
        {
            var outcome = await grains.GetGrain<IPoolClearing>(pool.Value).Cover(claim);
            if (outcome.IsDone) await account.CatchUpWithPool();
            else logger.LogWarning("{Account}: the pool refused default {Default}: {Refusal}", Ledger.Account, claim.Default, outcome.Refusal);
            return outcome.IsDone;
        }
        catch (Exception error)
        {
            logger.LogWarning(error, "{Account}: the pool did not answer default {Default}; it is asked again", Ledger.Account, claim.Default);
            return false;
        }
    }

    /// <summary>The pool takes what the book gained for those who bore losses; what it takes nothing of, the book keeps.</summary>
    private async Task<bool> Offer(BookGain gain)
    {
        try
        {
            var outcome = await grains.GetGrain<IPoolClearing>(Ledger.Pool!.Value.Value).ReturnGain(gain);
            if (!outcome.IsDone)
            {
                logger.LogWarning("{Account}: the pool refused a gain: {Refusal}", Ledger.Account, outcome.Refusal);
                return false;
            }

            if (PathMoveDecider.Keep(Ledger, gain, outcome, account.Now) is { } kept) account.Append([kept]);
            else await account.CatchUpWithPool();
        }
        catch (Exception error)
        {
            logger.LogWarning(error, "{Account}: the pool did not answer a gain; it is offered again", Ledger.Account);
            return false;
        }

        return Ledger.Path.GainOffered != gain;
    }
}
