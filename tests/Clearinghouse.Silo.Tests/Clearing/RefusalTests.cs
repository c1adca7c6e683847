using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Clearinghouse.Silo.Tests.Fixtures;
using Xunit;

namespace Clearinghouse.Silo.Tests.Clearing;

/// <summary>Refusals cross the wire as values, with their code and the numbers that bind, and leave nothing behind.</summary>
public sealed class RefusalTests(ClearingFixture fixture) : IClassFixture<ClearingFixture>
{
    [Fact]
    public async Task Each_trade_of_a_batch_is_refused_for_its_own_reason()
    {
        var floor = await TradingFloor.OpenAsync(fixture.Cluster, "reasons", parameters: new MarketParameters
        {
            PositionLimit = Quantity.FromInteger(1_000),
            OpenInterestLimit = Quantity.FromInteger(500),
        });
        var good = floor.Trade(1);
        (ClearTrade Trade, RefusalCode Code, string? Limit)[] cases =
        [
            (good with { Venue = default }, RefusalCode.RequestInvalid, null),
            (good with { Quantity = Quantity.Zero }, RefusalCode.QuantityNotPositive, null),
            (good with { Price = Price.Zero }, RefusalCode.PriceNotPositive, null),
            (good with { Seller = good.Buyer }, RefusalCode.SelfTrade, null),
            (good with { Venue = VenueId.Create("stranger") }, RefusalCode.VenueNotMember, null),
            (good with { Contract = ContractId.Create("unlisted") }, RefusalCode.ContractUnknown, null),
            (good with { Quantity = Quantity.Parse("1.0004") }, RefusalCode.QuantityOffLot, "1"),
            (good with { Price = Price.Parse("100.3") }, RefusalCode.PriceOffTick, "100.5"),
            (good with { Price = Price.Parse("110.5") }, RefusalCode.PriceOutsideBand, "110"),
            (good with { Quantity = Quantity.FromInteger(1_001) }, RefusalCode.PositionLimit, "1000"),
            (good with { Quantity = Quantity.FromInteger(501) }, RefusalCode.OpenInterestLimit, "500"),
            (good with { Buyer = AccountId.Create("nobody") }, RefusalCode.AccountUnknown, null),
        ];

        var outcomes = await floor.Market.ClearAsync([.. cases.Select((refused, index) => refused.Trade with { TradeId = TradeId.Create($"case-{index}") })]);

        Assert.All(outcomes, outcome => Assert.Equal((ClearStatus.Refused, 0), (outcome.Status, outcome.Sequence)));
        Assert.Equal(cases.Select(refused => (refused.Code, refused.Limit)), outcomes.Select(outcome => (outcome.Refusal!.Code, outcome.Refusal.Limit)));
        Assert.DoesNotContain(outcomes, outcome => outcome.Refusal!.Code.IsTransient());
        Assert.Equal(0, (await floor.Market.Grain.GetSummary()).TradesCleared);
        await floor.ClearedAsync(good);
    }

    [Fact]
    public async Task Margin_is_refused_with_what_is_required_and_what_there_is()
    {
        var floor = await TradingFloor.OpenAsync(fixture.Cluster, "short", deposit: 1_000m);
        await floor.CreatedAsync(id => floor.Account(1).DepositAsync(id, floor.Pool, 1_000_000m));
        var refusal = (await floor.ClearAsync(floor.Trade(1, quantity: 100m))).Refusal!;

        // 10 % of 100 contracts at 100 against 1,000 less a fee of 2.
        Assert.Equal((RefusalCode.InitialMarginShort, floor.AccountName(0), "1000", "998"), (refusal.Code, refusal.Subject, refusal.Required, refusal.Available));
        await floor.ClearedAsync(floor.Trade(1, quantity: 99m));
    }

    [Fact]
    public async Task A_trade_that_only_reduces_passes_where_the_account_is_short()
    {
        var floor = await TradingFloor.OpenAsync(fixture.Cluster, "reduces", deposit: 1_000m);
        await floor.CreatedAsync(id => floor.Account(1).DepositAsync(id, floor.Pool, 1_000_000m));
        await floor.ClearedAsync(floor.Trade(1, quantity: 90m));
        await floor.SettledAsync();
        await floor.ReportAsync(95m);

        Assert.Equal(RefusalCode.InitialMarginShort, (await floor.ClearAsync(floor.Trade(2, price: 95m))).Refusal?.Code);
        Assert.Equal(RefusalCode.InitialMarginShort, (await floor.ClearAsync(floor.Trade(3, buyer: 1, seller: 0, quantity: 91m, price: 95m))).Refusal?.Code);
        await floor.ClearedAsync(floor.Trade(4, buyer: 1, seller: 0, quantity: 40m, price: 95m));
        await floor.SettledAsync();
        Assert.Equal(Quantity.FromInteger(50), await floor.PositionAsync(0));
    }

