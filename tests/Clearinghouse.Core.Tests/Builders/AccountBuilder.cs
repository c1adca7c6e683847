using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Builders;

/// <summary>An account that is driven through its decider, with its journal kept. It sees the snapshots of the markets given.</summary>
internal sealed class AccountBuilder(AccountId account, params MarketBuilder[] markets)
{
    private static readonly MarginPolicies Policy = MarginPolicies.Default;
    private readonly SnapshotView _view = new(markets);
    private int _commands;

    internal AccountLedger Ledger { get; } = new(account);

    /// <summary>What the account sees, to be changed by tests.</summary>
    internal SnapshotView View => _view;

    internal ReservationBook Book { get; } = new();

    internal List<AccountEvent> Journal { get; } = [];

    internal DateTimeOffset Now => markets.Length == 0 ? Start : markets.Max(market => market.Now);

    internal AccountBuilder Deposit(string amount)
    {
        var decision = AccountDecider.Decide(Ledger, new Deposit(NextHeader(), Pool, A(amount)), Now);
        Assert.True(decision.Status == CommandStatus.Created, $"{decision.Status}: {decision.Refusal}");
        return Append(decision.Events);
    }

    internal Decision<AccountEvent> DecideDeposit(AssetId asset, string quantity) =>
        CollateralDecider.Decide(Ledger, new DepositCollateral(NextHeader(), Pool, asset, Q(quantity)), _view, Now);

    internal Decision<AccountEvent> DecideWithdrawal(AssetId asset, string quantity, DateTimeOffset? now = null) =>
        CollateralDecider.Decide(Ledger, Book, new WithdrawCollateral(NextHeader(), asset, Q(quantity)), _view, Policy, now ?? Now);

    /// <summary>Takes a decision that must be one.</summary>
    internal AccountBuilder Do(Decision<AccountEvent> decision)
    {
        Assert.True(decision.Status == CommandStatus.Created, $"{decision.Status}: {decision.Refusal}");
        return Append(decision.Events);
    }

    internal Decision<AccountEvent> DecideWithdrawal(Amount amount, DateTimeOffset? now = null) =>
        AccountDecider.Decide(Ledger, Book, new Withdraw(NextHeader(), amount), _view, Policy, now ?? Now);

    internal AccountBuilder Withdraw(string amount)
    {
        var decision = DecideWithdrawal(A(amount));
        Assert.True(decision.Status == CommandStatus.Created, $"{decision.Status}: {decision.Refusal}");
        return Append(decision.Events);
    }

    /// <summary>Takes cash out by a journal of before closing costs had to stay behind.</summary>
    internal AccountBuilder TakeOut(Amount amount) => Append(new Withdrawn(new Withdraw(NextHeader(), amount)) { At = Now });

    internal ReservationDecision Ask(Reservation reservation, DateTimeOffset? now = null) =>
        AccountDecider.Reserve(Ledger, Book, reservation, _view, Policy, now ?? Now);

    /// <summary>Sets margin aside where it is granted, as the grain does.</summary>
    internal bool TryReserve(Reservation reservation)
    {
        var decision = Ask(reservation);
        if (decision.Refusal is not null) return false;
        if (decision.Joins is { } joins) Append(joins);
        Book.Put(reservation);
        return true;
    }

    /// <summary>Takes a leg that must follow, and lets go of its reservation.</summary>
    internal AccountBuilder Take(AccountLeg leg)
    {
        var disposition = AccountDecider.Receive(Ledger, leg, Now);
        Assert.False(disposition.IsGap, $"leg {leg.Sequence} of {leg.Market} leaves a gap after {Ledger.CursorOf(leg.Market)}");
        if (disposition.Event is { } applied) Append(applied);
        if (leg.Trade is { } trade) Book.Release(leg.Market, trade);
        return this;
    }

    internal MarginStatement Statement() => Statement(Book);

    /// <summary>The statement as if no trade were in flight.</summary>
    internal MarginStatement StatementOfPositions() => Statement(new ReservationBook());

    internal AccountBuilder Append(params IEnumerable<AccountEvent> events)
    {
        foreach (var e in events)
        {
            Ledger.Apply(Ledger.Sequence + 1, e);
            Journal.Add(e);
        }

        return this;
    }

    private MarginStatement Statement(ReservationBook book)
    {
        var statement = AccountDecider.Statement(Ledger, book, _view, Policy, out var missing);
        Assert.True(statement is not null, $"{missing} has no snapshot");
        return statement;
    }

    /// <summary>Ids grow with the journal, so that an account rebuilt from one does not use them again.</summary>
    private CommandHeader NextHeader() => Header($"a{Ledger.Sequence + ++_commands}", Ledger.Sequence + _commands, Ledger.Account.Value);
}
