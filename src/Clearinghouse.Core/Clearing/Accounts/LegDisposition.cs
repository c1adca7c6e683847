namespace Clearinghouse.Core.Clearing.Accounts;

/// <summary>What an account makes of a leg that arrives.</summary>
/// <param name="Event">The event to append; null when there is nothing to do.</param>
/// <param name="IsGap">True when legs before it are missing: ask the market for what comes after the cursor.</param>
public readonly record struct LegDisposition(LegApplied? Event, bool IsGap);
