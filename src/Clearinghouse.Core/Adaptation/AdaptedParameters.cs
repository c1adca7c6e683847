using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Adaptation;

/// <summary>How a snapshot's parameters came about: the set in force, how far maintenance has followed it, and what is announced.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.AdaptedParameters")]
public sealed record AdaptedParameters
{
    /// <summary>The set in force; null while none was taken over.</summary>
    [Id(0)] public ParameterSet? Set { get; init; }

    /// <summary>What governance put in its place; null for nothing.</summary>
    [Id(1)] public ParameterOverride? Override { get; init; }

    /// <summary>Whether the forecast is too old, so that initial margin is raised.</summary>
    [Id(2)] public bool IsStale { get; init; }

    /// <summary>Where maintenance and volatility are going.</summary>
    [Id(3)] public required MarginLevels Target { get; init; }

    /// <summary>When they will have arrived.</summary>
    [Id(4)] public required DateTimeOffset RampEndsAt { get; init; }

    /// <summary>What is announced and not taken over yet; null for nothing.</summary>
    [Id(5)] public ParameterSet? Announced { get; init; }

    /// <summary>By what share initial margin by scenarios is short of the volatility to come, while maintenance is on its ramp; not negative.</summary>
    [Id(6)] public Ratio VolatilityAddOn { get; init; }
}
