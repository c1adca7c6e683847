using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Insurance;

/// <summary>The tranches of a pool, and the defaults that freeze them. A part of its ledger.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.PoolInsurance")]
public sealed record PoolInsurance
{
    /// <summary>A pool without tranches.</summary>
    public static PoolInsurance None { get; } = new();

    /// <summary>The part of collected fees that goes to underwriters; from 0 to 1.</summary>
    [Id(0)] public Ratio PremiumShare { get; init; }

    /// <summary>The tranches in the order in which they lose: by seniority, equals by name.</summary>
    [Id(1)] public ImmutableArray<InsuranceTranche> Tranches { get => field.IsDefault ? [] : field; init; }

    /// <summary>Defaults whose loss is not known yet. While there is one, nobody joins or leaves.</summary>
    [Id(2)] public ImmutableSortedDictionary<DefaultId, RunningDefault> Running { get; init; } = ImmutableSortedDictionary<DefaultId, RunningDefault>.Empty;

    /// <summary>What all tranches hold.</summary>
    [JsonIgnore]
    public Amount Assets => Tranches.Aggregate(Amount.Zero, (sum, tranche) => sum + tranche.Assets);

    /// <summary>The tranche of a name; null for none.</summary>
    public InsuranceTranche? Find(string name) => Tranches.FirstOrDefault(tranche => tranche.Name == name);

    /// <summary>With other rules. Tranches that are not named any more are gone; new ones are frozen by what runs.</summary>
    internal PoolInsurance With(InsurancePolicy policy, DateTimeOffset now) => this with
    {
        PremiumShare = policy.PremiumShare,
        Tranches =
        [
            .. policy.Tranches
                .Select(defined => (Find(defined.Name) ?? NewTranche(defined, now)) with { Seniority = defined.Seniority, Terms = defined.Terms })
                .OrderBy(tranche => tranche.Seniority)
                .ThenBy(tranche => tranche.Name, StringComparer.Ordinal),
        ],
    };

    /// <summary>With something that happened to one of the tranches.</summary>
    /// <exception cref="InvalidOperationException">There is no such tranche, or the event does not follow from its state.</exception>
    internal PoolInsurance With(string tranche, TrancheEvent happened)
    {
        var before = Find(tranche) ?? throw new InvalidOperationException($"There is no tranche {tranche}.");
        return this with { Tranches = Tranches.Replace(before, before.Apply(happened)) };
    }

    /// <summary>A default begins: every tranche is frozen.</summary>
    internal PoolInsurance Begin(DefaultId cause, AccountId account, DateTimeOffset now) => this with
    {
        Running = Running.SetItem(cause, new RunningDefault(account, now)),
        Tranches = [.. Tranches.Select(tranche => Freeze(tranche, cause, now))],
    };

    /// <summary>A default is over: its loss is allocated, or there was none.</summary>
    internal PoolInsurance End(DefaultId cause, DateTimeOffset now) => this with
    {
        Running = Running.Remove(cause),
        Tranches = [.. Tranches.Select(tranche => tranche.Running.Contains(cause) ? tranche.Apply(new TrancheReleased(cause) { At = now }) : tranche)],
    };

    private InsuranceTranche NewTranche(TrancheDefinition defined, DateTimeOffset now) =>
        Running.Keys.Aggregate(new InsuranceTranche { Name = defined.Name, Seniority = defined.Seniority }, (tranche, cause) => Freeze(tranche, cause, now));

    private static InsuranceTranche Freeze(InsuranceTranche tranche, DefaultId cause, DateTimeOffset now) =>
        tranche.Running.Contains(cause) ? tranche : tranche.Apply(new TrancheFrozen(cause) { At = now });
}
