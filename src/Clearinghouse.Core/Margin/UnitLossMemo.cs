namespace Clearinghouse.Core.Margin;

/// <summary>A unit loss, remembered with the risk array that it belongs to.</summary>
/// <param name="Parameters">By which parameters it was taken.</param>
/// <param name="Loss">The loss.</param>
internal sealed record UnitLossMemo(PortfolioMarginParameters Parameters, UnitLoss Loss);
