using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Margin;

/// <summary>How an account chose to be margined.</summary>
/// <param name="Mode">The policy.</param>
/// <param name="MaxLeverage">The largest leverage the account allows itself: initial margin is at least gross notional divided by it. At least 1; null for no limit but the markets'.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.MarginTerms")]
public sealed record MarginTerms(
    [property: Id(0)] MarginMode Mode,
    [property: Id(1)] Ratio? MaxLeverage = null)
{
    /// <summary>Cross margin, without a limit of the account's own.</summary>
    public static MarginTerms Default { get; } = new(MarginMode.Cross);
}
