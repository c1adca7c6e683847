using System.Runtime.InteropServices;

namespace Clearinghouse.Core.Margin;

/// <summary>What a portfolio loses in its scenarios.</summary>
/// <param name="Loss">In money; not negative.</param>
/// <param name="Scenario">The scenario that decides it; null when there is no loss.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ScanLoss(double Loss, string? Scenario);
