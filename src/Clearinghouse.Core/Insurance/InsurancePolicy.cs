using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Insurance;

/// <summary>The insurance layer of a pool: which tranches there are, and what they earn.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.InsurancePolicy")]
public sealed record InsurancePolicy
{
    /// <summary>The pool's own insurance fund, which no underwriter holds: it loses before every tranche. No tranche has its name.</summary>
    public const string OwnFund = "fund";

    /// <summary>How many tranches a pool has at most.</summary>
    public const int MostTranches = 16;

    /// <summary>The part of collected fees, liquidation penalties among them, that goes to underwriters; from 0 to 1. Rounded down to 10^-16 in favour of the pool.</summary>
    [Id(0)] public Ratio PremiumShare { get; init; }

    /// <summary>The tranches, in any order.</summary>
    [Id(1)] public ImmutableArray<TrancheDefinition> Tranches { get => field.IsDefault ? [] : field; init; }

    /// <summary>Says what is out of range, or null when nothing is.</summary>
    public Refusal? Check()
    {
        if (PremiumShare.IsNegative || PremiumShare > Ratio.One) return Bad("premiumShare", "from 0 to 1");
        if (Tranches.Length > MostTranches) return Bad("tranches", $"at most {MostTranches}");
        foreach (var tranche in Tranches)
        {
            if (!AccountId.TryCreate(tranche.Name, out _) || tranche.Name == OwnFund) return Bad("tranches", $"names by the rule of account names, and none is '{OwnFund}'");
            if (tranche.Terms is null) return Bad("tranches", "each with terms");
            if (tranche.Terms.Check() is { } refusal) return refusal;
        }

        return Tranches.DistinctBy(tranche => tranche.Name).Count() == Tranches.Length ? null : Bad("tranches", "each name once");
    }

    private static Refusal Bad(string field, string limit) => new(RefusalCode.ParametersInvalid) { Subject = field, Limit = limit };
}
