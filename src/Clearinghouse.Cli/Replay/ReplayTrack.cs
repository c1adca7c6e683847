using Clearinghouse.Core.Breakers;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Units;
using Clearinghouse.MarketData;

namespace Clearinghouse.Cli.Replay;

/// <summary>Remembers, bar by bar, what governed a market.</summary>
internal sealed class ReplayTrack
{
    private readonly List<ReplayPoint> _points = [];
    private BreakerLevel _highest;

    public IReadOnlyList<ReplayPoint> Points => _points;

    /// <summary>Sees a snapshot within a bar.</summary>
    public void See(MarketSnapshot snapshot)
    {
        if (snapshot.Breaker?.Level > _highest) _highest = snapshot.Breaker.Level;
    }

    /// <summary>Closes a bar.</summary>
    public void Close(DateTimeOffset end, Bar bar, MarketSnapshot snapshot)
    {
        See(snapshot);
        _points.Add(new ReplayPoint(
            end,
            bar.Close.ToDouble(),
            bar.Low.ToDouble(),
            bar.High.ToDouble(),
            snapshot.Parameters.InitialMarginRate.ToDouble(),
            snapshot.Parameters.MaintenanceMarginRate.ToDouble(),
            (snapshot.Parameters.Risk ?? RiskParameters.Default).DailyVolatility.ToDouble(),
            snapshot.Adaptation?.Set?.Links.ForecastVolatility.ToDouble(),
            _highest));
        _highest = BreakerLevel.Normal;
    }
}
