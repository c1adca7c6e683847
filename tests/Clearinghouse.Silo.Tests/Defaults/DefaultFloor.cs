using Clearinghouse.Abstractions.Accounts;
using Clearinghouse.Client;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Units;
using Clearinghouse.Grains.Risk;
using Clearinghouse.Silo.Tests.Fixtures;
using Xunit;

namespace Clearinghouse.Silo.Tests.Defaults;

/// <summary>
/// A floor whose pool deals with defaults. Trader 0 paid in 1,000 and is long 50 at 100, less a fee of 1: it needs initial margin below 89, maintenance margin below 85, and owes below 81. Trader 1 holds the
/// other side and has a million; trader 2 has 1,000 and nothing open.
/// </summary>
/// <param name="cluster">Where.</param>
/// <param name="name">The floor's name.</param>
/// <param name="floor">The floor.</param>
internal sealed class DefaultFloor(ClearingCluster cluster, string name, TradingFloor floor)
{
    private const int TermsTrustedSeconds = 6;
    private int _trades;

    /// <summary>A market that can take anything, and whose prices stay fresh.</summary>
    public static MarketParameters Deep { get; } = new() { PriceMaxAgeSeconds = 8_640_000, Risk = new RiskParameters { DepthNotional = Amount.FromInteger(10_000_000) } };

    public TradingFloor Floor => floor;

    /// <summary>The pool's own book.</summary>
    public AccountClient Book => cluster.Client.Account(OwnNames.BookOf(PoolId.Create(floor.Pool)).Value);

    /// <summary>An account that belongs to no trader.</summary>
    public AccountClient Other(string account) => cluster.Client.Account(OtherName(name, account));

    /// <summary>Its name.</summary>
    public static string OtherName(string floor, string account) => $"{floor}-{account}";

    /// <summary>Opens it.</summary>
    public static async Task<DefaultFloor> OpenAsync(ClearingCluster cluster, string name, DefaultPolicy policy, MarketParameters? parameters = null)
    {
        var floor = await TradingFloor.OpenAsync(cluster, name, traders: 3, deposit: 1_000m, parameters: parameters ?? Deep);
        await floor.CreatedAsync(id => floor.PoolClient.ConfigureDefaultsAsync(id, policy));
        await floor.CreatedAsync(id => floor.Account(1).DepositAsync(id, floor.Pool, 1_000_000m));
        cluster.Clock.Advance(TimeSpan.FromSeconds(TermsTrustedSeconds)); // what silos knew of the pool is old by then
        await floor.ReportAsync(100m);
        var opened = new DefaultFloor(cluster, name, floor);
        await opened.TradeAsync(0, 1, 50m);
        return opened;
    }

    /// <summary>Clears a trade at 100, waits until both accounts have it, and until whoever deleverages would know of it.</summary>
    public async Task TradeAsync(int buyer, int seller, decimal quantity)
    {
        await floor.ClearedAsync(floor.Trade(++_trades, buyer, seller, quantity));
        await floor.SettledAsync();
        foreach (var trader in (int[])[buyer, seller])
        {
            var account = AccountId.Create(floor.AccountName(trader));
            var held = await floor.PositionAsync(trader);
            var shard = cluster.Client.Cluster.GetGrain<IRiskShard>(RiskShards.Of(account, 2));
            await Eventually.AnswersAsync($"the shard of {account}", () => shard.GetExposures(PoolId.Create(floor.Pool)), exposures => exposures.Any(exposure => exposure.Account == account
                && exposure.Markets.SelectMany(market => market.Positions.Values).Select(position => position.Quantity).SingleOrDefault() == held));
        }
    }

