namespace Clearinghouse.Cli.Replay;

/// <summary>The same bars and traders under fixed margin and under margin that follows forecasts; as JSON, schema <c>clearinghouse.replay-comparison/1</c>.</summary>
/// <param name="Static">Fixed rates.</param>
/// <param name="Adaptive">Rates that follow the champion.</param>
public sealed record ReplayComparison(ReplayReport Static, ReplayReport Adaptive)
{
    /// <summary>Name and version of the document's shape.</summary>
    public string Schema { get; init; } = "clearinghouse.replay-comparison/1";
}
