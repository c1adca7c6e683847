using Clearinghouse.Core.Collateral;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Limits;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Clearinghouse.Silo.Tests.Fixtures;
using Clearinghouse.Storage;
using Xunit;

namespace Clearinghouse.Silo.Tests.Limits;

/// <summary>A pool lets out so much in an hour, over all accounts, and remembers what it granted.</summary>
public sealed class WithdrawalLimitTests(PostgresFixture postgres) : IAsyncLifetime
{
    private ClearingCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await ClearingCluster.StartAsync(DatabaseKind.Sqlite, postgres, new ClearingClusterSettings
    {
        Silos = 2,
        Configuration = ClearingClusterSettings.Clearing(("RiskShards", "2"), ("RiskReportMs", "10"), ("RepeatMs", "50")),
    });

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_one_account_takes_is_not_there_for_another_until_it_came_back()
    {
        // Two millions are held; one percent may leave within an hour.
        var floor = await LimitedAsync("rate");
        await floor.CreatedAsync(id => floor.Account(0).WithdrawAsync(id, 15_000m));
        var refused = await floor.Account(1).WithdrawAsync("too-much", 10_000m);
        Assert.Equal((RefusalCode.WithdrawalRateLimit, "10000", "5000"), (refused.Refusal!.Code, refused.Refusal.Required, refused.Refusal.Available));
        Assert.True(Amount.Parse(refused.Refusal.Limit!) > Amount.Parse("19000"));
        await floor.CreatedAsync(id => floor.Account(1).WithdrawAsync(id, 5_000m));

        _cluster.Clock.Advance(refused.Refusal.NotBefore!.Value - _cluster.Clock.GetUtcNow());
        Assert.NotNull((await floor.Account(1).WithdrawAsync("too-much", 10_000m)).Refusal); // 5,000 more were taken meanwhile
        _cluster.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(CommandStatus.Created, (await floor.Account(1).WithdrawAsync("too-much", 10_000m)).Status);
        Assert.Equal(CommandStatus.Exists, (await floor.Account(1).WithdrawAsync("too-much", 10_000m)).Status);
        await _cluster.VerifyAsync();
    }

    [Fact]
    public async Task A_grant_outlives_every_silo_and_counts_once()
    {
        var floor = await LimitedAsync("grants");
        // The pool said yes, and the silos died before the account paid out.
        var request = new WithdrawalRequest(AccountId.Create(floor.AccountName(0)), PrincipalId.Create("tests"), CommandId.Create("once"), Amount.Parse("12000"));
        Assert.Equal(CommandStatus.Created, (await GrantAsync(floor, request)).Status);
        await _cluster.RestartAsync(kill: true);
        Assert.Equal(CommandStatus.Exists, (await GrantAsync(floor, request)).Status);
        var before = (await floor.PoolClient.GetRulesAsync()).Withdrawals.Hourly!;
        Assert.Equal(CommandStatus.Created, (await floor.Account(0).WithdrawAsync("once", 12_000m)).Status);
        Assert.Equal(CommandStatus.Exists, (await floor.Account(0).WithdrawAsync("once", 12_000m)).Status);
        Assert.Equal(before, (await floor.PoolClient.GetRulesAsync()).Withdrawals.Hourly);
        Assert.Equal(Amount.Parse("988000"), await floor.CashAsync(0));
        await _cluster.VerifyAsync();
    }

    [Fact]
    public async Task Collateral_leaves_at_its_margin_value()
    {
        var floor = await LimitedAsync("coins");
        await floor.CreatedAsync(id => floor.PoolClient.ConfigureCollateralAsync(id, new CollateralPolicy
        {
            Assets = [new() { Asset = AssetId.Create("coin"), Market = floor.Market.Id, AverageDailyVolume = Amount.Parse("1000000000"), ValueCap = Amount.Parse("1000000") }],
            AccountCap = Amount.Parse("1000000"),
        }));

        // A silo that asked before trusts for five seconds that nothing is taken.
        _cluster.Clock.Advance(TimeSpan.FromSeconds(6));
        await floor.ReportAsync(100m);
        await floor.CreatedAsync(id => floor.Account(0).DepositCollateralAsync(id, floor.Pool, "coin", 1_000m));
        var refused = await floor.Account(0).WithdrawCollateralAsync("coins-out", "coin", 900m);
        Assert.Equal(RefusalCode.WithdrawalRateLimit, refused.Refusal!.Code);
        Assert.InRange(Amount.Parse(refused.Refusal.Required!).ToDouble(), 50_000, 90_000); // 900 at 100, after haircuts
        await floor.CreatedAsync(id => floor.Account(0).WithdrawCollateralAsync(id, "coin", 100m));
        Assert.True((await floor.PoolClient.GetRulesAsync()).Withdrawals.Hourly!.Left < Amount.Parse("14500"));
    }

    private static Task<CommandOutcome> GrantAsync(TradingFloor floor, WithdrawalRequest request) => floor.PoolGrain.GrantWithdrawal(request);

    private async Task<TradingFloor> LimitedAsync(string name)
    {
        var floor = await TradingFloor.OpenAsync(_cluster, name);
        await floor.CreatedAsync(id => floor.PoolClient.ConfigureLimitsAsync(id, new LimitPolicy { Hourly = new(Ratio.FromPpm(10_000), Amount.Parse("100")) }));
        await Eventually.AnswersAsync("what accounts hold", floor.PoolClient.GetProtocolsAsync, report => report.Total.Cash == Amount.Parse("2000000"));
        return floor;
    }
}
