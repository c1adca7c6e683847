namespace Clearinghouse.Core.Margin.Venues;

/// <summary>An account under a venue's rules, as net values: it is margined well enough when they are not negative.</summary>
/// <param name="InitialMargin">What is left after the initial requirement.</param>
/// <param name="MaintenanceMargin">What is left after the maintenance requirement.</param>
/// <param name="MarkToMarket">What the account is worth.</param>
public sealed record VenueMargin(double InitialMargin, double MaintenanceMargin, double MarkToMarket);
