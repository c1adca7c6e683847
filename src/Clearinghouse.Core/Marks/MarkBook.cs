using System.Collections.Immutable;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Oracles;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Marks;

/// <summary>
/// What marks are made of: the last quotes of every venue and oracle, recent trades, and the average basis of each contract. Not journaled, as the marks that follow from it are: after a restart
/// quotes come anew, and the average basis begins at what the last mark said. Not thread-safe.
/// </summary>
public sealed class MarkBook
{
    /// <summary>How many trades of a contract are remembered at most: beyond it the oldest go, whatever their age.</summary>
    public const int MaxTrades = 256;

    private readonly Dictionary<string, ReportQuotes> _byReporter = new(StringComparer.Ordinal);
    private readonly Dictionary<ContractId, Queue<MarketTrade>> _trades = [];
    private readonly Dictionary<ContractId, BasisAverage> _averages = [];

    /// <summary>A book that begins with the basis of the last marks.</summary>
    public static MarkBook Following(MarketSnapshot? last)
    {
        var book = new MarkBook();
        foreach (var contract in last?.Contracts ?? [])
            book._averages[contract.Contract.Id] = new BasisAverage((contract.MarkPrice.ToDouble() / last!.IndexPrice.ToDouble()) - 1, last.ObservedAt);
        return book;
    }

    /// <summary>A reporter's last quotes, or null.</summary>
    public ReportQuotes? LastOf(ReportQuotes report) => _byReporter.GetValueOrDefault(ReporterOf(report));

    /// <summary>Takes quotes over in place of the reporter's last.</summary>
    public void Take(ReportQuotes report) => _byReporter[ReporterOf(report)] = report;

    /// <summary>Takes a trade over.</summary>
    public void Take(TradeCleared cleared)
    {
        ArgumentNullException.ThrowIfNull(cleared);
        if (!_trades.TryGetValue(cleared.Trade.Contract, out var trades)) _trades[cleared.Trade.Contract] = trades = [];
        if (trades.Count == MaxTrades) trades.Dequeue();
        trades.Enqueue(new MarketTrade(cleared.Trade.Price, cleared.Trade.Quantity, cleared.At));
    }

    /// <summary>The mark of a contract at an index price; null for those that policies do not mark.</summary>
    public Price? MarkOf(MarketParameters parameters, ContractState contract, Price indexPrice, DateTimeOffset at)
    {
        if (parameters.Marks is not { } policy) return null;
        var observation = ObservationOf(parameters, policy, contract, indexPrice, at);
        return policy.MarkOf(policy.Fold(AverageOf(contract.Contract.Id), observation), observation)?.Price;
    }

    /// <summary>Moves the average basis on to a published price.</summary>
    public void Fold(MarketParameters parameters, ContractState contract, Price indexPrice, DateTimeOffset at)
    {
        if (parameters.Marks is not { } policy) return;
        _averages[contract.Contract.Id] = policy.Fold(AverageOf(contract.Contract.Id), ObservationOf(parameters, policy, contract, indexPrice, at));
    }

    private BasisAverage AverageOf(ContractId contract) => _averages.GetValueOrDefault(contract) ?? BasisAverage.None;

    /// <summary>Of several venues the middle bid and the middle ask count, so that none of three moves them alone.</summary>
    private MarkObservation ObservationOf(MarketParameters parameters, MarkPolicy policy, ContractState contract, Price indexPrice, DateTimeOffset at)
    {
        var id = contract.Contract.Id;
        var fresh = _byReporter.Values.Where(report => at - report.ObservedAt <= TimeSpan.FromSeconds(policy.ExternalMaxAgeSeconds)).ToList();
        var books = fresh.Where(report => report.Venue is not null).SelectMany(report => report.Quotes).Where(quote => quote.Contract == id).ToList();
        return new MarkObservation
        {
            At = at,
            Tick = contract.Contract.Tick,
            IndexPrice = indexPrice,
            BestBid = MiddleOf(books.Select(quote => quote.BestBid)),
            BestAsk = MiddleOf(books.Select(quote => quote.BestAsk)),
            Trades = [.. _trades.GetValueOrDefault(id) ?? []],
            Externals = [.. fresh.Where(report => report.Venue is null).SelectMany(report => ExternalsOf(parameters.Oracles, report, id))],
        };
    }

    private static IEnumerable<ExternalMark> ExternalsOf(OraclePolicy? oracles, ReportQuotes report, ContractId contract)
    {
        if (oracles?.Sources.FirstOrDefault(source => source.Source == report.Header.Sender) is not { } source) yield break;
        foreach (var quote in report.Quotes)
        {
            if (quote.Contract != contract || (quote.BestBid ?? quote.BestAsk) is not { } bid || (quote.BestAsk ?? quote.BestBid) is not { } ask) continue;
            yield return new ExternalMark(((Rational.From(bid) + Rational.From(ask)) / 2).Round<Price>(Rounding.HalfEven), source.Weight, report.ObservedAt);
        }
    }

    private static Price? MiddleOf(IEnumerable<Price?> prices) =>
        PriceAverages.Median([.. prices.OfType<Price>().Select(Rational.From)])?.Round<Price>(Rounding.HalfEven);

    private static string ReporterOf(ReportQuotes report) => report.Venue is { } venue ? $"venue/{venue}" : $"oracle/{report.Header.Sender}";
}
