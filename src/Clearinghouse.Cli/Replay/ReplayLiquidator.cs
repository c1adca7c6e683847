using Clearinghouse.Core.Identifiers;

namespace Clearinghouse.Cli.Replay;

/// <summary>A registered liquidator of a replay: whose account it is, for which venue it stands, and what it wants for taking positions over.</summary>
/// <param name="Trader">The account, which trades away what it took.</param>
/// <param name="Venue">The number of the venue whose contribution it saves by standing up; null for none.</param>
/// <param name="RiskAversion">Relative risk aversion; from 1 to 8, evenly by its logarithm.</param>
/// <param name="LeastConcession">What it wants in the calmest market, as a fraction of notional; from 0.0005 to 0.002, evenly by its logarithm.</param>
internal sealed record ReplayLiquidator(Trader Trader, int? Venue, double RiskAversion, double LeastConcession)
{
    private const double HighestAversion = 8;
    private const double LowestConcession = 0.0005;
    private const double ConcessionRange = 4;

    private const double ConcessionOfRest = 0.03;

    /// <summary>Whether it is the rest of the market: rich, dear, and as deep as the market.</summary>
    public bool IsRestOfMarket => Trader.Kind == TraderKind.RestOfMarket;

    /// <summary>The account.</summary>
    public AccountId Account => Trader.Account;

    /// <summary>The rest of the market: it wants 3 % whatever the volatility, for its capital is that of all others.</summary>
    public static ReplayLiquidator RestOfMarket(Trader rest) => new(rest, null, 1, ConcessionOfRest);

    /// <summary>A liquidator whose wants are drawn at random.</summary>
    public static ReplayLiquidator Draw(int number, decimal capital, int venues, Random random)
    {
        var venue = (number - 1) % venues;
        return new ReplayLiquidator(Trader.Liquidator(number, capital, venue), venue, Math.Pow(HighestAversion, random.NextDouble()), LowestConcession * Math.Pow(ConcessionRange, random.NextDouble()));
    }
}
