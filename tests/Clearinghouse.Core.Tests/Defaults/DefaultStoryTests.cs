using System.Collections.Immutable;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Defaults.Stories;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Tests.Commands;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Defaults;

/// <summary>A story is told from journals: what belongs to the default is in it, and nothing else.</summary>
public sealed class DefaultStoryTests
{
    private static readonly DefaultId First = OwnNames.DefaultOf(Alice, 1);

    [Fact]
    public void ThePoolsSide_HasPostings_Transfers_AndRecoveries()
    {
        var story = Told(First, withPool: true, []);
        Assert.Equal((Alice, Pool, A("7.5"), Amount.Zero, Amount.Zero), (story!.Account, story.Pool!.Value, story.Loss, story.Uncovered, story.Residual));
        Assert.Equal(3, story.AllocatedSequence);

        // Bob gave one up, Alice's debt was paid; of the four that came back Bob is paid first, and the house has the rest.
        Assert.Equal([(Bob, A("-1")), (Alice, A("6")), (Bob, A("1"))], story.Transfers.Select(transfer => (transfer.Account, transfer.Amount)));
        Assert.Equal([(4L, A("4"))], story.Recoveries.Select(recovery => (recovery.Sequence, recovery.Amount)));
        Assert.Equal(A("4"), story.Recovered);
        Assert.Empty(story.States);
        Assert.Null(story.Declared);
    }

    [Fact]
    public void TheCertificate_IsCheckedWhenTheStoryIsMade()
    {
        // The sample's numbers do not hang together, and the story says so instead of trusting the digest.
        var story = Told(First, withPool: true, []);
        Assert.Equal(story!.Certificate!.Verify(), story.CertificateFaults);
        Assert.NotEmpty(story.CertificateFaults);
    }

    [Fact]
    public void AnEarlierCallThatEndedWell_IsNoPartOfIt()
    {
        var second = OwnNames.DefaultOf(Alice, 2);
        var story = Told(second, withPool: false, [.. Harmless(1), .. Fatal(2, second)]);
        Assert.Equal([AccountRiskState.Liquidating, AccountRiskState.Liquidating, AccountRiskState.Defaulted, AccountRiskState.Closed], story!.States.Select(state => state.State));
        Assert.All(story.States, state => Assert.Equal(2, state.Change.Call));
        Assert.Equal((Pool, AccountRiskState.Closed, DefaultCause.EquityNegative), (story.Pool!.Value, story.State, story.Declared!.Cause));
        Assert.Null(story.Plan);
        Assert.Null(story.AllocatedAt);
    }

    [Fact]
    public void Orders_KeepTheirAnswers_AndCountWhatWasCleared()
    {
        var story = Told(First, withPool: false, Fatal(1, First))!;
        var order = Assert.Single(story.Orders);
        Assert.Single(order.Cleared);
        Assert.Equal((A("90"), A("0.45")), (story.NotionalClosed, story.Penalties));
        Assert.Equal(Start.AddSeconds(2), order.AnsweredAt);
    }

    [Fact]
    public void Orders_KeepThePlanThatTheyAreAStepOf()
    {
        var planned = DefaultSamples.Account.OfType<CloseOutOrdered>().Single(ordered => ordered.Order.Plan is not null);
        var story = Told(First, withPool: false, [.. Fatal(1, First).Select(e => e is CloseOutOrdered ordered ? ordered with { Order = ordered.Order with { Plan = planned.Order.Plan, Ways = planned.Order.Ways } } : e)])!;
        var order = Assert.Single(story.Orders).Order;
        Assert.Equal((planned.Order.Plan, planned.Order.Ways), (order.Plan, order.Ways));
        Assert.Null(Told(First, withPool: false, Fatal(1, First))!.Orders[0].Order.Plan);
    }

    [Fact]
    public void AnUnansweredOrder_ClosedNothing()
    {
        var story = Told(First, withPool: false, [.. Fatal(1, First).Where(e => e is not CloseOutAnswered)])!;
        Assert.Equal((Amount.Zero, Amount.Zero), (story.NotionalClosed, story.Penalties));
        Assert.Null(story.Orders[0].AnsweredAt);
    }

    [Fact]
    public void WhatNobodySpeaksOf_HasNoStory()
    {
        Assert.Null(Told(OwnNames.DefaultOf(Alice, 3), withPool: true, [.. Fatal(1, First)]));
        Assert.Null(Told(OwnNames.DefaultOf(Bob, 1), withPool: false, [.. Harmless(1)]));
    }

    [Theory]
    [InlineData("alice", 1)]
    [InlineData("a:b", 12)]
    public void TheNameOfADefault_NamesItsAccount(string account, long call) =>
        Assert.Equal(AccountId.Create(account), OwnNames.AccountOf(OwnNames.DefaultOf(AccountId.Create(account), call)));

    [Fact]
    public void ANameWithoutACall_NamesNoAccount() => Assert.Null(OwnNames.AccountOf(DefaultId.Create("alice")));

    private static DefaultStory? Told(DefaultId id, bool withPool, IEnumerable<AccountEvent> events)
    {
        var builder = new DefaultStoryBuilder(id);
        if (withPool) foreach (var (e, i) in DefaultSamples.PoolEvents.Select((e, i) => (e, i))) builder.See(Pool, i + 1, e);
        foreach (var (e, i) in events.Prepend(new Deposited(new Deposit(Header("d-1", 1), Pool, A("10"))) { At = Start }).Select((e, i) => (e, i))) builder.See(Alice, i + 1, e);
        return builder.Build();
    }

    private static IEnumerable<AccountEvent> Harmless(long call) =>
    [
        Changed(new MarginCallIssued(Start.AddDays(1)) { At = Start, Call = call, Reading = Reading("15") }),
        Changed(new AccountRecovered(AccountRiskState.MarginCall) { At = Start, Call = call, Reading = Reading("25") }),
    ];

    private static IEnumerable<AccountEvent> Fatal(long call, DefaultId id)
    {
        var order = DefaultSamples.Account.OfType<CloseOutOrdered>().First();
        yield return Changed(new LiquidationBegun(LiquidationCause.BelowMaintenance) { At = Start, Call = call, Reading = Reading("5") });
        yield return order;
        yield return new CloseOutAnswered(order.Order.Number, [new CloseOutAnswer(12)]) { At = Start.AddSeconds(2) };
        yield return Changed(new LiquidationStepTaken(1, order.Order.Planned) { At = Start.AddSeconds(2), Call = call, Reading = Reading("-6") });
        yield return Changed(new AccountDefaulted(id, DefaultCause.EquityNegative) { At = Start.AddSeconds(2), Call = call, Reading = Reading("-6") });
        yield return Changed(new AccountClosed(id) { At = Start.AddSeconds(3), Call = call, Reading = Reading("0") });
    }

    private static RiskStateChanged Changed(AccountRiskEvent change) => new(change) { At = change.At };

    private static RiskReading Reading(string equity) => new(A(equity), A("20"), A("10"), 1, ImmutableSortedDictionary<MarketId, long>.Empty.Add(Btc, 7), []);
}
