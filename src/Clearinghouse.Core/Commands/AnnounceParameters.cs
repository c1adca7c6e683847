using Clearinghouse.Core.Adaptation;
using Orleans;

namespace Clearinghouse.Core.Commands;

/// <summary>A forecast for a market whose parameters follow forecasts; the market makes its numbers of it and takes them over at the time that it announces.</summary>
/// <param name="Header">Who, and the id.</param>
/// <param name="Links">The way from the forecast to a margin.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.AnnounceParameters")]
public sealed record AnnounceParameters(
    [property: Id(0)] CommandHeader Header,
    [property: Id(1)] ForecastLinks Links) : ICommand
{
    /// <inheritdoc/>
    public ICommand Unsequenced() => this with { Header = Header with { Sequence = 0 } };
}
