using System.Globalization;
using Clearinghouse.Abstractions.Accounts;
using Clearinghouse.Abstractions.Markets;
using Clearinghouse.Benchmarks.Workloads;
using Clearinghouse.Cli.Verification;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Units;
using Clearinghouse.Storage;

namespace Clearinghouse.Benchmarks.Liquidations;

/// <summary>
/// Accounts that are long 50 at 100 in a market of their own, against one rich account, beside a market where others trade. Two of three paid in 1,000 and fall below maintenance margin at 84; the third paid in 700 and owes 101 then.
/// A deep backstop takes what is closed, insurance bears what is lost.
/// </summary>
/// <param name="grains">The way to the node's grains.</param>
/// <param name="accounts">How many of them.</param>
internal sealed class LiquidationFloor(IGrainFactory grains, int accounts)
{
    private const int OtherTraders = 200;
    private const int BatchTrades = 500;
    private const int PerAccount = 50;
    private const int Backed = 1_000_000;
    private const int PollMs = 250;
    private const int MostEvents = 4_096;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly AccountId Rich = AccountId.Create("rich");
    private static readonly AccountId BackstopAccount = AccountId.Create("backstop");
    private static readonly ContractId Contract = ContractId.Create("CROWDED-PERP");
    private static readonly Price OpenedAt = Price.FromDecimal(100m);
    private static readonly Price FallsTo = Price.FromDecimal(84m);

    private readonly AccountId[] _debtors = [.. Enumerable.Range(0, accounts).Select(number => AccountId.Create(string.Create(CultureInfo.InvariantCulture, $"debtor-{number}")))];
    private readonly IMarketGrain _market = grains.GetGrain<IMarketGrain>("crowded");

    /// <summary>The market where others trade.</summary>
    public ClearingFloor Others { get; } = new(grains, markets: 1, OtherTraders);

    /// <summary>Opens everything.</summary>
    /// <param name="withPolicy">Whether the pool deals with defaults; it calls accounts, and no more, when it does not.</param>
    public async Task OpenAsync(bool withPolicy)
    {
        // Before anybody asks what the pool's terms are: silos trust what they know of them for seconds.
        if (withPolicy) ClearingFloor.Require(await Others.Pool.ConfigureDefaults(new ConfigureDefaults(Others.NextHeader(), Policy())));
        await Others.OpenAsync();
        var parameters = new MarketParameters
        {
            PositionLimit = Quantity.FromInteger(2L * PerAccount * accounts),
            OpenInterestLimit = Quantity.FromInteger(2L * PerAccount * accounts),
            Risk = new RiskParameters { DepthNotional = Amount.FromInteger((long)Backed * accounts) },
        };
        await Others.OpenMarketAsync(_market, Contract, parameters);
        ClearingFloor.Require(await Others.Pool.Contribute(new ContributeFund(Others.NextHeader(), PoolFund.Insurance, Amount.FromInteger((long)Backed * accounts))));
        foreach (var account in (AccountId[])[Rich, BackstopAccount]) await DepositAsync(account, (decimal)Backed * accounts);
        await Crowd.ForEachAsync(accounts, number => DepositAsync(_debtors[number], number % 3 == 2 ? 700m : 1_000m));
        foreach (var buyers in _debtors.Chunk(BatchTrades))
            await ClearingFloor.ClearAsync(_market, buyers.Select(buyer => Others.NextTrade(Contract, buyer, Rich, OpenedAt, Quantity.FromInteger(PerAccount))));
        await ClearingFloor.ArrivedAsync(_market);
    }

    /// <summary>Reports the price that all of them fall short at.</summary>
    public Task FallAsync() => Others.ReportAsync(_market, FallsTo);

    /// <summary>Returns when all of them are done.</summary>
    /// <exception cref="TimeoutException">One is not, for far too long.</exception>
    public Task DoneAsync(CancellationToken cancellationToken) => Crowd.ForEachAsync(accounts, async number =>
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(PollMs));
        var began = TimeProvider.System.GetTimestamp();
        for (var risk = await RiskOf(number); !IsDone(risk); risk = await RiskOf(number))
        {
            if (TimeProvider.System.GetElapsedTime(began) > Patience) throw new TimeoutException($"{_debtors[number]} is still {risk?.State} after {risk?.Steps} steps.");
            await pause.WaitForNextTickAsync(cancellationToken);
        }
    });

    /// <summary>What became of them, by their journals.</summary>
    public async Task<LiquidationTally> TallyAsync()
    {
        var events = new AccountEvent[accounts][];
        await Crowd.ForEachAsync(accounts, async number => events[number] = [.. (await Account(number).ReadEvents(1, MostEvents)).Events]);
        var ends = events.Select(all => all.OfType<RiskStateChanged>().Last(changed => changed.Change is AccountRecovered or AccountClosed)).ToList();
        var closed = ends.Count(end => end.Change is AccountClosed);
        var closeOuts = events.SelectMany(all => all).OfType<CloseOutAnswered>().SelectMany(answered => answered.Answers).Count(answer => answer.Refusal is null);
        return new LiquidationTally(accounts - closed, closed, closeOuts, ends.Max(end => end.At));
    }

    /// <summary>Waits until everything has arrived, and verifies the database as `clearinghouse verify` does.</summary>
    /// <exception cref="InvalidOperationException">Something was created or lost.</exception>
    public async Task VerifyAsync(IJournalStore journals, CancellationToken cancellationToken)
    {
        await Others.SettleAsync();
        await ClearingFloor.ArrivedAsync(_market);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(PollMs));
        while (!(await Others.Pool.GetDefaults()).Unconfirmed.IsEmpty) await pause.WaitForNextTickAsync(cancellationToken);
        var report = await new DatabaseVerification(journals).RunAsync(cancellationToken);
        if (report is not { Holds: true, ConservationResidual.IsZero: true }) throw new InvalidOperationException($"The database does not hold: {report.Fault}, residual {report.ConservationResidual}.");
    }

    private DefaultPolicy Policy() => new()
    {
        States = new RiskStateTerms { GraceSeconds = 1, StepIntervalSeconds = 1 },
        Backstops = [new Backstop(BackstopAccount, Amount.FromInteger((long)Backed * accounts))],
    };

    private IAccountGrain Account(int number) => grains.GetGrain<IAccountGrain>(_debtors[number].Value);

    private async Task<AccountRisk?> RiskOf(int number) => (await Account(number).GetStatement()).Path?.Risk;

    // Whoever covers maintenance margin again and not initial margin is let go, and called anew.
    private static bool IsDone(AccountRisk? risk) => risk is { State: AccountRiskState.Recovered or AccountRiskState.Closed } or { State: AccountRiskState.MarginCall, LastCall: > 1 };

    private async Task DepositAsync(AccountId account, decimal amount)
    {
        if (!await Others.DepositAsync(grains.GetGrain<IAccountGrain>(account.Value), amount)) throw new InvalidOperationException($"A deposit of {account} was refused.");
    }
}
