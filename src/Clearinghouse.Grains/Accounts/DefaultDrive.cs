using System.Collections.Immutable;
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
        if (Ledger.Path.Order is { } order) return await Send(order);
        if (AccountPathDecider.Deleverage(Ledger, board, account.Now) is { } deleveraging)
        {
            account.Append(deleveraging);
            return true;
        }

        if (Ledger.Pool is not { } pool || board.FindDefaults(pool)?.Policy is not { } defaults) return false;
        if (ExposureBuilder.Build(Ledger, account.Reservations.All, board, out _) is not { } input) return false;
        var statement = policy.Evaluate(input);
        var moved = AccountPathDecider.Move(Ledger, input, statement, defaults, account.Now);
        if (!moved.IsEmpty)
        {
            _refusals = 0;
            foreach (var e in moved) account.Append(e);
            return true;
        }

        if (Ledger.Path.Risk.State == AccountRiskState.Defaulted && AccountPathDecider.IsFlat(Ledger)) return await Settle(pool, input, statement);
        var next = (AccountEvent?)AccountPathDecider.Order(Ledger, input, policy, defaults, _refusals, account.Now)
            ?? AccountPathDecider.Exhaust(Ledger, input, statement, policy, defaults, account.Now)
            ?? (AccountEvent?)AccountProtocolDecider.Order(Ledger, input, defaults, _refusals, account.Now);
        if (next is not null) account.Append(next);
        return next is not null;
    }

    /// <summary>Sends an order to its markets and books the answers; false when one did not answer: the order stays under way.</summary>
    private async Task<bool> Send(CloseOutOrder order)
    {
        var answers = new CloseOutAnswer?[order.Trades.Length];
        await Task.WhenAll(Enumerable.Range(0, order.Trades.Length).GroupBy(i => order.Trades[i].Market).Select(SendToMarket));
        if (answers.Any(answer => answer is null) || Ledger.Path.Order?.Number != order.Number) return false;
        foreach (var market in order.Trades.Select(trade => trade.Market).Distinct()) await account.CatchUp(market);
        foreach (var e in AccountPathDecider.Answered(Ledger, ImmutableArray.Create(answers)!, ReadingAfter(), PolicyOf(), account.Now)) account.Append(e);

        // Who takes nothing is passed over until something is taken; the pool's own book is the end of the line, and its market's no is final for now.
        var (taken, kind) = (answers.Any(answer => answer!.Refusal is null), order.Trades[0].Kind);
        _refusals = taken ? 0 : _refusals + 1;
        return taken || kind != TakerKind.Book || order.Purpose == CloseOutPurpose.Deleveraging;

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

    private RiskReading? ReadingAfter() => ExposureBuilder.Build(Ledger, account.Reservations.All, board, out _) is { } input ? RiskReading.Of(input, policy.Evaluate(input), account.Now) : null;

    /// <summary>The pool's policy; that of before it was forgotten is the default one, and only says how steps are numbered.</summary>
    private DefaultPolicy PolicyOf() => Ledger.Pool is { } pool && board.FindDefaults(pool)?.Policy is { } policyOfPool ? policyOfPool : new DefaultPolicy();

    /// <summary>A defaulter without positions: collateral is taken over, the pool takes the debt, and the default is closed when it has.</summary>
    private async Task<bool> Settle(PoolId pool, MarginInput input, MarginStatement statement)
    {
        if (AccountPathDecider.Seize(Ledger, statement, account.Now) is { } seized)
        {
            account.Append(seized);
            return true;
        }

        if (AccountPathDecider.ClaimOf(Ledger) is { } claim && !await Claim(pool, claim)) return false;
        if (AccountPathDecider.Close(Ledger, input with { Cash = Ledger.Cash }, policy.Evaluate(input with { Cash = Ledger.Cash }), account.Now) is not { } closed) return false;
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
