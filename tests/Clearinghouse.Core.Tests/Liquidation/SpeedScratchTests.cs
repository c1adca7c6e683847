using System.Diagnostics;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Positions;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Scenarios;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;
using static Clearinghouse.Core.Tests.Margin.MarginFixture;

namespace Clearinghouse.Core.Tests.Liquidation;

public sealed class SpeedScratchTests
{
    [Theory]
    [InlineData(MarginMode.Cross, 1)]
    [InlineData(MarginMode.Cross, 3)]
    [InlineData(MarginMode.Cross, 20)]
    [InlineData(MarginMode.Portfolio, 1)]
    [InlineData(MarginMode.Portfolio, 3)]
    [InlineData(MarginMode.Portfolio, 8)]
    [InlineData(MarginMode.Portfolio, 20)]
    public void Time(MarginMode mode, int n)
    {
        var random = new Random(5);
        var market = Snapshot(Btc, "100", null, [.. Enumerable.Range(0, n).Select(i => i % 3 == 2 ? Terms.Option(OptionRight.Call, $"{90 + i}", $"c{i}") : Terms.Perpetual($"c{i}"))]);
        var risk = RiskArrayBuilder.Build(market, AllDays);
        var input = new MarginInput(Alice, Amount.Zero, [.. Enumerable.Range(0, n).Select(i =>
        {
            var listed = market.Find(ContractId.Create($"c{i}"))!;
            var position = Position.Flat(listed.Contract.Multiplier).Fill(Quantity.FromRaw(random.Next(-1_000_000, 1_000_000) * 10_000_000L), listed.MarkPrice, Price.Zero, Amount.Zero).Position;
            return new ContractExposure(Btc, position, Quantity.Zero, Quantity.Zero, Amount.Zero, listed, market) { Risk = risk };
        })], Amount.Zero) { Terms = new MarginTerms(mode) };
        var required = MarginPolicies.Default.Evaluate(input).MaintenanceMargin;
        var request = new LiquidationRequest(input with { Cash = required.Times(R("0.8"), Rounding.Floor) }, MarginPolicies.Default, new LiquidationTerms(), [new MarketLiquidity(Btc, Amount.FromInteger(1_000_000_000), R("0.0002"), Amount.Zero)]);
        LiquidationPlanner.Plan(request);
        var watch = Stopwatch.StartNew();
        var plan = LiquidationPlanner.Plan(request);
        TestContext.Current.TestOutputHelper?.WriteLine($"{mode} {n}: {watch.Elapsed.TotalMilliseconds:F1} ms, {plan.Outcome}, {plan.Steps.Length} steps, rejected {plan.Rejected.Length}");
    }
}
