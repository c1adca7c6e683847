namespace Clearinghouse.Core.Margin.Venues.Derive;

/// <summary>A portfolio under Derive's portfolio managers, as net values.</summary>
/// <param name="InitialMargin">What is left after the initial requirement; not negative when it is met.</param>
/// <param name="MaintenanceMargin">What is left after the maintenance requirement.</param>
/// <param name="PortfolioValue">What the account is worth.</param>
/// <param name="WorstScenarioPnl">The worst of all scenarios and the basis contingency; not positive unless every scenario gains.</param>
/// <param name="BasisContingency">What the forwards can lose against the index; not positive.</param>
public sealed record DerivePortfolioMargin(double InitialMargin, double MaintenanceMargin, double PortfolioValue, double WorstScenarioPnl, double BasisContingency);