    [Fact]
    public async Task An_old_price_supports_no_new_risk()
    {
        var floor = await TradingFloor.OpenAsync(fixture.Cluster, "stale");
        await floor.ClearedAsync(floor.Trade(1));
        await floor.SettledAsync();
        fixture.Cluster.Clock.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal(RefusalCode.PriceStale, (await floor.ClearAsync(floor.Trade(2))).Refusal?.Code);
        await floor.ClearedAsync(floor.Trade(3, buyer: 1, seller: 0));
        await floor.ReportAsync(100m);
        await floor.ClearedAsync(floor.Trade(2));
    }

    [Fact]
    public async Task A_market_that_is_not_open_and_one_without_a_price_clear_nothing()
    {
        var floor = await TradingFloor.OpenAsync(fixture.Cluster, "closed");
        var other = fixture.Cluster.Client.Market("closed-too");
        Assert.Equal(RefusalCode.MarketUnknown, (await other.ListPerpetualAsync("list-early", floor.Contract, 0.5m, 0.001m)).Refusal?.Code);
        Assert.Equal(RefusalCode.VenueNotMember, (await other.Grain.Clear(floor.Trade(1))).Refusal?.Code);

        await floor.CreatedAsync(id => other.ConfigureAsync(id, floor.Pool));
        await floor.CreatedAsync(id => other.ListPerpetualAsync(id, floor.Contract, 0.5m, 0.001m));
        Assert.Equal(RefusalCode.PriceUnknown, (await other.Grain.Clear(floor.Trade(1))).Refusal?.Code);
    }

    [Fact]
    public async Task Commands_are_refused_as_values_too()
    {
        var floor = await TradingFloor.OpenAsync(fixture.Cluster, "commands");
        var account = floor.Account(0);
        await floor.ClearedAsync(floor.Trade(1));

        Assert.Equal(RefusalCode.WrongPool, CodeOf(await account.DepositAsync("other-pool", "another-pool", 1m)));
        Assert.Equal(RefusalCode.AmountNotPositive, CodeOf(await account.DepositAsync("nothing", floor.Pool, 0m)));
        Assert.Equal(RefusalCode.FreeCollateralShort, CodeOf(await account.WithdrawAsync("too-much", 1_000_000m)));
        Assert.Equal(RefusalCode.MarketExistsWithDifferentPool, CodeOf(await floor.Market.ConfigureAsync("moved", "another-pool")));
        Assert.Equal(RefusalCode.ParametersInvalid, CodeOf(await floor.Market.ConfigureAsync("bad", floor.Pool, new MarketParameters { FeeRate = Ratio.FromPpm(-1) })));
        Assert.Equal(RefusalCode.ContractExistsWithDifferentTerms, CodeOf(await floor.Market.ListPerpetualAsync("terms", floor.Contract, 1m, 0.001m)));
        Assert.Equal(RefusalCode.PriceReportOutOfOrder, CodeOf(await floor.Market.ReportPriceAsync("past", fixture.Cluster.Clock.GetUtcNow().AddHours(-1), 100m)));
        Assert.Equal(RefusalCode.RequestInvalid, CodeOf(await account.Grain.Deposit(new Deposit(new CommandHeader(default, CommandId.Create("unsigned"), 1), PoolId.Create(floor.Pool), Amount.One))));
    }

    [Fact]
    public async Task A_batch_over_the_limit_is_refused_as_a_whole()
    {
        var floor = await TradingFloor.OpenAsync(fixture.Cluster, "large");
        var outcomes = await floor.Market.ClearAsync([.. Enumerable.Range(1, 1_001).Select(number => floor.Trade(number))]);

        Assert.Equal(1_001, outcomes.Length);
        Assert.All(outcomes, outcome => Assert.Equal((RefusalCode.BatchTooLarge, "1000"), (outcome.Refusal?.Code ?? RefusalCode.None, outcome.Refusal?.Limit)));
        Assert.Empty(await floor.Market.ClearAsync([]));
        Assert.Empty(await floor.Market.ClearAsync(default));
    }

    private static RefusalCode? CodeOf(CommandOutcome outcome) => outcome.Refusal?.Code;
}
