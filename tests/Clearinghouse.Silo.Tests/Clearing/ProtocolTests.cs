using System.Collections.Immutable;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Units;
using Clearinghouse.Silo.Tests.Fixtures;
using Xunit;

namespace Clearinghouse.Silo.Tests.Clearing;

/// <summary>From the listing to the statement, over a real cluster, and the same again: whatever is repeated happens once.</summary>
public sealed class ProtocolTests(ClearingFixture fixture) : IClassFixture<ClearingFixture>
{
    [Fact]
    public async Task A_cleared_trade_stands_in_both_statements_to_the_last_unit()
    {
        var floor = await TradingFloor.OpenAsync(fixture.Cluster, "statement");
        var outcome = await floor.ClearAsync(floor.Trade(1, quantity: 2m));
        Assert.Equal((ClearStatus.Created, "trade-1"), (outcome.Status, outcome.TradeId.Value));
        await floor.SettledAsync();
        await floor.ReportAsync(110m);

        // 2 contracts bought at 100 and marked at 110: 20 gained; a fee of 2 basis points of 200; 10 % and 5 % of 220 as margin.
        var buyer = await Eventually.AnswersAsync("the new price", floor.Account(0).GetStatementAsync, statement => statement.Margin?.Lines[0].MarkPrice == Price.FromDecimal(110m));
        var margin = buyer.Margin!;
        Assert.Equal(Amount.Parse("999999.96"), margin.Cash);
        Assert.Equal(Amount.Parse("1000019.96"), margin.Equity);
        Assert.Equal(Amount.Parse("22"), margin.InitialMargin);
        Assert.Equal(Amount.Parse("11"), margin.MaintenanceMargin);
        Assert.Equal(Amount.Parse("999997.96"), margin.FreeCollateral);
        Assert.Equal(Amount.Parse("1000000"), buyer.Deposits);
        Assert.Equal(0, buyer.Reservations);
        var line = Assert.Single(margin.Lines);
        Assert.Equal((Quantity.FromDecimal(2m), Amount.Parse("200"), Amount.Parse("20")), (line.Quantity, line.EntryValue, line.Unrealised));
        Assert.Equal(Amount.Parse("0.04"), line.FeesPaid);

        var seller = (await floor.Account(1).GetStatementAsync()).Margin!;
        Assert.Equal(Amount.Parse("999979.96"), seller.Equity);
        Assert.Equal(Quantity.FromDecimal(-2m), Assert.Single(seller.Lines).Quantity);
    }

    [Fact]
    public async Task A_repeated_trade_returns_the_first_outcome_and_names_what_differs()
    {
        var floor = await TradingFloor.OpenAsync(fixture.Cluster, "repeated", traders: 3);
        var first = floor.Trade(1);
        var sequence = await floor.ClearedAsync(first);

        Assert.Equal((ClearStatus.Exists, sequence), StatusOf(await floor.ClearAsync(first)));
        Assert.Equal((ClearStatus.ExistsWithDifferentBuyer, sequence), StatusOf(await floor.ClearAsync(floor.Trade(1, buyer: 2))));
        Assert.Equal((ClearStatus.ExistsWithDifferentSeller, sequence), StatusOf(await floor.ClearAsync(floor.Trade(1, seller: 2))));
        Assert.Equal((ClearStatus.ExistsWithDifferentPrice, sequence), StatusOf(await floor.ClearAsync(floor.Trade(1, price: 101m))));
        Assert.Equal((ClearStatus.ExistsWithDifferentQuantity, sequence), StatusOf(await floor.ClearAsync(floor.Trade(1, quantity: 2m))));
        Assert.Equal((ClearStatus.ExistsWithDifferentSequence, sequence), StatusOf(await floor.ClearAsync(first with { Sequence = 9 })));

        await floor.SettledAsync();
        Assert.Equal(Quantity.One, await floor.PositionAsync(0));
        Assert.Equal(1, (await floor.Market.Grain.GetSummary()).TradesCleared);
    }

