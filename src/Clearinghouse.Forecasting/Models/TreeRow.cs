namespace Clearinghouse.Forecasting.Models;

/// <summary>A row as ML.NET reads it.</summary>
internal sealed class TreeRow
{
    public float[] Features { get; set; } = [];

    public float Label { get; set; }

    internal static TreeRow From(PooledRow row) => new() { Features = Array.ConvertAll(row.Values, value => (float)value), Label = (float)row.Target };
}
