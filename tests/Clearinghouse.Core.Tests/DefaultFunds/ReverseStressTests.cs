using System.Collections.Immutable;
using Clearinghouse.Core.DefaultFunds;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Scenarios;
using Clearinghouse.Core.Tests.Builders;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;
using static Clearinghouse.Core.Tests.Margin.MarginFixture;

namespace Clearinghouse.Core.Tests.DefaultFunds;

/// <summary>A long of linear contracts, whose losses have a closed form.</summary>
public sealed class ReverseStressTests
{
    private static readonly Core.Markets.MarketSnapshot Market = Snapshot(Btc, "100", null, Terms.Perpetual());
    private static readonly Core.Markets.MarketSnapshot Other = Snapshot(Eth, "10", null, Terms.Perpetual("eth-perp"));

    [Fact]
    public void Distance_IsWhereTheClosedFormPutsIt() => Gen.Select(Gen.Int[1, 40], Gen.Int[1, 300], Gen.Int[1, 300]).Sample((quantity, cash, capacity) =>
    {
        var input = Input($"{cash}", Exposure(Market, "btc-perp", Q($"{quantity}")));
        var directions = StressDirection.Of([Market, Other], ScenarioSet.Default);
        var found = ReverseStress.Find(directions, [new LayerCapacity("fund", capacity)], factors => ReverseStress.UncoveredLoss([input], factors));
        Assert.Equal(directions.Length, found.Length);

        // cash + quantity × 100 (factor − 1) = − capacity
        var factor = 1 - ((cash + capacity) / (100.0 * quantity));
        var down = found.Single(distance => distance.Direction == "btc down");
        Assert.Null(found.Single(distance => distance.Direction == "btc up").Scale);
        Assert.Null(found.Single(distance => distance.Direction == "eth down").Scale);
        if (factor <= 0.011)
        {
            Assert.True(down.Scale is null || down.Factors[Btc] < 0.012);
            return;
        }

        Assert.Equal(factor, down.Factors[Btc], 1e-6);
        Assert.Equal(-Math.Log(factor) / 0.04, down.Sigmas!.Value, 1e-3);
        Assert.True(found[0].Sigmas <= down.Sigmas);
        Assert.Equal(found.OrderBy(distance => distance.Sigmas ?? double.PositiveInfinity).Select(distance => distance.Sigmas), found.Select(distance => distance.Sigmas));
    }, iter: 30);

    [Fact]
    public void Layers_FallOneAfterTheOther()
    {
        var input = Input("100", Exposure(Market, "btc-perp", Q("10")), Exposure(Other, "eth-perp", Q("50")));
        var found = ReverseStress.Find(
            StressDirection.Of([Market, Other], ScenarioSet.Default), [new LayerCapacity("house", 0), new LayerCapacity("fund", 200), new LayerCapacity("pool", 1e9)], factors => ReverseStress.UncoveredLoss([input], factors));
        var byDirection = found.GroupBy(distance => distance.Direction).Select(group => group.Select(distance => distance.Sigmas ?? double.PositiveInfinity).ToList());
        Assert.All(byDirection, distances => Assert.Equal(distances.Order(), distances));
        Assert.All(found.Where(distance => distance.Layer == "pool"), distance => Assert.Null(distance.Scale));

        // Jointly it takes a smaller move than alone.
        var fund = found.Where(distance => distance.Layer == "fund").ToDictionary(distance => distance.Direction);
        Assert.True(fund["crash like 2020-03-12"].Factors[Btc] > fund["btc down"].Factors[Btc]);
    }

    [Fact]
    public void ALossThatIsThereAlready_IsAtDistanceZero()
    {
        var direction = new StressDirection("d", ImmutableSortedDictionary<MarketId, double>.Empty.Add(Btc, 0.1), 1);
        Assert.Equal(0, Assert.Single(ReverseStress.Find([direction], [new LayerCapacity("house", 5)], _ => 6)).Scale);
    }
}
