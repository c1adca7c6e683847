namespace Clearinghouse.Core.Margin.Venues.Derive;

/// <summary>A perpetual position under Derive's standard manager.</summary>
/// <param name="Quantity">Contracts; negative short.</param>
/// <param name="Price">Its mark.</param>
/// <param name="EntryPrice">What it was entered at.</param>
/// <param name="Confidence">How sure the mark's source is, from 0 to 1.</param>
/// <param name="GlobalFundingIndex">The market's funding index.</param>
/// <param name="AccountFundingIndex">The index at which the account settled last.</param>
public sealed record DeriveStandardPerpetual(double Quantity, double Price, double EntryPrice, double Confidence = 1, double GlobalFundingIndex = 0, double AccountFundingIndex = 0)
{
    /// <summary>Profit less funding owed.</summary>
    public double Unrealised => ((Price - EntryPrice) * Quantity) - (Quantity * (GlobalFundingIndex - AccountFundingIndex));
}
