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
        new MarkPrice(),
        new FundingTwap(),
        new FundingRate(),
        new CollateralHaircut(),
    ];
}
