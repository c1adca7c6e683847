using System.Collections.Immutable;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Grains.Boards;
using Clearinghouse.Grains.Markets;
using Clearinghouse.Grains.Pools;
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
/// <param name="logger">Hears of markets and pools that do not answer.</param>
internal sealed class DefaultDrive(IDefaultDriven account, IGrainFactory grains, MarketBoard board, IMarginPolicy policy, ILogger logger)
{
    /// <summary>Moves in one drive at most: a bound against turning for ever, far above what any path takes.</summary>
    private const int MostMoves = 64;

    private Task? _running;
    private int _refusals;

    private AccountLedger Ledger => account.Ledger;

    /// <summary>Drives as far as it goes now. Whoever calls while a drive runs waits for that one.</summary>
    public async Task Run()
    {
        if (_running is { } running)
        {
            await running;
            return;
        }

        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _running = done.Task;
        try
        {
            for (var move = 0; move < MostMoves && await Move(); move++) await account.WhenDurable();
        }
        finally
        {
            _running = null;
            done.SetResult();
        }
    }

    /// <summary>One move; false when there is none to make now.</summary>
    private async Task<bool> Move()
    {
        if (PathMoveDecider.Next(Ledger, account.Reservations, board, policy, _refusals, account.Now) is not { } move) return false;
        if (move.Order is { } order) return await Send(order);
        if (move.Claim is { } claim) return await Settle(claim);
        if (move.ChangesState) _refusals = 0;
        foreach (var e in move.Events) account.Append(e);
        return true;
    }

    /// <summary>Sends an order to its markets and books the answers; false when one did not answer: the order stays under way.</summary>
    private async Task<bool> Send(CloseOutOrder order)
    {
        var answers = new CloseOutAnswer?[order.Trades.Length];
        await Task.WhenAll(Enumerable.Range(0, order.Trades.Length).GroupBy(i => order.Trades[i].Market).Select(SendToMarket));
        if (answers.Any(answer => answer is null) || Ledger.Path.Order?.Number != order.Number) return false;
        foreach (var market in order.Trades.Select(trade => trade.Market).Distinct()) await account.CatchUp(market);
        var booked = PathMoveDecider.Answered(Ledger, account.Reservations, board, policy, order, ImmutableArray.Create(answers)!, account.Now);
        foreach (var e in booked) account.Append(e);
        if (booked is not [CloseOutAnswered { Answers: var final }, ..]) return false;

        // Who takes nothing is passed over until something is taken. Where nothing was taken and nobody was passed over, the market's no is final for now.
        var before = _refusals;
        _refusals = AccountPathDecider.RefusalsAfter(before, order, final);
        return _refusals > before || final.IsEmpty || final.Any(answer => answer.Refusal is null);

        async Task SendToMarket(IGrouping<MarketId, int> trades)
        {
            var outcomes = await Ask(trades.Key, [.. trades.Select(i => order.Trades[i])]);
            foreach (var (i, outcome) in trades.Zip(outcomes)) answers[i] = AnswerOf(outcome);
        }
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

    /// <summary>The pool takes the debt, and the default is closed when it has.</summary>
    private async Task<bool> Settle(DefaultClaim claim)
    {
        if (Ledger.Pool is not { } pool || !await Claim(pool, claim)) return false;
        if (PathMoveDecider.Close(Ledger, account.Reservations, board, policy, account.Now) is not { } closed) return false;
        account.Append(closed);
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
}
