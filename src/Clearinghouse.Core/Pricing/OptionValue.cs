using System.Runtime.InteropServices;

namespace Clearinghouse.Core.Pricing;

/// <summary>An option's value and sensitivities, per unit of underlying.</summary>
/// <param name="Price">Value; not negative.</param>
/// <param name="Delta">Change per unit of forward.</param>
/// <param name="Gamma">Change of delta per unit of forward; not negative.</param>
/// <param name="Vega">Change per 1.00 of volatility; not negative.</param>
/// <param name="ThetaPerYear">Change per year of passing time, forward, volatility and rate held.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct OptionValue(double Price, double Delta, double Gamma, double Vega, double ThetaPerYear);
