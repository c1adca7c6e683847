using Clearinghouse.Forecasting.Bands;

namespace Clearinghouse.Cli.Acceptance.Kinds;

/// <summary>Margin rates of a lognormal price.</summary>
public sealed class RiskFactor : IAcceptanceKind
{
    /// <inheritdoc/>
    public string Name => "risk-factor";

    /// <inheritdoc/>
    public AcceptanceAnswer Answer(AcceptanceGiven given)
    {
        ArgumentNullException.ThrowIfNull(given);
        return PriceFormula.Answer(() =>
        {
            var factors = LognormalRiskFactors.Of(given.Real("tailProbability"), given.Real("horizonYears"), given.Real("drift"), given.Real("volatility"));
            return new() { ["longFactor"] = factors.Long, ["shortFactor"] = factors.Short };
        });
    }
}
