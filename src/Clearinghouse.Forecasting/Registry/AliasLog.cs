namespace Clearinghouse.Forecasting.Registry;

/// <summary>aliases.json as it is stored.</summary>
/// <param name="Schema">The format, <see cref="CurrentSchema"/>.</param>
/// <param name="Changes">Every change, the oldest first.</param>
internal sealed record AliasLog(string Schema, IReadOnlyList<AliasChange> Changes)
{
    internal const string CurrentSchema = "clearinghouse.model-aliases/1";

    internal static AliasLog Empty { get; } = new(CurrentSchema, []);
}
