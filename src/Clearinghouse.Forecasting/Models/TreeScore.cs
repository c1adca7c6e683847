namespace Clearinghouse.Forecasting.Models;

/// <summary>A prediction as ML.NET writes it.</summary>
internal sealed class TreeScore
{
    public float Score { get; set; }
}
