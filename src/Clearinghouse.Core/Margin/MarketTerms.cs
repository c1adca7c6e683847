using System.Runtime.CompilerServices;
using Clearinghouse.Core.Adaptation;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Margin;

/// <summary>What a margin statement used of a market, and the versions that set it.</summary>
/// <param name="Market">The market.</param>
/// <param name="SnapshotVersion">The snapshot.</param>
/// <param name="ParametersVersion">The sequence, in the market's journal, of the event that last changed its parameters.</param>
/// <param name="InitialMarginRate">Initial margin, as a fraction of notional; 1 ÷ the largest leverage.</param>
/// <param name="MaintenanceMarginRate">Maintenance margin, as a fraction of notional.</param>
/// <param name="DailyVolatility">What scenarios were scaled by: a day's standard deviation.</param>
/// <param name="Adaptation">How they follow forecasts, link by link; null for a market that follows none.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.MarketTerms")]
public sealed record MarketTerms(
    [property: Id(0)] MarketId Market,
    [property: Id(1)] long SnapshotVersion,
    [property: Id(2)] long ParametersVersion,
    [property: Id(3)] Ratio InitialMarginRate,
    [property: Id(4)] Ratio MaintenanceMarginRate,
    [property: Id(5)] Ratio DailyVolatility,
    [property: Id(6)] AdaptedParameters? Adaptation)
{
    /// <summary>Once per snapshot, however many statements use it.</summary>
    private static readonly ConditionalWeakTable<MarketSnapshot, MarketTerms> Known = [];

    /// <summary>The terms of a snapshot.</summary>
    public static MarketTerms Of(MarketSnapshot snapshot) => Known.GetValue(snapshot, static known => new MarketTerms(
        known.Market,
        known.Version,
        known.ParametersVersion,
        known.Parameters.InitialMarginRate,
        known.Parameters.MaintenanceMarginRate,
        (known.Parameters.Risk ?? RiskParameters.Default).DailyVolatility,
        known.Adaptation));
}
