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
    /// <summary>Markets, and so journals that trades are appended to, where nobody asks for fewer.</summary>
    public const int Markets = 8;

    /// <summary>Traders, where nobody asks for fewer.</summary>
    public const int Accounts = 2_000;

    private const int SettlePollMs = 5;
    private static readonly PoolId PoolName = PoolId.Create("pool");
    private static readonly VenueId Venue = VenueId.Create("venue");
    private static readonly PrincipalId Sender = PrincipalId.Create("benchmark");
    private static readonly Price Index = Price.FromDecimal(100m);
    private static readonly Price Tick = Price.FromDecimal(0.01m);
    private static readonly Quantity Lot = Quantity.FromDecimal(0.001m);

    private readonly AccountId[] _accountIds;
    private readonly ContractId[] _contractIds;
    private readonly IMarketGrain[] _markets;
    private readonly IAccountGrain[] _accounts;
    private readonly Lazy<Task> _opened;
    private long _commands;
    private long _trades;

    /// <summary>A floor of a node.</summary>
    /// <param name="grains">The way to the node's grains.</param>
    /// <param name="markets">How many markets.</param>
    /// <param name="accounts">How many traders; even.</param>
    public ClearingFloor(IGrainFactory grains, int markets = Markets, int accounts = Accounts)
    {
        _accountIds = [.. Enumerable.Range(0, accounts).Select(number => AccountId.Create(Text("trader-", number)))];
        _contractIds = [.. Enumerable.Range(0, markets).Select(number => ContractId.Create(Text("PERP-", number)))];
        _markets = [.. Enumerable.Range(0, markets).Select(number => grains.GetGrain<IMarketGrain>(Text("market-", number)))];
        _accounts = [.. _accountIds.Select(account => grains.GetGrain<IAccountGrain>(account.Value))];
        Pool = grains.GetGrain<IClearingPoolGrain>(PoolName.Value);
        _opened = new Lazy<Task>(OpenOnceAsync);
    }

    /// <summary>The pool.</summary>
    public IClearingPoolGrain Pool { get; }

    /// <summary>Two different accounts, by number.</summary>
    public static (int First, int Second) PickTwoAccounts(Random random, int accounts = Accounts)
    {
        var first = random.Next(accounts);
        return (first, (first + 1 + random.Next(accounts - 1)) % accounts);
    }

    /// <summary>A number of one of its markets.</summary>
    public int PickMarket(Random random) => random.Next(_markets.Length);

    /// <summary>Opens everything, once.</summary>
    public Task OpenAsync() => _opened.Value;

    /// <summary>A market.</summary>
    public IMarketGrain Market(int number) => _markets[number];

    /// <summary>A new trade of two accounts within a percent of the index, of up to one contract.</summary>
    public ClearTrade NextTrade(int market, Random random)
    {
        var (buyer, seller) = PickTwoAccounts(random, _accounts.Length);
        return NextTrade(market, buyer, seller, random.Next(-100, 101), random.Next(1, 1_001));
    }

    /// <summary>Deposits one unit of money. True when it is durable.</summary>
    public Task<bool> DepositAsync(int account, decimal amount = 1m) => DepositAsync(_accounts[account], amount);

    /// <summary>The same, of any account.</summary>
    public async Task<bool> DepositAsync(IAccountGrain account, decimal amount) => (await account.Deposit(new Deposit(NextHeader(), PoolName, Amount.FromDecimal(amount)))).IsDone;

    /// <summary>Returns when every leg has arrived and every account has written its legs to its own journal.</summary>
    public async Task SettleAsync()
    {
        foreach (var market in _markets) await ArrivedAsync(market);

        // Whoever asks for an account's events has its journal written first; there are none that far.
        await Crowd.ForEachAsync(_accounts.Length, account => _accounts[account].ReadEvents(long.MaxValue, 1));
    }

    /// <summary>Returns when every leg of a market has arrived.</summary>
    public static async Task ArrivedAsync(IMarketGrain market)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(SettlePollMs));
        while ((await market.GetSummary()).OwedLegs > 0) await pause.WaitForNextTickAsync();
    }

    /// <summary>Opens a market in the pool: a perpetual at 100.</summary>
    /// <param name="market">The market.</param>
    /// <param name="contract">The perpetual's name.</param>
    /// <param name="parameters">The market's.</param>
    public async Task OpenMarketAsync(IMarketGrain market, ContractId contract, MarketParameters parameters)
    {
        // Nobody reports prices during a measurement, so the one reported here must not grow stale.
        var lasting = parameters with { PriceMaxAgeSeconds = (int)TimeSpan.FromDays(365).TotalSeconds };
        Require(await market.Configure(new ConfigureMarket(NextHeader(), PoolName, lasting)));
        Require(await market.List(new ListContract(NextHeader(), new Contract { Id = contract, Kind = ContractKind.Perpetual, Tick = Tick, Lot = Lot })));
        await ReportAsync(market, Index);
    }

    /// <summary>Reports an index price.</summary>
    public async Task ReportAsync(IMarketGrain market, Price price) => Require(await market.Report(new ReportPrices(NextHeader(), TimeProvider.System.GetUtcNow(), price, [])));

    /// <summary>Clears trades that must be new and accepted.</summary>
    public static async Task ClearAsync(IMarketGrain market, IEnumerable<ClearTrade> trades)
    {
        if ((await market.ClearBatch([.. trades])).FirstOrDefault(outcome => !outcome.IsCleared) is { } refused)
            throw new InvalidOperationException($"A trade of the preparations was refused: {refused}");
    }

    private async Task OpenOnceAsync()
    {
        Require(await Pool.Admit(new AdmitVenue(NextHeader(), Venue)));
        await Crowd.ForEachAsync(_accounts.Length, async account => _ = await DepositAsync(account, 10_000_000m) ? true : throw new InvalidOperationException("A deposit was refused."));

        for (var number = 0; number < _markets.Length; number++)
        {
            await OpenMarketAsync(_markets[number], _contractIds[number], new MarketParameters());
            await ClearAsync(_markets[number], Enumerable.Range(0, _accounts.Length / 2).Select(pair => NextTrade(number, 2 * pair, (2 * pair) + 1, 0, 1)));
        }

        await SettleAsync();
    }

    /// <summary>A new trade of any two accounts.</summary>
    public ClearTrade NextTrade(ContractId contract, AccountId buyer, AccountId seller, Price price, Quantity quantity)
    {
        var number = Interlocked.Increment(ref _trades);
        return new ClearTrade(Venue, TradeId.Create(Text("trade-", number)), number, contract, buyer, seller, price, quantity);
    }

    private ClearTrade NextTrade(int market, int buyer, int seller, int ticksFromIndex, int lots) => NextTrade(
        _contractIds[market], _accountIds[buyer], _accountIds[seller], Price.FromRaw(Index.Raw + (ticksFromIndex * Tick.Raw)), Quantity.FromRaw(lots * Lot.Raw));

    /// <summary>The header of a new command.</summary>
    public CommandHeader NextHeader()
    {
        var number = Interlocked.Increment(ref _commands);
        return new CommandHeader(Sender, CommandId.Create(Text("command-", number)), number);
    }

    private static string Text(string prefix, long number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{number}");

    /// <exception cref="InvalidOperationException">A command was refused.</exception>
    public static void Require(CommandOutcome outcome)
    {
        if (!outcome.IsDone) throw new InvalidOperationException($"A command of the preparations was refused: {outcome}");
    }
}
