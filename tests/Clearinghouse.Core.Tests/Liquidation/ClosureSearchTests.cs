using System.Collections.Immutable;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Numbers;
using static Clearinghouse.Core.Tests.Liquidation.LiquidationBooks;

namespace Clearinghouse.Core.Tests.Liquidation;

/// <summary>What a search keeps of a closure, and where it stops, beside the margin engine and a look at every part.</summary>
public sealed class ClosureSearchTests
{
    [Fact]
    public void WhatIsKeptOfAClosure_IsWhatTheEngineSaysToItsTrades_ToTheUnit() => Gen.Select(Requests, Gen.Int[0, 100].Array[4]).Sample((request, percents) =>
    {
        var book = LiquidationBook.Of(request);
        var closures = PartsOf(book, percents);
        var (standing, statement) = (book.StandingAfter(closures), After(request, book.LegsOf(closures)));
        Assert.Equal((statement.Equity, RequiredOf(statement, request.Terms)), (standing.Equity, standing.Required));
        Assert.Equal(RiskOf(statement, request.Terms), standing.Risk.ToDouble(), 1e-9);
        Assert.Equal(request.Terms.Target == LiquidationTarget.Initial ? statement.InitialMargin : statement.MaintenanceMargin, standing.Requirement);
        Assert.Equal(standing, LiquidationBook.Of(request with { Input = book.After(closures, standing).Input }).Standing);
    });

    [Fact]
    public void TwoClosures_OneAfterTheOther_AreWhatTheEngineSaysToBoth() => Gen.Select(Requests, Gen.Int[0, 100].Array[4], Gen.Int[0, 100].Array[4]).Sample((request, first, second) =>
    {
        var start = LiquidationBook.Of(request);
        var one = PartsOf(start, first);
        var middle = start.After(one, start.StandingAfter(one));
        var two = PartsOf(middle, second);
        var statement = After(request, [.. start.LegsOf(one), .. middle.LegsOf(two)]);
        var end = middle.StandingAfter(two);
        Assert.Equal((statement.Equity, RequiredOf(statement, request.Terms)), (end.Equity, end.Required));
    });

    [Fact]
    public void PartsWithoutTheScenario_AreTheComponents() => Requests.Sample(request =>
    {
        var statement = request.Policy.Evaluate(request.Input);
        Assert.Equal(statement.Components.Select(part => part with { Detail = null }), statement.Parts.Select(part => part with { Detail = null }));
    });

    [Fact]
    public void WhereRatesAddUp_TheSearchEndsWhereALookAtEveryPartDoes() => Gen.Select(Requests, Gen.Int[0, 99]).Sample((request, percentOfTheWay) =>
    {
        var book = LiquidationBook.Of(request with { Input = request.Input with { Terms = new MarginTerms(MarginMode.Cross) } });
        if (!book.Short.IsPositive) return;
        var goal = Amount.FromRaw(book.Short.Raw * percentOfTheWay / 100);
        foreach (var candidate in ClosureCandidates.Of(book))
        {
            var set = ClosureSet.Of(book, candidate);
            var most = LiquidationLimits.MostOf(book, set);
            var found = book.SearchOf(candidate).Find(goal);
            Amount[] distances = [.. Enumerable.Range(0, (int)most + 1).Select(part => book.StandingAfter(set.Between(part)).Short)];
            var enough = Array.FindIndex(distances, distance => distance <= goal);
            if (found.Reason is not null) Assert.True(enough < 0);
            else if (enough >= 0) Assert.Equal(set.Between(enough), found.Closures);
            else Assert.Equal(distances.Min().ToDouble(), found.Standing!.Value.Short.ToDouble(), 1e-6);
        }
    });

    [Fact]
    public void WhereAHedgeIsLost_IsFoundAsByALookAtEveryPart() => Gen.Select(Gen.Int[20, 400], Gen.Int[20, 400], Gen.Int[30, 95]).Sample((longs, shorts, percent) =>
    {
        var request = Request(MarginMode.Portfolio, [longs, -shorts, 0, 0], percent, new LiquidationTerms { MaxDepthFraction = Ratio.One }, 1_000_000, 1_000_000, R("0.0001"));
        var book = LiquidationBook.Of(request);
        foreach (var candidate in ClosureCandidates.Of(book).Where(candidate => candidate.Length == 1))
        {
            var set = ClosureSet.Of(book, candidate);
            var found = book.SearchOf(candidate).Find(Amount.Zero);
            Amount[] risks = [.. Enumerable.Range(0, (int)set.Parts + 1).Select(part => book.StandingAfter(set.Between(part)).Risk)];
            var lowest = Array.FindLastIndex(risks, risk => risk == risks.Min());
            if (lowest == 0) Assert.Equal(RejectionReason.RaisesRequirement, found.Reason);
            else Assert.True(found.Closures.Single().Closed <= set.Between(lowest).Single().Closed);
        }
    });

    /// <summary>Part of every position, in whole lots.</summary>
    private static ImmutableArray<(int Exposure, Quantity Closed)> PartsOf(LiquidationBook book, int[] percents) =>
        [.. Enumerable.Range(0, book.Input.Exposures.Length).Select(exposure => (exposure, PartOf(book.LeftOf(exposure), book.Input.Exposures[exposure].Contract.Contract.Lot, percents[exposure])))];

    private static Quantity PartOf(Quantity left, Quantity lot, int percent) => Quantity.FromRaw(left.Raw / lot.Raw * percent / 100 * lot.Raw);
}
