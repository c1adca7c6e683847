using Clearinghouse.Core.Collateral;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Clearinghouse.Silo.Tests.Fixtures;
using Xunit;

namespace Clearinghouse.Silo.Tests.Clearing;

/// <summary>Collateral beside cash through the grains: an account without a cent trades on bitcoin.</summary>
public sealed class CollateralTests(ClearingFixture fixture) : IClassFixture<ClearingFixture>
{
    private ClearingCluster Cluster => fixture.Cluster;

    [Fact]
    public async Task An_account_trades_on_an_asset_and_takes_back_what_is_free()
    {
        var floor = await TradingFloor.OpenAsync(Cluster, "pledges");
        var holder = Cluster.Client.Account("pledges-holder");
        Assert.Equal(RefusalCode.CollateralNotAccepted, (await holder.DepositCollateralAsync("c-0", floor.Pool, "btc", 1m)).Refusal?.Code);
        Assert.Equal(CommandStatus.Created, (await floor.PoolClient.ConfigureCollateralAsync("k-1", PolicyOf("pledges"))).Status);
        Cluster.Clock.Advance(TimeSpan.FromSeconds(30)); // what the account's silo knew of the pool is old by then
        await floor.ReportAsync(100m);
        Assert.Equal(CommandStatus.Created, (await holder.DepositCollateralAsync("c-1", floor.Pool, "btc", 1m)).Status);
        Assert.Equal(CommandStatus.Exists, (await holder.DepositCollateralAsync("c-1", floor.Pool, "btc", 1m)).Status);

        var bought = await floor.Market.ClearAsync(floor.Venue, "t-1", 1, floor.Contract, holder.Id.Value, floor.AccountName(1), 100m, 5m);
        Assert.Equal(ClearStatus.Created, bought.Status);
        await floor.SettledAsync();
        var margin = (await holder.ExplainMarginAsync())!;
        Assert.Equal([HaircutReason.Volatility, HaircutReason.WrongWay, HaircutReason.Spread], margin.Statement.Collateral!.Lines[0].Terms.Select(term => term.Reason));
        Assert.True(margin.Statement.Cash.IsNegative); // the fee
        Assert.Equal(margin.Statement.Cash + margin.Statement.Collateral.Value, margin.Statement.Equity);
        Assert.NotNull(margin.Points[0].LiquidationPrice);

        var tooMuch = await floor.Market.ClearAsync(floor.Venue, "t-2", 2, floor.Contract, holder.Id.Value, floor.AccountName(1), 100m, 5m);
        Assert.Equal(RefusalCode.InitialMarginShort, tooMuch.Refusal?.Code);
        Assert.Equal(RefusalCode.FreeCollateralShort, (await holder.WithdrawCollateralAsync("w-1", "btc", 0.5m)).Refusal?.Code);
        Assert.Equal(CommandStatus.Created, (await holder.WithdrawCollateralAsync("w-2", "btc", 0.1m)).Status);
        Assert.Equal(Quantity.Parse("0.9"), (await holder.GetStatementAsync()).Collateral[AssetId.Create("btc")]);
        Assert.Equal(3, (await holder.GetStressAsync()).Length);
        await Cluster.VerifyAsync();
    }

    private static CollateralPolicy PolicyOf(string market) => new()
    {
        Assets = [new() { Asset = AssetId.Create("btc"), Market = MarketId.Create(market), AverageDailyVolume = Amount.FromInteger(1_000_000), ValueCap = Amount.FromInteger(10_000) }],
        AccountCap = Amount.FromInteger(10_000),
    };
}
