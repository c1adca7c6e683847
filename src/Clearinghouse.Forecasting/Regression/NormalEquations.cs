using MathNet.Numerics.LinearAlgebra.Double;

namespace Clearinghouse.Forecasting.Regression;

/// <summary>
/// Ordinary least squares with a constant, by the normal equations: XᵀX is gathered row by row, so a refit costs one pass and no
/// copy. Columns are scaled to the same length before the Cholesky factorisation, because variances and dummies differ by orders.
/// </summary>
public sealed class NormalEquations
{
    /// <summary>
    /// Added to the scaled diagonal of ones: coefficients of columns that repeat each other stay finite, those of others do not
    /// change in a digit that matters.
    /// </summary>
    private const double Ridge = 1e-12;

    private readonly int _size;
    private readonly double[] _products;
    private readonly double[] _right;
    private readonly double[] _row;

    /// <summary>Equations for so many regressors, not counting the constant.</summary>
    public NormalEquations(int regressors)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(regressors);
        _size = regressors + 1;
        _products = new double[_size * _size];
        _right = new double[_size];
        _row = new double[_size];
        _row[0] = 1;
    }

    /// <summary>How many rows were added.</summary>
    public int Rows { get; private set; }

    /// <summary>Adds an observation.</summary>
    /// <param name="regressors">Its regressors.</param>
    /// <param name="target">What they should explain.</param>
    public void Add(ReadOnlySpan<double> regressors, double target)
    {
        regressors.CopyTo(_row.AsSpan(1));
        for (var i = 0; i < _size; i++)
        {
            var (value, offset) = (_row[i], i * _size);
            for (var j = 0; j <= i; j++) _products[offset + j] += value * _row[j];
            _right[i] += value * target;
        }

        Rows++;
    }

    /// <summary>The coefficients, the constant first.</summary>
    /// <exception cref="InvalidOperationException">There are fewer rows than coefficients, or they are not finite.</exception>
    public LinearCoefficients Solve()
    {
        if (Rows < _size) throw new InvalidOperationException($"{Rows} rows do not determine {_size} coefficients.");
        var scale = new double[_size];
        for (var i = 0; i < _size; i++) scale[i] = _products[(i * _size) + i] is > 0 and var square ? 1 / Math.Sqrt(square) : 1;
        var matrix = DenseMatrix.Create(_size, _size, (i, j) =>
            (_products[(Math.Max(i, j) * _size) + Math.Min(i, j)] * scale[i] * scale[j]) + (i == j ? Ridge : 0));
        var right = DenseVector.Create(_size, i => _right[i] * scale[i]);
        try
        {
            var solution = matrix.Cholesky().Solve(right);
            return new([.. solution.Select((value, i) => value * scale[i])]);
        }
        catch (ArgumentException error)
        {
            throw new InvalidOperationException("The regressors are not finite, or repeat each other.", error);
        }
    }
}
