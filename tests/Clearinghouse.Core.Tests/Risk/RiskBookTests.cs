using System.Collections.Immutable;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Positions;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Risk;
using Clearinghouse.Core.Scenarios;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Tests.Margin;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Risk;

/// <summary>The sweep of many accounts against the policy asked one by one.</summary>
public sealed class RiskBookTests
{
    private static readonly Gen<(int Cash, int Perp, int Option, int Eth, int Mode, bool IsCalled)> Holding =
        Gen.Select(Gen.Int[-50, 400], Gen.Int[-30, 30], Gen.Int[-5, 5], Gen.Int[-30, 30], Gen.Int[0, 2], Gen.Bool);

    private readonly Prices _prices = new();

    [Fact]
    public void Sweep_FindsExactlyThoseThatThePolicyFinds() => Gen.Select(Holding.Array[1, 40], Gen.Int[60, 160], Gen.Int[60, 160]).Sample((holdings, btc, eth) =>
    {
        var (book, prices) = (new RiskBook(MarginPolicies.Default), new Prices());
        var exposures = holdings.Select((holding, i) => Exposure(i, 1, holding)).ToList();
        exposures.ForEach(book.Report);
        prices.Set(btc, eth);
        var sweep = book.Sweep(prices);
        var expected = exposures.Where(exposure => IsShort(exposure, prices)).ToList();
        Assert.Equal(expected.Count, sweep.Short);
        Assert.Equal(exposures.Where(exposure => IsShort(exposure, prices) != exposure.IsCalled).Select(exposure => exposure.Account), sweep.Decide);
        Assert.All(exposures, exposure => Assert.Equal(IsShort(exposure, prices) != exposure.IsCalled, book.NeedsDecision(exposure.Account, prices)));
    }, iter: 200);

    [Fact]
    public void Report_TakesThePlaceOfTheLast_AndAnOlderOneIsIgnored() => Gen.Select(Holding.Array[1, 10], Holding.Array[1, 10]).Sample((first, second) =>
    {
        var (book, alone) = (new RiskBook(MarginPolicies.Default), new RiskBook(MarginPolicies.Default));
        for (var i = 0; i < first.Length; i++) book.Report(Exposure(i, 1, first[i]));
        for (var i = 0; i < second.Length; i++) book.Report(Exposure(i, 2, second[i]));
        for (var i = 0; i < first.Length; i++) book.Report(Exposure(i, 1, first[i]));
        for (var i = 0; i < Math.Max(first.Length, second.Length); i++) alone.Report(i < second.Length ? Exposure(i, 2, second[i]) : Exposure(i, 1, first[i]));
        Assert.Equal(alone.Sweep(_prices).Decide, book.Sweep(_prices).Decide);
        Assert.Equal(alone.Stress(_prices), book.Stress(_prices), (left, right) => Math.Abs(left.Losses - right.Losses) < 1e-6 && Math.Abs(left.Uncovered - right.Uncovered) < 1e-6);
    }, iter: 100);

    [Fact]
    public void Sweep_AccountsFarFromTheBound_AreNotEvaluatedExactly()
    {
        var book = new RiskBook(MarginPolicies.Default);
        for (var i = 0; i < 100; i++) book.Report(Exposure(i, 1, (10_000, 10, 0, 0, 0, false)));
        book.Report(Exposure(100, 1, (10, 10, 0, 0, 0, false)));
        var sweep = book.Sweep(_prices);
        Assert.Equal((101, 1, 1), (sweep.Accounts, sweep.Exact, sweep.Short));
        Assert.Equal([AccountId.Create("a100")], sweep.Decide);
    }

    [Fact]
    public void Sweep_PortfoliosWithPlenty_AreClearedByTheirBound()
    {
        var book = new RiskBook(MarginPolicies.Default);
        for (var i = 0; i < 20; i++) book.Report(Exposure(i, 1, (i < 18 ? 1_000_000 : 10, 5 - i, i - 10, 3, (int)MarginMode.Portfolio, false)));
        var sweep = book.Sweep(_prices);
        Assert.Equal((20, 2), (sweep.Accounts, sweep.Exact));
        Assert.Equal(2, sweep.Short);
    }

    [Fact]
    public void Stress_OfOneAccount_IsItsLossAndWhatItCouldNotPay()
    {
        var book = new RiskBook(MarginPolicies.Default);
        book.Report(Exposure(0, 1, (100, 10, 0, 0, 0, false)));
        book.Report(Exposure(1, 1, (5_000, -10, 0, 0, 0, false)));
        var crash = book.Stress(_prices).Single(outcome => outcome.Scenario.Contains("2020-03-12", StringComparison.Ordinal));
        Assert.Equal((400, 300, 1), (crash.Losses, crash.Uncovered, crash.UnderWater), (left, right) => Math.Abs(left.Item1 - right.Item1) + Math.Abs(left.Item2 - right.Item2) < 1e-6 && left.Item3 == right.Item3);
        Assert.Equal((AccountId.Create("a0"), 300), (crash.WorstAccount!.Value, Math.Round(crash.WorstUncovered, 6)));
    }

    private static bool IsShort(AccountExposure exposure, Prices prices) => !MarginPolicies.Default.Evaluate(exposure.ToInput(prices)!).IsMaintenanceCovered;

    private static AccountExposure Exposure(int number, long version, (int Cash, int Perp, int Option, int Eth, int Mode, bool IsCalled) holding)
    {
        var btc = AccountMarket.Joined(Btc) with { Positions = PositionsOf(("btc-perp", holding.Perp, 100), ("btc-100-c", holding.Option, 7)) };
        var eth = AccountMarket.Joined(Eth) with { Positions = PositionsOf(("eth-perp", holding.Eth, 100)) };
        return new AccountExposure(AccountId.Create($"a{number}"), version, Amount.FromInteger(holding.Cash), new MarginTerms((MarginMode)holding.Mode), [btc, eth], holding.IsCalled);
    }

    private static ImmutableSortedDictionary<ContractId, Position> PositionsOf(params (string Contract, int Quantity, int Price)[] held) => held
        .Where(position => position.Quantity != 0)
        .ToImmutableSortedDictionary(
            position => ContractId.Create(position.Contract),
            position => Position.Flat(Quantity.One).Fill(Quantity.FromInteger(position.Quantity), Price.FromInteger(position.Price), Price.Zero, Amount.Zero).Position);

    /// <summary>Two markets at prices that a test sets.</summary>
    private sealed class Prices : IMarketView
    {
        private readonly Dictionary<MarketId, MarketSnapshot> _snapshots = [];

        internal Prices() => Set(100, 100);

        public MarketSnapshot? Find(MarketId market) => _snapshots.GetValueOrDefault(market);

        public MarketRisk FindRisk(MarketSnapshot snapshot) => RiskArrayBuilder.Build(snapshot, MarginFixture.AllDays);

        internal void Set(int btc, int eth)
        {
            _snapshots[Btc] = MarginFixture.Snapshot(Btc, $"{btc}", null, Terms.Perpetual(), Terms.Option(OptionRight.Call));
            _snapshots[Eth] = MarginFixture.Snapshot(Eth, $"{eth}", new RiskParameters { SlippageRate = R("0.01"), Tiers = [new MarginTier(A("1000"), R("0.3"), R("0.2"))] }, Terms.Perpetual("eth-perp"));
        }
    }
}
