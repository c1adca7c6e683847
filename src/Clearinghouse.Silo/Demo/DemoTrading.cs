using System.Globalization;
using Clearinghouse.Client;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Clearinghouse.Silo.Hosting;
using Microsoft.Extensions.Options;

namespace Clearinghouse.Silo.Demo;

/// <summary>
/// Two venues that trade made-up prices among a handful of traders, through the same client as anybody else: something to look at on a new node.
/// </summary>
internal sealed class DemoTrading(
    ClearinghouseClient client, IOptions<DemoOptions> options, IOptions<NodeOptions> node, TimeProvider clock, ILogger<DemoTrading> logger) : BackgroundService
{
    private const string Pool = "main";
    private const string Market = "BTC";
    private const string Contract = "BTC-PERP";
    private const decimal Tick = 0.5m;
    private static readonly string[] Venues = ["alpha", "beta"];
    private static readonly string[] Traders = ["alice", "bob", "carol", "dave", "erin", "frank"];

    private readonly Random _random = new(options.Value.Seed);
    private decimal _price = 50_000m;
    private long _round;
    private int _cleared;
    private int _refused;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Ids carry the start of this run, so that a second run on the same file makes new trades.
        var run = clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        await SetUpAsync(run);
        Announce();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(options.Value.RoundMs), clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await TradeAsync(run);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            logger.LogInformation("Demo stopped after {Rounds} rounds, {Cleared} trades cleared", _round, _cleared);
        }
    }

    private async Task SetUpAsync(string run)
    {
        foreach (var venue in Venues) await client.Pool(Pool).AdmitVenueAsync($"demo-admit-{venue}-{run}", venue);
        var market = client.Market(Market);
        await market.ConfigureAsync($"demo-open-{run}", Pool);
        await market.ListPerpetualAsync($"demo-list-{run}", Contract, Tick, 0.001m);
        foreach (var trader in Traders) await client.Account(trader).DepositAsync($"demo-deposit-{run}", Pool, 100_000m);
    }

    private void Announce()
    {
        var at = node.Value;
        Console.WriteLine($"""
            Clearinghouse demo: venues {string.Join(" and ", Venues)} trade {Contract} among {Traders.Length} traders; prices are made up.
              clients connect to  {at.Address}:{at.GatewayPort}   (try: dotnet run -c Release --project src/Clearinghouse.SampleClient)
              health              http://{at.Address}:{at.HttpPort}/health/ready
              stop                Ctrl-C; the journal stays, and `clearinghouse verify --database FILE` checks it
            """);
    }

    private async Task TradeAsync(string run)
    {
        _round++;
        _price = Math.Max(1_000m, Math.Round(_price * (1m + ((decimal)_random.NextDouble() - 0.5m) * 0.004m) / Tick) * Tick);
        var market = client.Market(Market);
        await market.ReportPriceAsync($"demo-price-{run}-{_round}", clock.GetUtcNow(), _price);
        var trades = Enumerable.Range(0, 4).Select(index => MakeTrade(run, index)).ToList();
        foreach (var outcome in await market.ClearAsync([.. trades]))
        {
            if (outcome.IsCleared) _cleared++;
            else _refused++;
        }

        if (_round % 10 == 0) await ReportAsync();
    }

    private ClearTrade MakeTrade(string run, int index)
    {
        var buyer = _random.Next(Traders.Length);
        var seller = (buyer + 1 + _random.Next(Traders.Length - 1)) % Traders.Length;
        var sequence = (_round * 10) + index;
        return new ClearTrade(
            VenueId.Create(Venues[index % Venues.Length]),
            TradeId.Create($"{run}-{sequence}"),
            long.Parse(run, CultureInfo.InvariantCulture) + sequence,
            ContractId.Create(Contract),
            AccountId.Create(Traders[buyer]),
            AccountId.Create(Traders[seller]),
            Price.FromDecimal(_price + (_random.Next(-4, 5) * Tick)),
            Quantity.FromDecimal(_random.Next(1, 2_000) / 1_000m));
    }

    private async Task ReportAsync()
    {
        var alice = (await client.Account(Traders[0]).GetStatementAsync()).Margin;
        Console.WriteLine(
            $"{Contract} {_price,10}  cleared {_cleared,6}  refused {_refused,4}  alice: equity {alice?.Equity,22}  free {alice?.FreeCollateral,22}");
    }
}
