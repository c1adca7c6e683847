using System.Collections.Immutable;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Refusals;

namespace Clearinghouse.Simulation.Nodes;

/// <summary>Drives one activation of an account along the path from margin call to the end of a default, as the grain is driven.</summary>
internal sealed class AccountDrive(AccountNode node, World world, Cluster cluster, IMarginPolicy policy)
{
    private const int DriveTicks = 5;
    private const int PatienceTicks = 30;

    private readonly BidDesk _desk = new(node, world, cluster, policy);
    private readonly Queue<Action> _turns = new();
    private bool _isDriving;
    private bool _isScheduled;
    private int _refusals;

    /// <summary>Drives as far as it goes now, unless a drive is under way.</summary>
    public void Run()
    {
        if (_isDriving) return;
        _isDriving = true;
        Move();
    }

    /// <summary>Takes a bid, in a turn of its own: when a drive or another bid is through.</summary>
    public void Bid(BidInAuction command, Action<CommandOutcome> answer)
    {
        if (_isDriving)
        {
            _turns.Enqueue(() => TakeBid(command, answer));
            return;
        }

        _isDriving = true;
        TakeBid(command, answer);
    }

    /// <summary>Drives later on, as long as there may be something to do.</summary>
    public void Schedule()
    {
        if (_isScheduled || !AccountPathDecider.NeedsDriving(node.Ledger)) return;
        _isScheduled = true;
        node.Later(DriveTicks, () =>
        {
            _isScheduled = false;
            Run();
        });
    }

    private void Move()
    {
        if (PathMoveDecider.Next(node.Ledger, node.Book, cluster, policy, _refusals, world.Now) is not { } move)
        {
            End();
        }
        else if (move.Order is { } order)
        {
            Send(order);
        }
        else if (move.Claim is { } claim)
        {
            Ask(claim);
        }
        else if (move.Gain is { } gain)
        {
            Offer(gain);
        }
        else
        {
            if (move.ChangesState) _refusals = 0;
            Append(move.Events);
        }
    }

    private void TakeBid(BidInAuction command, Action<CommandOutcome> answer) => _desk.Take(command, answer, order =>
    {
        if (order is null) End();
        else Send(order);
    });

    private void End()
    {
        _isDriving = false;
        if (!_turns.TryDequeue(out var turn))
        {
            Schedule();
            return;
        }

        _isDriving = true;
        turn();
    }

    private void Append(ImmutableArray<AccountEvent> events)
    {
        node.Append(events);
        if (cluster.Sabotage == Sabotage.ClaimUnwritten && events is [LossClaimed { Claim: var claim }]) Ask(claim);
        else node.WhenDurable(Move);
    }

    private void Send(CloseOutOrder order)
    {
        var answers = new CloseOutAnswer?[order.Trades.Length];
        var isDone = false;
        void Hear(int trade, ClearOutcome outcome)
        {
            if (isDone || AnswerOf(outcome) is not { } answer) return;
            answers[trade] = answer;
            if (answers.Any(given => given is null)) return;
            isDone = true;
            if (order is { Purpose: CloseOutPurpose.Auction, Trades: [var sold, ..] }) cluster.Ambush.At(BidMoment.Carried, sold.Account, sold.Taker);
            if (node.IsAlive) Book(order, ImmutableArray.Create(answers)!);
        }

        if (answers.Length == 0)
        {
            Book(order, []);
            return;
        }

        for (var i = 0; i < order.Trades.Length; i++)
        {
            var (trade, number) = (order.Trades[i], i);
            cluster.SendToMarket(trade.Market, market => market.CloseOut(node, trade, outcome => Hear(number, outcome)));
        }

        node.Later(PatienceTicks, () =>
        {
            if (isDone) return;
            isDone = true;
            if (cluster.Sabotage == Sabotage.TakeSilenceForRefusal) Book(order, [.. answers.Select(answer => answer ?? new CloseOutAnswer(0, new Refusal(RefusalCode.OutcomeUnknown)))]);
            else End();
        });
    }

    /// <summary>An answer; null when the outcome is unknown.</summary>
    private static CloseOutAnswer? AnswerOf(ClearOutcome outcome) => outcome switch
    {
        { Refusal: { } refusal } => refusal.Code.IsTransient() ? null : new CloseOutAnswer(0, refusal),
        { IsCleared: true } => new CloseOutAnswer(outcome.Sequence),
        _ => new CloseOutAnswer(0, new Refusal(RefusalCode.RequestInvalid) { Subject = outcome.TradeId.Value }),
    };

    /// <summary>Books the answers when the legs of what was cleared are here.</summary>
    private void Book(CloseOutOrder order, ImmutableArray<CloseOutAnswer> answers)
    {
        var missing = order.Trades.Select(trade => trade.Market).Distinct().ToList();
        var left = missing.Count;
        void Arrived()
        {
            if (--left > 0) return;
            Conclude(order, answers);
        }

        if (left == 0) Conclude(order, answers);
        foreach (var market in missing) node.CatchUp(market, Arrived);
    }

    private void Conclude(CloseOutOrder order, ImmutableArray<CloseOutAnswer> answers)
    {
        var booked = cluster.Sabotage == Sabotage.TakeSilenceForRefusal
            ? AccountPathDecider.Answered(node.Ledger, answers, null, cluster.FindDefaults(Terms.Pool)!.Policy, world.Now)
            : PathMoveDecider.Answered(node.Ledger, node.Book, cluster, policy, order, answers, world.Now);
        node.Append(booked);
        if (booked is not [CloseOutAnswered { Answers: var final }, ..])
        {
            End();
            return;
        }

        var before = _refusals;
        _refusals = AccountPathDecider.RefusalsAfter(before, order, final);
        if (_refusals > before || final.IsEmpty || final.Any(answer => answer.Refusal is null)) node.WhenDurable(Move);
        else End();
    }

    private void Ask(DefaultClaim claim) => AskPool((pool, answer) => pool.Cover(node, claim, answer), _ => node.CatchUpWithPool(Settled));

    private void Offer(BookGain gain) => AskPool((pool, answer) => pool.ReturnGain(node, gain, answer), outcome =>
    {
        if (PathMoveDecider.Keep(node.Ledger, gain, outcome, world.Now) is { } kept) Append([kept]);
        else node.CatchUpWithPool(End);
    });

    /// <summary>Asks the pool once; when it does not answer in time, or refuses, the drive ends and begins again later.</summary>
    private void AskPool(Action<PoolNode, Action<CommandOutcome>> ask, Action<CommandOutcome> done)
    {
        var isDone = false;
        cluster.SendToPool(Terms.Pool, pool => ask(pool, outcome =>
        {
            if (isDone) return;
            isDone = true;
            if (outcome.IsDone) done(outcome);
            else End();
        }));
        node.Later(PatienceTicks, () =>
        {
            if (isDone) return;
            isDone = true;
            End();
        });
    }

    private void Settled()
    {
        if (PathMoveDecider.Close(node.Ledger, node.Book, cluster, policy, world.Now) is { } closed) Append([closed]);
        else End();
    }
}