    [Fact]
    public async Task A_repeated_batch_clears_nothing_more()
    {
        var floor = await TradingFloor.OpenAsync(fixture.Cluster, "batch");
        ImmutableArray<ClearTrade> batch = [.. Enumerable.Range(1, 50).Select(number => floor.Trade(number))];
        var first = await floor.Market.ClearAsync(batch);
        var again = await floor.Market.ClearAsync([.. batch.Reverse()]);

        Assert.All(first, outcome => Assert.Equal(ClearStatus.Created, outcome.Status));
        Assert.All(again, outcome => Assert.Equal(ClearStatus.Exists, outcome.Status));
        Assert.Equal(first.Select(outcome => outcome.Sequence), again.Reverse().Select(outcome => outcome.Sequence));
        Assert.Equal(50, first.Select(outcome => outcome.Sequence).Distinct().Count());
        await floor.SettledAsync();
        Assert.Equal(Quantity.FromInteger(50), await floor.PositionAsync(0));
    }

    [Fact]
    public async Task A_trade_that_stands_twice_in_a_batch_is_cleared_once()
    {
        var floor = await TradingFloor.OpenAsync(fixture.Cluster, "twice");
        var outcomes = await floor.Market.ClearAsync([floor.Trade(1), floor.Trade(2), floor.Trade(1), floor.Trade(1, quantity: 7m)]);

        Assert.Equal([ClearStatus.Created, ClearStatus.Created, ClearStatus.Exists, ClearStatus.ExistsWithDifferentQuantity], outcomes.Select(outcome => outcome.Status));
        Assert.Equal(outcomes[0].Sequence, outcomes[2].Sequence);
        await floor.SettledAsync();
        Assert.Equal(Quantity.FromInteger(2), await floor.PositionAsync(0));
    }

    [Fact]
    public async Task A_trade_submitted_by_many_at_once_is_cleared_once()
    {
        var floor = await TradingFloor.OpenAsync(fixture.Cluster, "at-once");
        var trade = floor.Trade(1);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => floor.ClearAsync(trade)));

        Assert.Single(outcomes, outcome => outcome.Status == ClearStatus.Created);
        Assert.Equal(31, outcomes.Count(outcome => outcome.Status == ClearStatus.Exists));
        Assert.Single(outcomes.Select(outcome => outcome.Sequence).Distinct());
        await floor.SettledAsync();
        Assert.Equal(Quantity.One, await floor.PositionAsync(0));
    }

    [Fact]
    public async Task A_repeated_command_is_answered_and_not_done_again()
    {
        var floor = await TradingFloor.OpenAsync(fixture.Cluster, "command");
        var account = floor.Account(0);
        var first = await account.DepositAsync("one-id", floor.Pool, 5m);
        var again = await account.DepositAsync("one-id", floor.Pool, 5m);
        var other = await account.DepositAsync("one-id", floor.Pool, 6m);
        var withdrawn = await account.WithdrawAsync("another-id", 2m);
        var withdrawnAgain = await account.WithdrawAsync("another-id", 2m);

        Assert.Equal((CommandStatus.Created, CommandStatus.Exists, CommandStatus.ExistsWithDifferentContent), (first.Status, again.Status, other.Status));
        Assert.Equal((first.Sequence, first.Sequence), (again.Sequence, other.Sequence));
        Assert.Equal((CommandStatus.Created, CommandStatus.Exists), (withdrawn.Status, withdrawnAgain.Status));
        Assert.Equal(Amount.Parse("1000003"), await floor.CashAsync(0));
    }

    [Fact]
    public async Task Reservations_of_a_refused_trade_are_let_go()
    {
        var floor = await TradingFloor.OpenAsync(fixture.Cluster, "let-go", traders: 1);

        // The seller never paid in, so the buyer has set margin aside for nothing.
        Assert.False((await floor.ClearAsync(floor.Trade(1, seller: 7))).IsCleared);
        await Eventually.AnswersAsync("no reservations", floor.Account(0).GetStatementAsync, statement => statement.Reservations == 0);
    }

    private static (ClearStatus Status, long Sequence) StatusOf(ClearOutcome outcome) => (outcome.Status, outcome.Sequence);
}
