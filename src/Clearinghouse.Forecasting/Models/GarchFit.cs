using Clearinghouse.Forecasting.Measures;
using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace Clearinghouse.Forecasting.Models;

/// <summary>
/// A GARCH(1,1) with Student's t (Bollerslev 1987), fitted to returns by maximum likelihood. The search is a simplex of Nelder and Mead
/// over unbounded images of the parameters; what it found best counts, also when it ran out of steps.
/// </summary>
/// <param name="Parameters">What was found.</param>
/// <param name="Mean">The mean return, which squares are taken around.</param>
internal sealed record GarchFit(GarchParameters Parameters, double Mean)
{
    /// <summary>The first variance is the mean square of so many periods.</summary>
    internal const int StartPeriods = 50;

    private const int StepsMax = 900;
    private const double Tolerance = 1e-6;
    private const double ArchMax = 0.4;
    private const double PersistenceMax = 0.9999;

    /// <summary>Below two degrees of freedom there is no variance.</summary>
    private const double FreedomMin = 2.1;

    /// <summary>What a point outside the stationary ones costs: more than any of them.</summary>
    private const double Penalty = 1e6;

    private static readonly double[] Start = [-3, -1.2, 1.8, 0.7];

    /// <summary>Fits to returns, one per period.</summary>
    internal static GarchFit On(double[] returns)
    {
        var mean = returns.Average();
        return new(Search([.. returns.Select(r => (r - mean) * (r - mean))]), mean);
    }

    /// <summary>The variance of the period after the last.</summary>
    internal double VarianceAfter(double[] returns)
    {
        var variance = returns.Take(StartPeriods).Average(SquareOf);
        foreach (var r in returns) variance = Next(variance, r);
        return Math.Max(variance, DayMeasures.VarianceMin);
    }

    /// <summary>The variance of the period after one, from that one's own and what it returned.</summary>
    internal double Next(double variance, double periodReturn) => Parameters.Next(variance, SquareOf(periodReturn));

    private double SquareOf(double periodReturn) => (periodReturn - Mean) * (periodReturn - Mean);

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

    private static GarchParameters ParametersOf(Vector<double> point, double variance) => new(
        variance * Math.Exp(point[0]), ArchMax * SpecialFunctions.Logistic(point[1]), SpecialFunctions.Logistic(point[2]), FreedomMin + Math.Exp(point[3]));

    private static double LogLikelihood(GarchParameters parameters, double[] squares, double variance)
    {
        var nu = parameters.DegreesOfFreedom;
        var constant = SpecialFunctions.GammaLn((nu + 1) / 2) - SpecialFunctions.GammaLn(nu / 2) - (0.5 * Math.Log(Math.PI * (nu - 2)));
        var (sum, conditional, next) = (0.0, variance, squares.Take(StartPeriods).Average());
        foreach (var square in squares)
        {
            sum += constant - ((nu + 1) / 2 * Math.Log(1 + (square / conditional / (nu - 2)))) - (0.5 * Math.Log(conditional));
            conditional = next = parameters.Next(next, square);
        }

        return sum;
    }
}
