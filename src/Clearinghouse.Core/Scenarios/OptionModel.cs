using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Pricing;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Scenarios;

/// <summary>An option as scenarios reprice it: Black-76 on the index as forward, at the volatility that its mark implies.</summary>
public sealed record OptionModel
{
    private const double SecondsPerYear = 31_536_000;
    private const double DaysPerYear = 365;
    private const double MostTiltDeviations = 2;
    private const double LeastTiltFactor = 0.05;

    private OptionModel(OptionRight right, double forward, double strike, double timeYears, double volatility)
    {
        (Right, Forward, Strike, TimeYears, Volatility) = (right, forward, strike, timeYears, volatility);
        ModelValue = ValueAt(1, 1);
    }

    /// <summary>Call or put.</summary>
    public OptionRight Right { get; }

    /// <summary>Forward price.</summary>
    public double Forward { get; }

    /// <summary>Strike price.</summary>
    public double Strike { get; }

    /// <summary>Time to expiry in years of 365 days; not negative.</summary>
    public double TimeYears { get; }

    /// <summary>Volatility per year: implied by the mark; where that implies none, the surface's, or the market's forecast.</summary>
    public double Volatility { get; }

    /// <summary>Value per unit of underlying, unmoved.</summary>
    public double ModelValue { get; }

    /// <summary>The model of an option in a snapshot.</summary>
    public static OptionModel Of(MarketSnapshot snapshot, ContractSnapshot contract)
    {
        var terms = contract.Contract;
        var (right, strike) = (terms.Right.GetValueOrDefault(), terms.Strike.GetValueOrDefault().ToDouble());
        var (forward, time) = (snapshot.IndexPrice.ToDouble(), Math.Max(0, (terms.Expiry.GetValueOrDefault() - snapshot.ObservedAt).TotalSeconds) / SecondsPerYear);
        var implied = ImpliedVolatility.Find(right, forward, strike, time, 1, contract.MarkPrice.ToDouble());
        return new OptionModel(right, forward, strike, time, implied ?? Otherwise(snapshot, terms));
    }

    /// <summary>The surface, or the market's forecast, where a mark implies nothing: at the lower bound, or beyond what a mark cut to its tick can say.</summary>
    private static double Otherwise(MarketSnapshot snapshot, Contract option) =>
        snapshot.Surface?.VolatilityAt(option.Strike.GetValueOrDefault().ToDouble(), option.Expiry.GetValueOrDefault(), snapshot.ObservedAt)
        ?? ((snapshot.Parameters.Risk ?? RiskParameters.Default).DailyVolatility.ToDouble() * Math.Sqrt(DaysPerYear));

    /// <summary>
    /// What a tilt of the smile multiplies this option's volatility by: 1 + tilt × its distance from the money in standard deviations, which counts up to two either way; not below a twentieth.
    /// </summary>
    /// <param name="tilt">Change of volatility per standard deviation of log strike above the forward, as a fraction; negative makes puts dearer.</param>
    public double TiltFactor(double tilt)
    {
        var deviation = Volatility * Math.Sqrt(TimeYears);
        if (tilt == 0 || !(deviation > 0)) return 1;
        return Math.Max(LeastTiltFactor, 1 + (tilt * Math.Clamp(Math.Log(Strike / Forward) / deviation, -MostTiltDeviations, MostTiltDeviations)));
    }

    /// <summary>Value per unit of underlying when the forward and the volatility are multiplied by factors.</summary>
    public double ValueAt(double forwardFactor, double volatilityFactor) => ValuesAt([forwardFactor], [volatilityFactor])[0];

    /// <summary>
    /// Values per unit of underlying when the forward and the volatility are multiplied by factors, in one go: one that multiplies by 1 is <see cref="ModelValue"/> to the last bit.
    /// </summary>
    /// <param name="forwardFactors">Factors of the forward.</param>
    /// <param name="volatilityFactors">Factors of the volatility; as many, or one for all.</param>
    public double[] ValuesAt(ReadOnlySpan<double> forwardFactors, ReadOnlySpan<double> volatilityFactors)
    {
        var values = Scaled(forwardFactors, Forward);
        Black76Batch.Price(new OptionBatch([Right], values, [Strike], Scaled(volatilityFactors, Volatility), [TimeYears], [1]), values);
        return values;
    }

    private static double[] Scaled(ReadOnlySpan<double> factors, double value)
    {
        var scaled = new double[factors.Length];
        for (var i = 0; i < scaled.Length; i++) scaled[i] = factors[i] * value;
        return scaled;
    }
}
