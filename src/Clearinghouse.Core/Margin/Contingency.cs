namespace Clearinghouse.Core.Margin;

/// <summary>A charge for what scenarios do not see, in money and floating point.</summary>
/// <param name="Kind">What for.</param>
/// <param name="Initial">With trades in flight; not negative.</param>
/// <param name="Maintenance">Of the positions alone, before the maintenance factor; not negative.</param>
/// <param name="Detail">The market that needs most of it.</param>
internal sealed record Contingency(MarginComponentKind Kind, double Initial, double Maintenance, string? Detail);
