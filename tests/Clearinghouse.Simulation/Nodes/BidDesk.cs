using System.Collections.Immutable;
using Clearinghouse.Core.Auctions;
using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Refusals;

namespace Clearinghouse.Simulation.Nodes;

/// <summary>Takes bids in the auction of one activation of an account, as the grain does: in the turns of its drive, so that nothing of the account is decided meanwhile but by what comes from elsewhere.</summary>
internal sealed class BidDesk(AccountNode node, World world, Cluster cluster, IMarginPolicy policy)
{
    private const int PatienceTicks = 30;

    /// <summary>Takes a bid, or refuses it.</summary>
    /// <param name="command">The bid.</param>
    /// <param name="answer">Told what became of it, when that is durable.</param>
    /// <param name="done">Told the order to send; null for none.</param>
    public void Take(BidInAuction command, Action<CommandOutcome> answer, Action<CloseOutOrder?> done)
    {
        void Refuse(CommandOutcome outcome)
        {
            node.WhenDurable(() => answer(outcome));
            done(null);
        }

        var step = BidIntake.Begin(node.Ledger, node.Book, cluster, policy, command, world.Now);
        if (step.Answer is { Refusal: null } && cluster.Sabotage == Sabotage.TakeBidsTwice) step = Afresh(command);
        if (step.Answer is { } known)
        {
            Refuse(new CommandOutcome(known.Status, known.Sequence, known.Refusal));
            return;
        }

        ImmutableArray<Reservation> inFlight = [.. node.Book.All];
        cluster.Ambush.At(BidMoment.Offered, command.Account, command.Bidder);
        Pledge(step, refusal =>
        {
            if (refusal is not null)
            {
                Refuse(new CommandOutcome(CommandStatus.Refused, 0, refusal));
                return;
            }

            if (cluster.Sabotage != Sabotage.TakeBidsUnchecked && BidIntake.Recheck(node.Ledger, step) is { } changed)
            {
                cluster.SendToAccount(command.Bidder, bidder => bidder.Release(step.Fills));
                Refuse(new CommandOutcome(CommandStatus.Refused, 0, changed));
                return;
            }

            Commit(command, step, inFlight, answer, done);
        });
    }

    private void Commit(BidInAuction command, BidStep step, ImmutableArray<Reservation> inFlight, Action<CommandOutcome> answer, Action<CloseOutOrder?> done)
    {
        var at = node.Ledger.Sequence + 1;
        cluster.Witness.Decided(node.Account, step.Order.Number, inFlight);
        if (cluster.Sabotage == Sabotage.WriteBidsAlone) foreach (var e in step.Events) node.Append(e);
        else node.Append(step.Events);
        cluster.Ambush.At(BidMoment.Taken, command.Account, command.Bidder);
        node.WhenDurable(() =>
        {
            answer(new CommandOutcome(CommandStatus.Created, at));
            cluster.Ambush.At(BidMoment.Durable, command.Account, command.Bidder);
            if (node.IsAlive) done(step.Order);
        });
    }

    private void Pledge(BidStep step, Action<Refusal?> then)
    {
        var isAnswered = false;
        void Hear(Refusal? refusal)
        {
            if (isAnswered) return;
            isAnswered = true;
            then(refusal);
        }

        var bidder = step.Bid.Command.Bidder;
        if (cluster.Sabotage == Sabotage.AskNoPledge)
        {
            Hear(null);
            return;
        }

        cluster.SendToAccount(bidder, asked => asked.Pledge(node, step.Fills, Hear));
        node.Later(PatienceTicks, () => Hear(new Refusal(RefusalCode.OutcomeUnknown) { Subject = bidder.Value }));
    }

    /// <summary>The mistake of an account that does not remember what it has taken.</summary>
    private BidStep Afresh(BidInAuction command)
    {
        var forgetful = AccountLedger.FromState(node.Ledger.ToState() with { Commands = new AccountLedger(node.Account).ToState().Commands });
        return BidIntake.Begin(forgetful, node.Book, cluster, policy, command, world.Now);
    }
}
