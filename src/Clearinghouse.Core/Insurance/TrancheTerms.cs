using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Insurance;

/// <summary>The rules of an insurance tranche.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.TrancheTerms")]
public sealed record TrancheTerms
{
    /// <summary>How long after a request to leave the stake stays and bears losses. Not negative. The time during which a default runs does not count.</summary>
    [Id(0)] public int CooldownSeconds { get; init; } = 7 * 86_400;

    /// <summary>The smallest stake; positive.</summary>
    [Id(1)] public Amount LeastStake { get; init; } = Amount.One;

    /// <summary>How much premium a unit of its money earns against one of the other tranches: a junior tranche, which loses first, has more. Not negative.</summary>
    [Id(2)] public Ratio PremiumWeight { get; init; } = Ratio.One;

    /// <summary>Says what is out of range, or null when nothing is.</summary>
    public Refusal? Check()
    {
        if (CooldownSeconds < 0) return Bad("cooldownSeconds", "0 or more");
        if (!LeastStake.IsPositive) return Bad("leastStake", "above 0");
        return PremiumWeight.IsNegative ? Bad("premiumWeight", "0 or more") : null;
    }

    private static Refusal Bad(string field, string limit) => new(RefusalCode.ParametersInvalid) { Subject = field, Limit = limit };
}
