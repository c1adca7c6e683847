using Clearinghouse.Core.Volatilities;
using Orleans;

namespace Clearinghouse.Core.Commands;

/// <summary>Sets a market's implied volatilities. Options without a reported mark are marked by it, and scenarios move it.</summary>
/// <param name="Header">Who, and the id.</param>
/// <param name="ObservedAt">When it was observed.</param>
/// <param name="Surface">By expiry and strike, free of arbitrage.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.ReportSurface")]
public sealed record ReportSurface(
    [property: Id(0)] CommandHeader Header,
    [property: Id(1)] DateTimeOffset ObservedAt,
    [property: Id(2)] VolatilitySurface Surface) : ICommand
{
    /// <inheritdoc/>
    public ICommand Unsequenced() => this with { Header = Header with { Sequence = 0 } };
}
