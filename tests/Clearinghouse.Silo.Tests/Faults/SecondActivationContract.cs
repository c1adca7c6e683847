using Clearinghouse.Abstractions;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Clearinghouse.Grains.Markets;
using Clearinghouse.Silo.Tests.Fixtures;
using Clearinghouse.Storage;
using Xunit;

namespace Clearinghouse.Silo.Tests.Faults;

/// <summary>Another activation wrote a grain's journal: the one that lags behind is fenced, says so, steps down, and the next goes on from what is there.</summary>
public abstract class SecondActivationContract(DatabaseKind kind, PostgresFixture postgres) : IAsyncLifetime
{
    private ClearingCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await ClearingCluster.StartAsync(kind, postgres);

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_market_that_was_overtaken_acknowledges_nothing_and_is_rebuilt()
    {
        var floor = await TradingFloor.OpenAsync(_cluster, "overtaken");
        await floor.ClearedAsync(floor.Trade(1));
        var version = (await floor.Market.GetSnapshotAsync())!.Version;
        var published = new SnapshotPublished(version + 1, _cluster.Clock.GetUtcNow(), Price.FromDecimal(101m), []) { At = _cluster.Clock.GetUtcNow() };
        var intruder = await JournalIntruder.AppendAsync<MarketEvent>(_cluster, JournalId.ForMarket(floor.Market.Id), published);

        var fenced = await Assert.ThrowsAsync<OutcomeUnknownException>(() => floor.ClearAsync(floor.Trade(2)));
        Assert.Contains("Ask again with the same id", fenced.Message, StringComparison.Ordinal);
        var again = await Eventually.AnswersAsync("the trade on the next activation", () => floor.ClearAsync(floor.Trade(2)), outcome => outcome.IsCleared);

        Assert.Equal((ClearStatus.Created, intruder + 1), (again.Status, again.Sequence));
        Assert.Equal((version + 1, Price.FromDecimal(101m)), ((await floor.Market.GetSnapshotAsync())!.Version, (await floor.Market.GetSnapshotAsync())!.IndexPrice));
        Assert.Equal(ClearStatus.Exists, (await floor.ClearAsync(floor.Trade(1))).Status);
        await floor.SettledAsync();
        Assert.Equal(Quantity.FromInteger(2), await floor.PositionAsync(0));
        await _cluster.VerifyAsync();
    }

    [Fact]
    public async Task An_account_that_was_overtaken_acknowledges_nothing_and_is_rebuilt()
    {
        var floor = await TradingFloor.OpenAsync(_cluster, "account");
        var header = new CommandHeader(PrincipalId.Create("intruder"), CommandId.Create("deposit"), 1);
        var deposited = new Deposited(new Deposit(header, PoolId.Create(floor.Pool), Amount.FromInteger(500))) { At = _cluster.Clock.GetUtcNow() };
        await JournalIntruder.AppendAsync<AccountEvent>(_cluster, JournalOf(floor), deposited);

        await Assert.ThrowsAsync<OutcomeUnknownException>(() => floor.Account(0).DepositAsync("mine", floor.Pool, 30m));
        var again = await Eventually.AnswersAsync("the deposit", () => floor.Account(0).DepositAsync("mine", floor.Pool, 30m), outcome => outcome.IsDone);

        Assert.Equal(CommandStatus.Created, again.Status);
        Assert.Equal(Amount.Parse("1000530"), await floor.CashAsync(0));
    }

    [Fact]
    public async Task A_grant_of_an_older_activation_novates_nothing()
    {
        var floor = await TradingFloor.OpenAsync(_cluster, "epoch");
        await floor.ClearedAsync(floor.Trade(1));
        await floor.SettledAsync();
        await floor.Account(0).Grain.ReadEvents(1, 10);

        // A newer activation takes over: its epoch is in the journal, and the market has heard of it.
        var epoch = await JournalIntruder.AppendAsync<AccountEvent>(_cluster, JournalOf(floor), new AccountActivated { At = _cluster.Clock.GetUtcNow() });
        var market = _cluster.Client.Cluster.GetGrain<IMarketClearing>(floor.Market.Id.Value);
        var answer = await market.LegsAfter(floor.Account(0).Id, 0, epoch);
        Assert.True(answer.IsComplete);
        Assert.Single(answer.Legs);

        var refused = await floor.ClearAsync(floor.Trade(2));
        Assert.Equal((RefusalCode.ActivationSuperseded, true), (refused.Refusal!.Code, refused.Refusal.Code.IsTransient()));
        await Assert.ThrowsAsync<ActivationSupersededException>(() => market.LegsAfter(floor.Account(0).Id, 0, epoch - 1));

        // The older one finds out at its next write, and steps down. The same trade then clears with the next activation's grant.
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => floor.Account(0).DepositAsync("late", floor.Pool, 1m));
        await Eventually.AnswersAsync("the trade", () => floor.ClearAsync(floor.Trade(2)), outcome => outcome.Status == ClearStatus.Created);
        await floor.SettledAsync();
        Assert.Equal(Quantity.FromInteger(2), await floor.PositionAsync(0));
        await _cluster.VerifyAsync();
    }

    private static JournalId JournalOf(TradingFloor floor) => JournalId.ForAccount(floor.Account(0).Id);
}
