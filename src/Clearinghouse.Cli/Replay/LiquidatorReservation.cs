namespace Clearinghouse.Cli.Replay;

/// <summary>
/// What a liquidator wants for a share of a portfolio, and how much of it it takes at a concession. It holds what it takes for a time τ, and wants what that risk is worth to it: the reservation price of a dealer with inventory
/// (Ho and Stoll 1981; Avellaneda and Stoikov 2008), γ σ² τ (s + x b / 2) / E per unit, with risk aversion γ relative to its equity E. Markets are taken to move together, as they do in a crisis: the risk of what it holds, s, and of what is
/// offered, b, is the sum of volatility times notional, with sign. So what hedges what it holds is wanted for less, and a hedged portfolio costs hardly any concession.
/// </summary>
/// <param name="RiskAversion">γ; positive.</param>
/// <param name="LeastConcession">What it wants beside, as a fraction of notional; not negative.</param>
/// <param name="Equity">E; positive.</param>
/// <param name="HeldNotional">Notional that it holds, without sign.</param>
/// <param name="HeldRisk">s: volatility per bar times notional of what it holds, with sign.</param>
/// <param name="OfferedNotional">Notional of what is offered, without sign; positive.</param>
/// <param name="OfferedRisk">b: volatility per bar times notional of what is offered, with the sign that the bidder gets.</param>
/// <param name="HoldingBars">τ; positive.</param>
public sealed record LiquidatorReservation(
    double RiskAversion, double LeastConcession, double Equity, double HeldNotional, double HeldRisk, double OfferedNotional, double OfferedRisk, double HoldingBars)
{
    /// <summary>It holds no more than so many times its equity.</summary>
    public const double MostLeverage = 5;

    /// <summary>The smallest share of what is for sale that it bids for; above 0, at most 1.</summary>
    public double LeastShare { get; init; } = 0.1;

    /// <summary>The most notional that it takes now, whatever its equity; not negative.</summary>
    public double MostNotional { get; init; } = double.PositiveInfinity;

    private double Aversion => RiskAversion * HoldingBars / Equity;

    /// <summary>The least concession for a share, as a fraction of notional; never below what it wants in calm.</summary>
    /// <param name="share">Above 0, at most 1.</param>
    public double ConcessionFor(double share) =>
        LeastConcession + Math.Max(0, Aversion * OfferedRisk * (HeldRisk + (share * OfferedRisk / 2)) / OfferedNotional);

    /// <summary>The largest share of what is offered that it takes at a concession, from <see cref="LeastShare"/> to 1; 0 when it takes none.</summary>
    /// <param name="concession">As a fraction of notional.</param>
    public double ShareAt(double concession)
    {
        if (concession < LeastConcession || !(Equity > 0)) return 0;
        var room = Math.Min((MostLeverage * Equity) - HeldNotional, MostNotional) / OfferedNotional;

        // What is beyond its least concession pays for risk; a portfolio without risk, or one that only takes risk away, needs none.
        var risk = Aversion * OfferedRisk * OfferedRisk / 2;
        var wanted = risk > 0 ? (((concession - LeastConcession) * OfferedNotional) - (Aversion * OfferedRisk * HeldRisk)) / risk : 1;
        var share = Math.Min(1, Math.Min(room, wanted));
        return share >= LeastShare ? share : 0;
    }
}
