using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Positions;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Scenarios;
using Clearinghouse.Core.Units;
using static Clearinghouse.Core.Tests.Builders.Names;

namespace Clearinghouse.Core.Tests.Margin;

/// <summary>Markets with scenarios, and portfolios over them.</summary>
internal static class MarginFixture
{
    internal static readonly PortfolioMargin Portfolio = new(new PortfolioMarginParameters());

    /// <summary>250 joint days of two markets that move together with a correlation of about 0.8.</summary>
    internal static readonly ScenarioSet AllDays = ScenarioSet.Default with { Version = "test", History = History(seed: 7, days: 250) };

    internal static MarketSnapshot Snapshot(MarketId market, string index, RiskParameters? risk, params Contract[] contracts) => new()
    {
        Market = market,
        Version = 3,
        ObservedAt = Start,
        IndexPrice = Price.Parse(index),
        Parameters = new MarketParameters { Risk = risk },
        Contracts = [.. contracts.Select(terms => new ContractSnapshot(terms, ContractStatus.Trading, MarkOf(terms, index), Price.Zero, Quantity.Zero))],
    };

    internal static ContractExposure Exposure(MarketSnapshot snapshot, string contract, Quantity quantity, ScenarioSet? scenarios = null)
    {
        var listed = snapshot.Find(ContractId.Create(contract))!;
        var position = Position.Flat(listed.Contract.Multiplier).Fill(quantity, listed.MarkPrice, Price.Zero, Amount.Zero).Position;
        return new ContractExposure(snapshot.Market, position, Quantity.Zero, Quantity.Zero, Amount.Zero, listed, snapshot) { Risk = RiskArrayBuilder.Build(snapshot, scenarios ?? AllDays) };
    }

    internal static MarginInput Input(string cash, params IEnumerable<ContractExposure> exposures) =>
        new(Alice, Amount.Parse(cash), [.. exposures], Amount.Zero) { Terms = new MarginTerms(MarginMode.Portfolio) };

    private static Price MarkOf(Contract terms, string index) => terms.Kind == ContractKind.Option ? Price.Parse("7") : Price.Parse(index);

    private static HistoricalMoves History(int seed, int days)
    {
        var random = new Random(seed);
        double Normal() => Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6;
        var common = Enumerable.Range(0, days).Select(_ => Normal()).ToList();
        return new HistoricalMoves(
            [.. Enumerable.Range(0, days).Select(day => new DateOnly(2024, 1, 1).AddDays(day))],
            new[] { Btc, Eth }.ToImmutableSortedDictionary(market => market, _ => common.Select(shared => (0.9 * shared) + (0.44 * Normal())).ToImmutableArray()));
    }
}
