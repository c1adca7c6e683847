using Clearinghouse.Forecasting.Measures;
using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace Clearinghouse.Forecasting.Models;

/// <summary>
/// GARCH(1,1) with Student's t (Bollerslev 1987) on daily returns by maximum likelihood, at the level of realised variance. The search
/// is a simplex of Nelder and Mead over unbounded images of the parameters; what it found best counts, also when it ran out of steps.
/// </summary>
public sealed class GarchModel : SingleMarketModel
{
    private const int StepsMax = 900;
    private const int StartDays = 50;
    private const double Tolerance = 1e-6;
    private const double ArchMax = 0.4;
    private const double PersistenceMax = 0.9999;

    /// <summary>Below two degrees of freedom there is no variance.</summary>
    private const double FreedomMin = 2.1;

    private static readonly double[] Start = [-3, -1.2, 1.8, 0.7];

    /// <inheritdoc/>
    public override string Name => "garch-t";

    /// <inheritdoc/>
    public override int RefitDays => 30;

    /// <inheritdoc/>
    protected override int DaysMin => 4 * StartDays;

    /// <inheritdoc/>
    protected override Func<DayHistory, double> FitOne(DayHistory known)
    {
        var returns = known.Column(day => day.Return);
        var mean = returns.Average();
        var squares = SquaresOf(returns, mean);
        var best = Search(squares);
        return now => LastOf(best, SquaresOf(now.Column(day => day.Return), mean)) * RescaledProxy.RatioOf(now, day => day.SquaredReturn);
    }

    private static double[] SquaresOf(double[] returns, double mean) => [.. returns.Select(r => (r - mean) * (r - mean))];

    private static GarchParameters Search(double[] squares)
    {
        var variance = squares.Average();
        var (best, least) = (ParametersOf(Vector<double>.Build.DenseOfArray(Start), variance), double.PositiveInfinity);
        var objective = ObjectiveFunction.Value(point =>
        {
            var parameters = ParametersOf(point, variance);
            var cost = parameters.Arch + parameters.Persistence < PersistenceMax ? -LogLikelihood(parameters, squares, variance) : Penalty;
            if (cost < least) (best, least) = (parameters, cost);
            return cost;
        });
        try
        {
            NelderMeadSimplex.Minimum(objective, Vector<double>.Build.DenseOfArray(Start), Tolerance, StepsMax);
        }
        catch (MaximumIterationsException)
        {
            // The best point so far is a good one: the likelihood is flat around it.
        }

        return best;
    }

    /// <summary>What a point outside the stationary ones costs: more than any of them.</summary>
    private const double Penalty = 1e6;

    private static GarchParameters ParametersOf(Vector<double> point, double variance) => new(
        variance * Math.Exp(point[0]), ArchMax * SpecialFunctions.Logistic(point[1]), SpecialFunctions.Logistic(point[2]), FreedomMin + Math.Exp(point[3]));

    private static double LogLikelihood(GarchParameters parameters, double[] squares, double variance)
    {
        var nu = parameters.DegreesOfFreedom;
        var constant = SpecialFunctions.GammaLn((nu + 1) / 2) - SpecialFunctions.GammaLn(nu / 2) - (0.5 * Math.Log(Math.PI * (nu - 2)));
        var (sum, conditional, next) = (0.0, variance, squares.Take(StartDays).Average());
        foreach (var square in squares)
        {
            sum += constant - ((nu + 1) / 2 * Math.Log(1 + (square / conditional / (nu - 2)))) - (0.5 * Math.Log(conditional));
            conditional = next = parameters.Next(next, square);
        }

        return sum;
    }

    private static double LastOf(GarchParameters parameters, double[] squares)
    {
        var variance = squares.Take(StartDays).Average();
        foreach (var square in squares) variance = parameters.Next(variance, square);
        return Math.Max(variance, DayMeasures.VarianceMin);
    }
}
