using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Positions;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Scenarios;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using CsCheck;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;
using static Clearinghouse.Core.Tests.Margin.MarginFixture;

namespace Clearinghouse.Core.Tests.Liquidation;

/// <summary>Accounts that are short, over four contracts of two markets, and what they find there.</summary>
internal static class LiquidationBooks
{
    internal static readonly MarketSnapshot BtcMarket = Snapshot(Btc, "100", null, Fine(Terms.Perpetual()), Fine(Terms.Future()), Fine(Terms.Option(OptionRight.Call)));
    internal static readonly MarketSnapshot EthMarket = Snapshot(Eth, "13", null, Fine(Terms.Perpetual("eth-perp", "10"))) with { Parameters = EthParameters };

    internal static readonly (MarketSnapshot Market, ContractId Contract)[] Contracts =
        [(BtcMarket, Perp), (BtcMarket, Dated), (BtcMarket, Call), (EthMarket, ContractId.Create("eth-perp"))];

    private static MarketParameters EthParameters => new() { InitialMarginRate = R("0.15"), MaintenanceMarginRate = R("0.08"), Risk = new RiskParameters { DailyVolatility = R("0.05") } };

    private static readonly MarketRisk BtcRisk = RiskArrayBuilder.Build(BtcMarket, AllDays);
    private static readonly MarketRisk EthRisk = RiskArrayBuilder.Build(EthMarket, AllDays);

    private static readonly Gen<LiquidationTerms> AnyTerms = Gen.Select(
        Gen.Enum<ImpactShape>(), Gen.Enum<LiquidationTarget>(), Gen.Int[1, 60], Gen.Int[0, 20], Gen.Frequency((2, Gen.Const(0)), (1, Gen.Int[1, 40])), Gen.Frequency((2, Gen.Const(0)), (1, Gen.Int[1, 30])),
        (shape, target, impact, penalty, step, lots) => new LiquidationTerms
        {
            Impact = shape,
            Target = target,
            ImpactAtDepth = Ratio.FromPpm(impact * 1000),
            Penalty = Ratio.FromPpm(penalty * 1000),
            MaxDepthFraction = step % 3 == 2 ? R("0.1") : Ratio.One,
            MaxStepNotional = step == 0 ? null : Amount.FromInteger(step * 25),
            MaxContractQuantity = lots == 0 ? null : Quantity.FromRaw(lots * 10_000_000L),
        });

    /// <summary>Books with as much equity as a part of what is required: from well below zero to a little above the target.</summary>
    internal static readonly Gen<LiquidationRequest> Requests = Gen.Select(
        Gen.Bool.Select(isCross => isCross ? MarginMode.Cross : MarginMode.Portfolio),
        Gen.Frequency((1, Gen.Const(0)), (3, Gen.Int[-60, 60])).Array[4],
        Gen.Int[-50, 112],
        AnyTerms,
        Gen.Select(Gen.Int[100, 40_000], Gen.Int[100, 40_000], Gen.Int[0, 5000], Gen.Frequency((5, true), (1, false))),
        (mode, lots, percent, terms, liquidity) => Request(mode, lots, percent, terms, liquidity.Item1, liquidity.Item2, Ratio.FromPpm(liquidity.Item3), liquidity.Item4));

    internal static LiquidationRequest Request(MarginMode mode, int[] lots, int percentOfRequired, LiquidationTerms terms, int btcDepth, int ethDepth, Ratio halfSpread, bool isReliable = true)
    {
        var input = InputOf(mode, lots);
        var required = RequiredOf(MarginPolicies.Default.Evaluate(input), terms);
        var cash = Amount.FromRaw(required.Raw * percentOfRequired / 100);
        return new LiquidationRequest(
            input with { Cash = cash },
            MarginPolicies.Default,
            terms,
            [new MarketLiquidity(Btc, Amount.FromInteger(btcDepth), halfSpread, Amount.Zero, isReliable), new MarketLiquidity(Eth, Amount.FromInteger(ethDepth), halfSpread, Amount.Zero)]);
    }

