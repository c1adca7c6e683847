namespace Clearinghouse.Forecasting.Models;

/// <summary>A row as ML.NET reads it.</summary>
internal sealed class TreeRow
{
    public float[] Features { get; set; } = [];

    public float Label { get; set; }

    internal static TreeRow From(double[] values, double label) => new() { Features = Array.ConvertAll(values, value => (float)value), Label = (float)label };
}
