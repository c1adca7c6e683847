namespace Clearinghouse.Forecasting.Models;

/// <summary>The parameters of a GARCH(1,1) with Student's t.</summary>
/// <param name="Constant">ω, variance per period.</param>
/// <param name="Arch">α, the weight of the last squared residual.</param>
/// <param name="Persistence">β, the weight of the last variance.</param>
/// <param name="DegreesOfFreedom">ν of the t distribution, above 2.</param>
internal sealed record GarchParameters(double Constant, double Arch, double Persistence, double DegreesOfFreedom)
{
    internal double Next(double variance, double squaredResidual) => Constant + (Arch * squaredResidual) + (Persistence * variance);
}