    /// <summary>Pays into the funds: the venue's own contribution, the other's, the house, insurance.</summary>
    public async Task FundAsync(decimal own, decimal other, decimal house, decimal insurance)
    {
        if (own > 0) await floor.CreatedAsync(id => floor.PoolClient.ContributeAsync(id, PoolFund.DefaultFund, floor.Venue, own));
        if (other > 0) await floor.CreatedAsync(id => floor.PoolClient.ContributeAsync(id, PoolFund.DefaultFund, floor.OtherVenue, other));
        if (house > 0) await floor.CreatedAsync(id => floor.PoolClient.ContributeAsync(id, PoolFund.House, house));
        if (insurance > 0) await floor.CreatedAsync(id => floor.PoolClient.ContributeAsync(id, PoolFund.Insurance, insurance));
    }

    /// <summary>Lets time pass, and nothing else.</summary>
    public void Pass(double seconds) => cluster.Clock.Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>Waits until an account stands somewhere on the path.</summary>
    public static Task<AccountStatement> StandsAsync(AccountClient account, AccountRiskState state, long call = 1) => Eventually.AnswersAsync(
        $"{account.Id} is {state}", account.GetStatementAsync, statement => statement.Path?.Risk is { } risk && risk.State == state && risk.LastCall == call);

    /// <summary>Waits until a trader stands somewhere on the path.</summary>
    public Task<AccountStatement> StandsAsync(int trader, AccountRiskState state, long call = 1) => StandsAsync(floor.Account(trader), state, call);

    /// <summary>
    /// Lets the grace pass, and then the time between steps as often as it takes: prices on ticks cost a little more than a step was planned to, so that a first step may end just short of its target.
    /// </summary>
    public async Task<AccountStatement> LiquidatedAsync(int trader, AccountRiskState state, long call = 1)
    {
        Pass(31);
        for (var steps = 1; steps <= 10; steps++)
        {
            var statement = await Eventually.AnswersAsync(
                $"trader {trader} takes step {steps}", floor.Account(trader).GetStatementAsync, statement => statement.Path!.Risk is var risk && (risk.State != AccountRiskState.Liquidating || risk.Steps >= steps));
            if (statement.Path!.Risk.State == state && statement.Path.Risk.LastCall == call) return statement;
            Pass(11);
        }

        throw Xunit.Sdk.FailException.ForFailure($"trader {trader} is not {state} after ten steps");
    }

    /// <summary>Waits until a trader's default is closed and everything it moved has arrived; returns what the pool knows of it.</summary>
    public async Task<DefaultCase> ClosedAsync(int trader)
    {
        var statement = await StandsAsync(trader, AccountRiskState.Closed);
        Assert.Equal(0, statement.Path!.Risk.LastReading!.OpenPositions);
        await ArrivedAsync();
        var known = await floor.PoolClient.GetDefaultAsync($"{floor.AccountName(trader)}:1");
        Assert.True(known!.Plan.Residual.IsZero);
        return known;
    }

    /// <summary>Waits until every leg and transfer has arrived, and reads the database as `clearinghouse verify` does.</summary>
    public async Task VerifiedAsync()
    {
        await ArrivedAsync();
        var report = await cluster.VerifyAsync();
        Assert.All(report.Pools, pool => Assert.True(pool.Residual.IsZero));
    }

    /// <summary>The position of an account in the perpetual.</summary>
    public async Task<Quantity> PositionAsync(AccountClient account) =>
        (await account.Grain.GetPositions()).SelectMany(market => market.Positions).Where(pair => pair.Key.Value == floor.Contract).Select(pair => pair.Value.Quantity).SingleOrDefault();

    /// <summary>All events of a trader.</summary>
    public async Task<IReadOnlyList<AccountEvent>> EventsOf(int trader) => (await floor.Account(trader).Grain.ReadEvents(1, 4_096)).Events;

    private async Task ArrivedAsync()
    {
        await floor.SettledAsync();
        await Eventually.AnswersAsync("all transfers are confirmed", floor.PoolClient.Grain.GetDefaults, defaults => defaults.Unconfirmed.IsEmpty);
    }
}
