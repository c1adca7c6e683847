namespace Clearinghouse.Core.Margin.Venues.Derive;

/// <summary>Collateral of Derive's second portfolio manager.</summary>
/// <param name="Asset">Its name.</param>
/// <param name="Quantity">How much; not negative.</param>
/// <param name="Price">Its price.</param>
/// <param name="Confidence">How sure its source is, from 0 to 1.</param>
/// <param name="RiskCancelling">Whether it moves with the index in scenarios.</param>
/// <param name="MaintenanceHaircut">Share of its value that never counts.</param>
/// <param name="InitialHaircut">Share that on top does not count for initial margin.</param>
public sealed record DeriveCollateral(string Asset, double Quantity, double Price, double Confidence, bool RiskCancelling, double MaintenanceHaircut, double InitialHaircut)
{
    /// <summary>Its value.</summary>
    /// <param name="stablePrice">Price of the settlement coin.</param>
    public double ValueAt(double stablePrice) => Quantity * Price / stablePrice;
}
