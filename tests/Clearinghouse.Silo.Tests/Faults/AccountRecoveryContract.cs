using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Journals;
using Clearinghouse.Core.Units;
using Clearinghouse.Grains.Accounts;
using Clearinghouse.Silo.Tests.Fixtures;
using Clearinghouse.Storage;
using Xunit;

namespace Clearinghouse.Silo.Tests.Faults;

/// <summary>What an account had in memory alone is lost with its silo: legs come back from the markets' journals, and margin set aside is settled with the market.</summary>
public abstract class AccountRecoveryContract(DatabaseKind kind, PostgresFixture postgres) : IAsyncLifetime
{
    private const int Trades = 20;
    private ClearingCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await ClearingCluster.StartAsync(kind, postgres, new ClearingClusterSettings
    {
        Silos = 1,
        Configuration = ClearingClusterSettings.Clearing(("AccountFlushMs", "600000"), ("AccountFlushLegs", "2048")),
    });

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Legs_that_were_never_written_are_pulled_from_the_market()
    {
        var floor = await TradeAsync("pull");
        Assert.DoesNotContain(await ReadJournalAsync(floor, 0), e => e is LegApplied);
        await _cluster.RestartAsync(kill: true);

        Assert.Equal((Quantity.FromInteger(Trades), Quantity.FromInteger(-Trades)), (await floor.PositionAsync(0), await floor.PositionAsync(1)));

        // 20 trades of 100 at 2 basis points.
        Assert.Equal((Amount.Parse("999999.6"), Amount.Parse("999999.6")), (await floor.CashAsync(0), await floor.CashAsync(1)));
        Assert.Single(await ReadJournalAsync(floor, 0), e => e is AccountActivated);
        await new FloorAudit(_cluster, floor, 1_000_000, 2).CheckAsync(new Dictionary<TradeId, long>());
    }

    [Fact]
    public async Task A_graceful_stop_writes_what_was_not_written()
    {
        var floor = await TradeAsync("graceful");
        await _cluster.RestartAsync(kill: false);

        Assert.Equal(Trades, (await ReadJournalAsync(floor, 0)).Count(e => e is LegApplied));
        Assert.Equal(Quantity.FromInteger(Trades), await floor.PositionAsync(0));
        await _cluster.VerifyAsync();
    }

    [Fact]
    public async Task A_reservation_that_no_trade_follows_lapses()
    {
        var floor = await TradeAsync("lapse");
        var account = _cluster.Client.Cluster.GetGrain<IAccountClearing>(floor.AccountName(0));
        var answer = Assert.Single(await account.Reserve([ReservationFor(floor)]));
        Assert.True(answer.IsGranted);
        var held = await floor.Account(0).GetStatementAsync();

        // 10 % of 20 contracts held and 10 more at 100.
        Assert.Equal((1, Amount.Parse("300")), (held.Reservations, held.Margin!.InitialMargin));
        _cluster.Clock.Advance(TimeSpan.FromSeconds(31));
        var free = await Eventually.AnswersAsync("the lapse", floor.Account(0).GetStatementAsync, statement => statement.Reservations == 0);
        Assert.Equal(Amount.Parse("200"), free.Margin!.InitialMargin);
    }

    [Fact]
    public async Task A_reservation_stays_past_its_time_while_its_trade_is_still_being_decided()
    {
        var floor = await TradeAsync("in-flight", traders: 3);
        await floor.SettledAsync();

        // The seller does not answer for a while. The buyer has set margin aside meanwhile.
        _cluster.Calls.Hold("Reserve", floor.AccountName(2));
        var clearing = floor.ClearAsync(floor.Trade(Trades + 1, seller: 2));
        await Eventually.AnswersAsync("the buyer's reservation", floor.Account(0).GetStatementAsync, statement => statement.Reservations == 1);
        var asked = _cluster.Calls.AnsweredCalls("LegsAfter");
        _cluster.Clock.Advance(TimeSpan.FromSeconds(31));
        await Eventually.HoldsAsync("the market was asked twice", () => Task.FromResult(_cluster.Calls.AnsweredCalls("LegsAfter") >= asked + 2));
        Assert.Equal(1, (await floor.Account(0).GetStatementAsync()).Reservations);

        _cluster.Calls.Release("Reserve", floor.AccountName(2));
        Assert.Equal(ClearStatus.Created, (await clearing).Status);
        await Eventually.AnswersAsync("no reservation", floor.Account(0).GetStatementAsync, statement => statement.Reservations == 0);
    }

    private async Task<TradingFloor> TradeAsync(string name, int traders = 2)
    {
        var floor = await TradingFloor.OpenAsync(_cluster, name, traders);
        foreach (var number in Enumerable.Range(1, Trades)) await floor.ClearedAsync(floor.Trade(number));
        await floor.SettledAsync();
        return floor;
    }

    private Reservation ReservationFor(TradingFloor floor) => new()
    {
        Market = floor.Market.Id,
        Pool = PoolId.Create(floor.Pool),
        Trade = new TradeKey(VenueId.Create(floor.Venue), TradeId.Create("never")),
        Contract = ContractId.Create(floor.Contract),
        Quantity = Quantity.FromInteger(10),
        Price = Price.FromDecimal(100m),
        Fee = Amount.Zero,
        LapsesAt = _cluster.Clock.GetUtcNow().AddSeconds(30),
    };

    private async Task<List<AccountEvent>> ReadJournalAsync(TradingFloor floor, int trader)
    {
        var events = new List<AccountEvent>();
        await foreach (var segment in _cluster.OpenStore().ReadSegmentsAsync(JournalId.ForAccount(floor.Account(trader).Id), 1))
            events.AddRange(SegmentPayload.Read<AccountEvent>(segment).Select(e => e.Event));
        return events;
    }
}
