using Clearinghouse.Cli.Acceptance.Kinds;

namespace Clearinghouse.Cli.Acceptance;

/// <summary>The kinds this platform computes. A new kind is one class and one line here.</summary>
public static class AcceptanceKinds
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<IAcceptanceKind> All { get; } =
    [
        new UnitArithmetic(),
        new PositionAccounting(),
        new Black76Values(),
        new LinearMargin(),
        new TieredMargin(),
        new OpenInterestMargin(),
        new IsolatedMargin(),
        new LiquidationPrice(),
        new StandardOptionsMargin(),
        new PortfolioMarginV1(),
        new PortfolioMarginV2(),
        new MarkPrice(),
        new FundingTwap(),
        new FundingRate(),
        new CollateralHaircut(),
        new VolatilityMetrics(),
        new AntiProcyclicality(),
        new RiskFactor(),
        new PriceBounds(),
        new AutoDeleveraging(),
        new SharedLoss(),
        new WaterfallAllocation(),
        new CoverTwo(),
        new AuctionPricing(),
        new PartialLiquidation(),
    ];
}