    /// <summary>Positions in tenths of contracts, entered at the mark; flat ones are left out.</summary>
    internal static MarginInput InputOf(MarginMode mode, int[] lots) => new(Alice, Amount.Zero, [.. lots.Select(ExposureOf).Where(exposure => !exposure.Position.Quantity.IsZero)], Amount.Zero)
    {
        Terms = new MarginTerms(mode),
    };

    internal static Amount RequiredOf(MarginStatement statement, LiquidationTerms terms) => terms.Target == LiquidationTarget.Initial
        ? statement.InitialMargin
        : statement.MaintenanceMargin.Times(Ratio.One + terms.TargetBuffer, Rounding.Ceiling);

    /// <summary>The statement after trades at the mark and a cost: by the engine, from the positions alone.</summary>
    internal static MarginStatement After(LiquidationRequest request, IEnumerable<LiquidationLeg> legs)
    {
        var input = request.Input;
        foreach (var leg in legs)
        {
            var at = Enumerable.Range(0, input.Exposures.Length).Single(i => input.Exposures[i].Contract.Contract.Id == leg.Contract);
            var change = input.Exposures[at].Position.Fill(leg.Quantity, input.Exposures[at].Contract.MarkPrice, Price.Zero, Amount.Zero);
            input = input with { Cash = input.Cash + change.CashChange - leg.Cost, Exposures = input.Exposures.SetItem(at, input.Exposures[at] with { Position = change.Position }) };
        }

        return request.Policy.Evaluate(input);
    }

    /// <summary>The same request where prices stand on another tick.</summary>
    internal static LiquidationRequest OnTicks(LiquidationRequest request, Price tick) => request with
    {
        Input = request.Input with
        {
            Exposures = [.. request.Input.Exposures.Select(exposure => exposure with { Contract = exposure.Contract with { Contract = exposure.Contract.Contract with { Tick = tick } } })],
        },
    };

    /// <summary>The account after these trades at their own prices, penalties paid.</summary>
    internal static MarginInput Traded(MarginInput input, IEnumerable<LiquidationLeg> legs)
    {
        foreach (var leg in legs)
        {
            var at = Enumerable.Range(0, input.Exposures.Length).Single(i => input.Exposures[i].Contract.Contract.Id == leg.Contract);
            var change = input.Exposures[at].Position.Fill(leg.Quantity, leg.Price, Price.Zero, leg.Penalty);
            input = input with { Cash = input.Cash + change.CashChange, Exposures = input.Exposures.SetItem(at, input.Exposures[at] with { Position = change.Position }) };
        }

        return input;
    }

    /// <summary>Maintenance or initial margin without the floors on gross positions.</summary>
    internal static double RiskOf(MarginStatement statement, LiquidationTerms terms) => statement.Components
        .Where(part => part.Kind is not (MarginComponentKind.GrossFloor or MarginComponentKind.LeverageLimit or MarginComponentKind.UnrealisedProfit))
        .Sum(part => (terms.Target == LiquidationTarget.Initial ? part.Initial : part.Maintenance).ToDouble());

    /// <summary>Ticks so small that they round nothing: the references price without them.</summary>
    private static Contract Fine(Contract contract) => contract with { Tick = Price.FromRaw(1) };

    private static ContractExposure ExposureOf(int lots, int contract)
    {
        var (market, id) = Contracts[contract];
        var listed = market.Find(id)!;
        var position = Position.Flat(listed.Contract.Multiplier).Fill(Quantity.FromRaw(lots * 10_000_000L), listed.MarkPrice, Price.Zero, Amount.Zero).Position;
        return new ContractExposure(market.Market, position, Quantity.Zero, Quantity.Zero, Amount.Zero, listed, market) { Risk = market == BtcMarket ? BtcRisk : EthRisk };
    }
}
