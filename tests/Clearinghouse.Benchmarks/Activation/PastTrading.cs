using System.Globalization;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.DefaultFunds;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Marks;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Protocols;
using Clearinghouse.Core.Units;
using Clearinghouse.Storage;

namespace Clearinghouse.Benchmarks.Activation;

/// <summary>
/// Writes the journals of a market and its accounts after very many trades, by the deciders and the store alone: what a node would have left behind, made in seconds.
/// No snapshot is written.
/// </summary>
internal sealed class PastTrading
{
    /// <summary>How many accounts trade.</summary>
    public const int Accounts = 1_000;

    // As busy markets have them: what gathered while the segment before was being committed.
    private const int MarketSegmentEvents = 256;
    private const int MaxBatchBytes = 4 * 1_048_576;
    private static readonly PoolId Pool = PoolId.Create("pool");
    private static readonly VenueId Venue = VenueId.Create("venue");
    private static readonly ContractId Contract = ContractId.Create("PERP");
    private static readonly Price Index = Price.FromDecimal(100m);

    private readonly IJournalStore _store;
    private readonly Random _random = new(1);
    private readonly MarketLedger _market;
    private readonly JournalChain<MarketEvent> _journal;
    private readonly PastAccount[] _accounts = [.. Enumerable.Range(0, Accounts).Select(number => new PastAccount(AccountId.Create(Text("trader-", number))))];
    private readonly InFlightTrades _nothingInFlight = new();
    private readonly List<WriteItem> _batch = [];
    private long _batchBytes;
    private long _commands;
    private DateTimeOffset _now;

    public PastTrading(IJournalStore store, MarketId market, DateTimeOffset from)
    {
        _store = store;
        _market = new MarketLedger(market);
        _journal = new JournalChain<MarketEvent>(JournalId.ForMarket(market), MarketSegmentEvents);
        _now = from;
    }

    /// <summary>Writes it all.</summary>
    /// <param name="trades">How many trades.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task WriteAsync(long trades, CancellationToken cancellationToken)
    {
        await OpenAsync();
        var byId = _accounts.ToDictionary(account => account.Id);
        for (var number = 1L; number <= trades; number++)
        {
            _now = _now.AddMilliseconds(1);
            var (sequence, cleared) = await ClearAsync(NextTrade(number));
            foreach (var (account, leg) in _market.LegsOf(sequence, cleared)) await WriteAsync(byId[account].Receive(leg, _now));
            cancellationToken.ThrowIfCancellationRequested();
        }

        await WriteAsync(_accounts.Select(account => account.Rest(_now)).Append(_journal.Rest(_now)).OfType<SegmentAppend>());
        await CommitAsync();
    }

    /// <summary>A trade of two accounts that is new to the market when its number is.</summary>
    public ClearTrade NextTrade(long number)
    {
        var buyer = _random.Next(Accounts);
        var seller = (buyer + 1 + _random.Next(Accounts - 1)) % Accounts;
        var quantity = Quantity.FromDecimal(_random.Next(1, 1_001) / 1_000m);
        return new ClearTrade(Venue, TradeId.Create(Text("trade-", number)), number, Contract, _accounts[buyer].Id, _accounts[seller].Id, Index, quantity);
    }

    private async Task OpenAsync()
    {
        // The price must still be good when the node that wakes up clears a few trades more.
        var parameters = new MarketParameters { PriceMaxAgeSeconds = (int)TimeSpan.FromDays(3_650).TotalSeconds };
        var contract = new Contract { Id = Contract, Kind = ContractKind.Perpetual, Tick = Price.FromDecimal(0.01m), Lot = Quantity.FromDecimal(0.001m) };
        await AppendAsync(MarketDecider.Decide(_market, new ConfigureMarket(NextHeader(), Pool, parameters), _now).Events);
        await AppendAsync(MarketDecider.Decide(_market, new ListContract(NextHeader(), contract), _now).Events);
        await AppendAsync(MarketDecider.Decide(_market, new MarkBook(), new ReportPrices(NextHeader(), _now, Index, []), _now).Events);
        foreach (var account in _accounts) await WriteAsync(account.Open(NextHeader(), Pool, _market.Market, _now));
    }

    private async Task<(long Sequence, MarketEvent Cleared)> ClearAsync(ClearTrade trade)
    {
        var admission = TradeDecider.Admit(_market, _nothingInFlight, trade, VenueStanding.Active, Affiliates.None, knownToBeNew: false, _now);
        var admitted = admission.InFlight ?? throw new InvalidOperationException($"A trade of the past was not admitted: {admission.Outcome}");
        var cleared = TradeDecider.Novate(_market, admitted, _now).Events[0];
        await AppendAsync([cleared]);
        return (_market.Sequence, cleared);
    }

    private async Task AppendAsync(IEnumerable<MarketEvent> events)
    {
        foreach (var e in events)
        {
            _market.Apply(_market.Sequence + 1, e);
            if (_journal.Append(e, _now) is { } full) await WriteAsync([full]);
        }
    }

    private async Task WriteAsync(IEnumerable<SegmentAppend> segments)
    {
        foreach (var segment in segments)
        {
            _batch.Add(segment);
            _batchBytes += segment.SizeBytes;
            if (_batchBytes >= MaxBatchBytes) await CommitAsync();
        }
    }

    private async Task CommitAsync()
    {
        if (_batch.Count == 0) return;
        var outcomes = await _store.CommitAsync(new WriteBatch([.. _batch]));
        if (outcomes.Any(outcome => outcome != WriteOutcome.Committed)) throw new InvalidOperationException("A segment of the past was fenced.");
        _batch.Clear();
        _batchBytes = 0;
    }

    private CommandHeader NextHeader()
    {
        var number = ++_commands;
        return new CommandHeader(PrincipalId.Create("past"), CommandId.Create(Text("command-", number)), number);
    }

    private static string Text(string prefix, long number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{number}");
}
