using System.Runtime.InteropServices;
using Clearinghouse.Core.Scenarios;

namespace Clearinghouse.Core.Margin;

/// <summary>
/// The losses of the markets' own grids. Without history nothing is known of how markets move together, so they add up; with it the days say so, and a grid is for one market's own gap.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct GridLoss(ScenarioSet scenarios)
{
    private double _sum;
    private double _most;
    private (MarketRisk? Market, int Scenario) _worst;
    private List<(MarketRisk? Market, int Scenario)>? _all;

    /// <summary>Adds a market's grid.</summary>
    /// <param name="market">The market; null where nobody asks what decided.</param>
    /// <param name="losses">By scenario, weighted; zeros behind the last.</param>
    public void Add(MarketRisk? market, ReadOnlySpan<double> losses)
    {
        var worst = ScenarioVector.Max(losses);
        if (!(worst > 0)) return;
        _sum += worst;
        if (worst > _most) (_most, _worst) = (worst, (market, losses.IndexOf(worst)));
        if (scenarios.History.Dates.IsEmpty) (_all ??= []).Add((market, losses.IndexOf(worst)));
    }

    /// <summary>The loss of all markets together.</summary>
    public readonly double Loss => scenarios.History.Dates.IsEmpty ? _sum : _most;

    /// <summary>What decided it, by market; for people.</summary>
    public readonly string Describe() => _all is null ? NameOf(_worst) : string.Join("; ", _all.Select(NameOf));

    private static string NameOf((MarketRisk? Market, int Scenario) worst) => worst.Market?.GridNameOf(worst.Scenario) ?? string.Empty;
}
