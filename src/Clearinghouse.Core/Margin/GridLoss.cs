using System.Runtime.InteropServices;
using Clearinghouse.Core.Scenarios;

namespace Clearinghouse.Core.Margin;

/// <summary>
/// The losses of the markets' own grids. Without history nothing is known of how markets move together, so they add up; with it the days say so, and a grid is for one market's own gap.
/// Which scenario decided is looked for again when somebody asks: mostly another part of the scan decides.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly ref struct GridLoss
{
    private readonly HeldContracts _portfolio;
    private readonly int _width;
    private readonly bool _withPending;
    private readonly bool _addsUp;
    private readonly double _most;

    /// <summary>The losses of a portfolio, whose exposures come in order of market.</summary>
    public GridLoss(HeldContracts portfolio, ScenarioSet scenarios, bool withPending)
    {
        _portfolio = portfolio;
        (_width, _withPending, _addsUp) = (ScenarioVector.Padded(scenarios.Grid.Length), withPending, scenarios.History.Dates.IsEmpty);
        Span<double> room = stackalloc double[_width];
        var sum = 0.0;
        for (var (from, to) = (0, 0); from < portfolio.Length; from = to)
        {
            to = portfolio.EndOfMarket(from);
            var worst = Math.Max(0, withPending || to - from > 1 ? ScenarioVector.Max(LossesOf(portfolio.Slice(from, to - from), room, withPending)) : LargestOf(portfolio.Exposures[from].Array, portfolio.Quantities[from]));
            sum += worst;
            _most = Math.Max(_most, worst);
        }

        Loss = _addsUp ? sum : _most;
    }

    /// <summary>The loss of one contract alone, so many of it; not negative.</summary>
    public static double Of(RiskArray array, double held) => Math.Max(0, LargestOf(array, held));

    /// <summary>The loss of all markets together.</summary>
    public double Loss { get; }

    /// <summary>What decided it, by market; for people.</summary>
    public string Describe()
    {
        var names = new List<string>();
        Span<double> room = stackalloc double[_width];
        for (var (from, to) = (0, 0); from < _portfolio.Length; from = to)
        {
            to = _portfolio.EndOfMarket(from);
            var losses = LossesOf(_portfolio.Slice(from, to - from), room, _withPending);
            var worst = ScenarioVector.Max(losses);
            if (worst > 0 && (_addsUp || worst >= _most) && _portfolio.Exposures[from].Risk is { } risk) names.Add(risk.GridNameOf(losses.IndexOf(worst)));
        }

        return _addsUp ? string.Join("; ", names) : names.FirstOrDefault(string.Empty);
    }

    /// <summary>What one market's contracts lose in its grid, as far as it counts.</summary>
    private static ReadOnlySpan<double> LossesOf(HeldContracts market, Span<double> room, bool withPending)
    {
        room.Clear();
        for (var i = 0; i < market.Length; i++)
        {
            if (market.Exposures[i].Array is not { } array) continue;
            ScenarioVector.AddScaled(room, array.WeightedGrid, -market.Quantities[i]);
            if (withPending) PortfolioScan.AddPending(room, array.WeightedGrid, market.Exposures[i]);
        }

        return room;
    }

    /// <summary>The largest of them, of what is held of one contract: on the side that is held, the other is not positive.</summary>
    private static double LargestOf(RiskArray? array, double held) => array is null ? 0 : Math.Max(held * -array.LeastGridProfit, held * -array.LargestGridProfit);
}
