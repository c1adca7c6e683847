using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;
using Orleans;

namespace Clearinghouse.Core.Deleveraging;

/// <summary>What a deleveraging does, and the proof that it is right.</summary>
/// <param name="Certificate">Every account with its share and why.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.DeleveragingPlan")]
public sealed record DeleveragingPlan([property: Id(0)] DeleveragingCertificate Certificate)
{
    /// <summary>Whose positions are closed or who gives up money, in the order of the request.</summary>
    [JsonIgnore]
    public IEnumerable<DeleveragingLine> Touched => Certificate.Lines.Where(line => line.Reduction.IsPositive);

    /// <summary>The part of the required reduction for which there were no baskets.</summary>
    [JsonIgnore]
    public Amount UnallocatedReduction => Amount.Max(Amount.Zero, Certificate.RequiredReduction - Certificate.TotalReduction);

    /// <summary>The part of the deficit that nobody can give up without ending worse margined: a loss for the layer that follows.</summary>
    [JsonIgnore]
    public Amount UncoveredDeficit => Certificate.Deficit - Certificate.TotalHaircut;

    /// <summary>What each account gives up, for the waterfall (<see cref="DefaultResources.Deleveraged"/>).</summary>
    [JsonIgnore]
    public ImmutableArray<AccountGain> Haircuts => [.. Touched.Where(line => line.Haircut.IsPositive).Select(line => new AccountGain(line.Account, line.Haircut))];
}
