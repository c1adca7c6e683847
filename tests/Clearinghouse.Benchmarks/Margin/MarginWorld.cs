using System.Collections.Immutable;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Positions;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Risk;
using Clearinghouse.Core.Scenarios;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Benchmarks.Margin;

/// <summary>Eight markets of a perpetual, two futures and sixteen options each, with 512 scenarios, and portfolios on them; the same for the same seed.</summary>
internal sealed class MarginWorld : IMarketView
{
    /// <summary>Scenarios of each contract: grid, days and events.</summary>
    public const int Scenarios = 512;

    private const int Markets = 8;
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Random _random = new(20260101);
    private readonly Dictionary<MarketId, (MarketSnapshot Snapshot, MarketRisk Risk)> _markets = [];
    private readonly List<(MarketSnapshot Snapshot, ContractSnapshot Contract)> _contracts = [];

    public MarginWorld()
    {
        var scenarios = ScenarioSetOf();
        for (var m = 0; m < Markets; m++)
        {
            var snapshot = SnapshotOf(MarketId.Create($"M{m}"), 100 * (m + 1));
            _markets.Add(snapshot.Market, (snapshot, RiskArrayBuilder.Build(snapshot, scenarios)));
            _contracts.AddRange(snapshot.Contracts.Select(contract => (snapshot, contract)));
        }
    }

    public MarketSnapshot? Find(MarketId market) => _markets.TryGetValue(market, out var known) ? known.Snapshot : null;

    public MarketRisk? FindRisk(MarketSnapshot snapshot) => _markets[snapshot.Market].Risk;

    /// <summary>A portfolio of so many positions in different contracts, long and short.</summary>
    public MarginInput Portfolio(int positions)
    {
        var held = _contracts.OrderBy(_ => _random.Next()).Take(positions).OrderBy(pair => pair.Snapshot.Market).ThenBy(pair => pair.Contract.Contract.Id).Select(pair =>
        {
            var position = PositionOf(pair.Contract);
            return new ContractExposure(pair.Snapshot.Market, position, Quantity.Zero, Quantity.Zero, Amount.Zero, pair.Contract, pair.Snapshot) { Risk = _markets[pair.Snapshot.Market].Risk };
        });
        return new MarginInput(AccountId.Create("portfolio"), Amount.FromInteger(100_000), [.. held], Amount.Zero) { Terms = new MarginTerms(MarginMode.Portfolio) };
    }

    /// <summary>An account with cross margin and so many perpetuals of different markets, long and short.</summary>
    public MarginInput Perpetuals(int positions)
    {
        var held = _markets.Values.OrderBy(_ => _random.Next()).Take(positions).Select(market => market.Snapshot).OrderBy(snapshot => snapshot.Market).Select(snapshot =>
            new ContractExposure(snapshot.Market, PositionOf(snapshot.Contracts[0]), Quantity.Zero, Quantity.Zero, Amount.Zero, snapshot.Contracts[0], snapshot));
        return new MarginInput(AccountId.Create("perpetuals"), Amount.Zero, [.. held], Amount.Zero);
    }

    /// <summary>An account with three perpetuals, which nine times of ten has many times what it needs; one in <paramref name="portfolioEvery"/> has portfolio margin.</summary>
    public AccountExposure Account(int number, int portfolioEvery)
    {
        var first = _random.Next(Markets);
        var markets = Enumerable.Range(0, 3).Select(i => MarketId.Create($"M{(first + i) % Markets}")).Order().Select(market =>
        {
            var contract = _markets[market].Snapshot.Contracts[0];
            return AccountMarket.Joined(market) with { Positions = ImmutableSortedDictionary<ContractId, Position>.Empty.Add(contract.Contract.Id, PositionOf(contract)) };
        });
        var cash = _random.Next(10) > 0 ? 50_000 : _random.Next(1_500);
        var terms = number % portfolioEvery == 0 ? new MarginTerms(MarginMode.Portfolio) : MarginTerms.Default;
        return new AccountExposure(AccountId.Create($"a{number}"), 1, Amount.FromInteger(cash), terms, [.. markets], IsCalled: false);
    }

    /// <summary>An account with portfolio margin, so many positions and plenty of cash.</summary>
    public AccountExposure PortfolioAccount(int number, int positions)
    {
        var markets = Portfolio(positions).Exposures.GroupBy(exposure => exposure.Market).Select(group => AccountMarket.Joined(group.Key) with
        {
            Positions = group.ToImmutableSortedDictionary(exposure => exposure.Contract.Contract.Id, exposure => exposure.Position),
        });
        return new AccountExposure(AccountId.Create($"p{number}"), 1, Amount.FromInteger(1_000_000_000), new MarginTerms(MarginMode.Portfolio), [.. markets], IsCalled: false);
    }

    private Position PositionOf(ContractSnapshot contract)
    {
        var quantity = Quantity.FromInteger(_random.Next(1, 11) * (_random.Next(2) == 0 ? 1 : -1));
        return Position.Flat(contract.Contract.Multiplier).Fill(quantity, contract.MarkPrice, Price.Zero, Amount.Zero).Position;
    }

    private ScenarioSet ScenarioSetOf()
    {
        var plain = ScenarioSet.Default;
        var days = Scenarios - plain.Grid.Length - plain.Stress.Length;
        var first = new DateOnly(2024, 1, 1);
        var moves = Enumerable.Range(0, Markets).ToImmutableSortedDictionary(
            m => MarketId.Create($"M{m}"), _ => Enumerable.Range(0, days).Select(_ => (_random.NextDouble() * 6) - 3).ToImmutableArray());
        return plain with { Version = "benchmark", History = new HistoricalMoves([.. Enumerable.Range(0, days).Select(first.AddDays)], moves) };
    }

    private static MarketSnapshot SnapshotOf(MarketId market, int index)
    {
        var contracts = ImmutableArray.CreateBuilder<ContractSnapshot>();
        Add("PERP", ContractKind.Perpetual, null, null, null, index);
        foreach (var days in (int[])[30, 90]) Add($"F{days}", ContractKind.Future, Now.AddDays(days), null, null, index * 1.01);
        foreach (var days in (int[])[7, 30, 60, 90])
            foreach (var (share, right) in ((double, OptionRight)[])[(0.8, OptionRight.Put), (0.95, OptionRight.Put), (1.05, OptionRight.Call), (1.2, OptionRight.Call)])
                Add($"O{days}-{share * 100:0}", ContractKind.Option, Now.AddDays(days), index * share, right, Core.Pricing.Black76.Price(right, index, index * share, 0.6, days / 365.0, 1));
        return new MarketSnapshot
        {
            Market = market,
            Version = 1,
            ObservedAt = Now,
            IndexPrice = Price.FromInteger(index),
            Parameters = new MarketParameters(),
            Contracts = contracts.ToImmutable(),
        };

        void Add(string name, ContractKind kind, DateTimeOffset? expiry, double? strike, OptionRight? right, double mark) => contracts.Add(new ContractSnapshot(
            new Contract
            {
                Id = ContractId.Create($"{market}-{name}"),
                Kind = kind,
                Tick = Price.FromDecimal(0.01m),
                Lot = Quantity.FromDecimal(0.001m),
                Expiry = expiry,
                Strike = strike is { } at ? Price.FromDouble(at, Rounding.HalfEven) : null,
                Right = right,
            },
            ContractStatus.Trading,
            Price.FromDouble(mark, Rounding.HalfEven),
            Price.Zero,
            Quantity.FromInteger(1_000)));
    }
}
