using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Clearinghouse.Core.Pricing;

/// <summary>Four options' values with sensitivities.</summary>
/// <param name="Price">As <see cref="OptionValue.Price"/>.</param>
/// <param name="Delta">As <see cref="OptionValue.Delta"/>.</param>
/// <param name="Gamma">As <see cref="OptionValue.Gamma"/>.</param>
/// <param name="Vega">As <see cref="OptionValue.Vega"/>.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Black76Lanes(Vector256<double> Price, Vector256<double> Delta, Vector256<double> Gamma, Vector256<double> Vega)
{
    /// <summary>The four with one replaced.</summary>
    public Black76Lanes With(int lane, OptionValue value) =>
        new(Price.WithElement(lane, value.Price), Delta.WithElement(lane, value.Delta), Gamma.WithElement(lane, value.Gamma), Vega.WithElement(lane, value.Vega));
}
