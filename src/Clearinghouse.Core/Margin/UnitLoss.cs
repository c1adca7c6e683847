namespace Clearinghouse.Core.Margin;

/// <summary>What one contract by itself loses by the statistic of a policy, in money; not negative.</summary>
/// <param name="Long">Held long.</param>
/// <param name="Short">Held short.</param>
internal sealed record UnitLoss(double Long, double Short);
