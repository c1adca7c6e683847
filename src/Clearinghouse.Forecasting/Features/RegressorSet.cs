namespace Clearinghouse.Forecasting.Features;

/// <summary>The numbers that a model is told, in a fixed order.</summary>
public sealed class RegressorSet
{
    private readonly Regressor[] _regressors;

    /// <summary>A set of one or more regressors.</summary>
    /// <exception cref="ArgumentException">The set is empty, or a name occurs twice.</exception>
    public RegressorSet(params IEnumerable<Regressor> regressors)
    {
        _regressors = [.. regressors];
        if (_regressors.Length == 0) throw new ArgumentException("A model needs something to go by.", nameof(regressors));
        var twice = _regressors.GroupBy(regressor => regressor.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null) throw new ArgumentException($"'{twice.Key}' occurs twice.", nameof(regressors));
    }

    /// <summary>The names, in order.</summary>
    public IReadOnlyList<string> Names => [.. _regressors.Select(regressor => regressor.Name)];

    /// <summary>How many there are.</summary>
    public int Count => _regressors.Length;

    /// <summary>This set and more behind it.</summary>
    public RegressorSet With(params IEnumerable<Regressor> more) => new(_regressors.Concat(more));

    /// <summary>The numbers at the end of a day.</summary>
    public double[] RowOf(DayFeatures features)
    {
        var row = new double[_regressors.Length];
        for (var i = 0; i < row.Length; i++) row[i] = _regressors[i].ValueOf(features);
        return row;
    }
}
