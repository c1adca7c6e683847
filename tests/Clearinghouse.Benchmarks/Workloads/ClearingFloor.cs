using System.Globalization;
using Clearinghouse.Abstractions.Accounts;
using Clearinghouse.Abstractions.Markets;
using Clearinghouse.Abstractions.Pools;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Benchmarks.Workloads;

/// <summary>A pool with one venue, markets with a perpetual at 100 each, and traders with money who are members of every market. Shared by the workloads of a node.</summary>
internal sealed class ClearingFloor
{
    /// <summary>Markets, and so journals that trades are appended to.</summary>
    public const int Markets = 8;

    /// <summary>Traders.</summary>
    public const int Accounts = 2_000;

    private const int SettlePollMs = 5;
    private static readonly PoolId Pool = PoolId.Create("pool");
    private static readonly VenueId Venue = VenueId.Create("venue");
    private static readonly PrincipalId Sender = PrincipalId.Create("benchmark");
    private static readonly AccountId[] AccountIds = [.. Enumerable.Range(0, Accounts).Select(number => AccountId.Create(Text("trader-", number)))];
    private static readonly ContractId[] ContractIds = [.. Enumerable.Range(0, Markets).Select(number => ContractId.Create(Text("PERP-", number)))];
    private static readonly Price Index = Price.FromDecimal(100m);
    private static readonly Price Tick = Price.FromDecimal(0.01m);
    private static readonly Quantity Lot = Quantity.FromDecimal(0.001m);

    private readonly IMarketGrain[] _markets;
    private readonly IAccountGrain[] _accounts;
    private readonly IClearingPoolGrain _pool;
    private readonly Lazy<Task> _opened;
    private long _commands;
    private long _trades;

    public ClearingFloor(IGrainFactory grains)
    {
        _markets = [.. Enumerable.Range(0, Markets).Select(number => grains.GetGrain<IMarketGrain>(Text("market-", number)))];
        _accounts = [.. AccountIds.Select(account => grains.GetGrain<IAccountGrain>(account.Value))];
        _pool = grains.GetGrain<IClearingPoolGrain>(Pool.Value);
        _opened = new Lazy<Task>(OpenOnceAsync);
    }

    /// <summary>Two different accounts, by number.</summary>
    public static (int First, int Second) PickTwoAccounts(Random random)
    {
        var first = random.Next(Accounts);
        return (first, (first + 1 + random.Next(Accounts - 1)) % Accounts);
    }

    /// <summary>Opens everything, once.</summary>
    public Task OpenAsync() => _opened.Value;

    /// <summary>A market.</summary>
    public IMarketGrain Market(int number) => _markets[number];

    /// <summary>A new trade of two accounts within a percent of the index, of up to one contract.</summary>
    public ClearTrade NextTrade(int market, Random random)
    {
        var (buyer, seller) = PickTwoAccounts(random);
        return NextTrade(market, buyer, seller, random.Next(-100, 101), random.Next(1, 1_001));
    }

    /// <summary>Deposits one unit of money. True when it is durable.</summary>
    public async Task<bool> DepositAsync(int account, decimal amount = 1m) =>
        (await _accounts[account].Deposit(new Deposit(NextHeader(), Pool, Amount.FromDecimal(amount)))).IsDone;

    /// <summary>Returns when every leg has arrived and every account has written its legs to its own journal.</summary>
    public async Task SettleAsync()
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(SettlePollMs));
        foreach (var market in _markets)
            while ((await market.GetSummary()).OwedLegs > 0)
                await pause.WaitForNextTickAsync();

        // Whoever asks for an account's events has its journal written first; there are none that far.
        await Crowd.ForEachAsync(Accounts, account => _accounts[account].ReadEvents(long.MaxValue, 1));
    }

    private async Task OpenOnceAsync()
    {
        Require(await _pool.Admit(new AdmitVenue(NextHeader(), Venue)));
        await Crowd.ForEachAsync(Accounts, async account => _ = await DepositAsync(account, 10_000_000m) ? true : throw new InvalidOperationException("A deposit was refused."));

        // Nobody reports prices during a measurement, so the one reported here must not grow stale.
        var parameters = new MarketParameters { PriceMaxAgeSeconds = (int)TimeSpan.FromDays(365).TotalSeconds };
        for (var number = 0; number < Markets; number++)
        {
            var contract = new Contract { Id = ContractIds[number], Kind = ContractKind.Perpetual, Tick = Tick, Lot = Lot };
            Require(await _markets[number].Configure(new ConfigureMarket(NextHeader(), Pool, parameters)));
            Require(await _markets[number].List(new ListContract(NextHeader(), contract)));
            Require(await _markets[number].Report(new ReportPrices(NextHeader(), TimeProvider.System.GetUtcNow(), Index, [])));
            var introductions = Enumerable.Range(0, Accounts / 2).Select(pair => NextTrade(number, 2 * pair, (2 * pair) + 1, 0, 1));
            if ((await _markets[number].ClearBatch([.. introductions])).FirstOrDefault(outcome => !outcome.IsCleared) is { } refused)
                throw new InvalidOperationException($"A trade of the preparations was refused: {refused}");
        }

        await SettleAsync();
    }

    private ClearTrade NextTrade(int market, int buyer, int seller, int ticksFromIndex, int lots)
    {
        var number = Interlocked.Increment(ref _trades);
        return new ClearTrade(
            Venue,
            TradeId.Create(Text("trade-", number)),
            number,
            ContractIds[market],
            AccountIds[buyer],
            AccountIds[seller],
            Price.FromRaw(Index.Raw + (ticksFromIndex * Tick.Raw)),
            Quantity.FromRaw(lots * Lot.Raw));
    }

    private CommandHeader NextHeader()
    {
        var number = Interlocked.Increment(ref _commands);
        return new CommandHeader(Sender, CommandId.Create(Text("command-", number)), number);
    }

    private static string Text(string prefix, long number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{number}");

    private static void Require(CommandOutcome outcome)
    {
        if (!outcome.IsDone) throw new InvalidOperationException($"A command of the preparations was refused: {outcome}");
    }
}
