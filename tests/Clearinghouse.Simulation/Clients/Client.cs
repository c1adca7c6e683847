using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Simulation.Nodes;

namespace Clearinghouse.Simulation.Clients;

/// <summary>Sends commands over the bad network. Most clients ask again until they hear an answer; some give up.</summary>
internal sealed class Client(World world, Cluster cluster, Record record)
{
    private const int AskAgainTicks = 40;
    private const double GivesUp = 0.15;

    /// <summary>Requests that somebody still waits for.</summary>
    public int Waiting { get; private set; }

    /// <summary>Sends a trade to its market.</summary>
    public void Clear(MarketId market, ClearTrade trade)
    {
        var journal = JournalId.ForMarket(market);
        record.Asked(journal, trade);
        world.Note($"{market} is asked for {trade.Key}: {trade.Buyer} buys {trade.Quantity} {trade.Contract} of {trade.Seller} at {trade.Price}");
        Ask(heard => cluster.SendToMarket(market, node => node.Clear(trade, outcome =>
        {
            world.Note($"{trade.Key} {outcome.Status} {outcome.Sequence} {outcome.Refusal?.Code}");
            record.Answered(journal, trade, outcome);
            heard();
        })));
    }

    /// <summary>Sends a command to a market, and does something when it is answered.</summary>
    public void Tell(MarketId market, ICommand command, Func<MarketLedger, DateTimeOffset, Decision<MarketEvent>> decide, Action? then = null)
    {
        var journal = JournalId.ForMarket(market);
        record.Asked(journal, command);
        Ask(heard => cluster.SendToMarket(market, node => node.Decide(decide, Answer(journal, command, heard))), then);
    }

    /// <summary>Sends a deposit.</summary>
    public void Deposit(AccountId account, Deposit command, Action? then = null)
    {
        var journal = JournalId.ForAccount(account);
        record.Asked(journal, command);
        Ask(heard => cluster.SendToAccount(account, node => node.Deposit(command, Answer(journal, command, heard))), then);
    }

    /// <summary>Sends a withdrawal.</summary>
    public void Withdraw(AccountId account, Withdraw command)
    {
        var journal = JournalId.ForAccount(account);
        record.Asked(journal, command);
        Ask(heard => cluster.SendToAccount(account, node => node.Withdraw(command, Answer(journal, command, heard))));
    }

    /// <summary>Sends a bid to the account whose portfolio is auctioned.</summary>
    public void Bid(BidInAuction command)
    {
        var journal = JournalId.ForAccount(command.Account);
        record.Asked(journal, command);
        Ask(heard => cluster.SendToAccount(command.Account, node => node.Bid(command, Answer(journal, command, heard))));
    }

    /// <summary>Sends a contribution.</summary>
    public void Contribute(ContributeFund command) => Tell(command, (node, answer) => node.Contribute(command, answer));

    /// <summary>Sends a command to the pool.</summary>
    public void Tell(ICommand command, Action<PoolNode, Action<CommandOutcome>> decide, Action? then = null)
    {
        var journal = JournalId.ForPool(Terms.Pool);
        record.Asked(journal, command);
        Ask(heard => cluster.SendToPool(Terms.Pool, node => decide(node, Answer(journal, command, heard))), then);
    }

    private Action<CommandOutcome> Answer(JournalId journal, ICommand command, Action heard) => outcome =>
    {
        world.Note($"{journal} {command.Header.Id} {outcome.Status} {outcome.Sequence} {outcome.Refusal?.Code}");
        record.Answered(journal, command, outcome);
        heard();
    };

    private void Ask(Action<Action> send, Action? then = null)
    {
        var (isHeard, isStubborn) = (false, then is not null || !world.Fault(GivesUp));
        if (isStubborn) Waiting++;
        void Heard() => world.Send(() =>
        {
            if (isHeard) return;
            isHeard = true;
            if (isStubborn) Waiting--;
            then?.Invoke();
        });
        void AskAgain()
        {
            if (isHeard) return;
            send(Heard);
            if (isStubborn) world.After(AskAgainTicks, AskAgain);
        }

        AskAgain();
    }
}
