using System.Collections.Immutable;
using Clearinghouse.Core.Collateral;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Limits;

/// <summary>What of a pool's terms is still on its way. A part of its ledger.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.PoolChanges")]
public sealed record PoolChanges
{
    /// <summary>Nothing.</summary>
    public static PoolChanges None { get; } = new();

    /// <summary>Collateral terms to come; null for none.</summary>
    [Id(0)] public ScheduledTerms<CollateralTerms>? Collateral { get; init; }

    /// <summary>How defaults are dealt with later; null for no change.</summary>
    [Id(1)] public ScheduledTerms<DefaultTerms>? Defaults { get; init; }

    /// <summary>Limits to come; null for none.</summary>
    [Id(2)] public ScheduledTerms<LimitTerms>? Limits { get; init; }

    /// <summary>Where the caps of collateral began to grow; nothing for those that were at once what is configured.</summary>
    [Id(3)] public ImmutableSortedDictionary<AssetId, CapStart> Caps { get; init; } = ImmutableSortedDictionary<AssetId, CapStart>.Empty;

    /// <summary>The kinds that are due at a time, with the version to take effect.</summary>
    public IEnumerable<(PoolTermsKind Kind, long Version)> DueAt(DateTimeOffset now)
    {
        if (Collateral is { } collateral && collateral.At <= now) yield return (PoolTermsKind.Collateral, collateral.Terms.Version);
        if (Defaults is { } defaults && defaults.At <= now) yield return (PoolTermsKind.Defaults, defaults.Terms.Version);
        if (Limits is { } limits && limits.At <= now) yield return (PoolTermsKind.Limits, limits.Terms.Version);
    }

    /// <summary>Collateral terms with the caps of a time.</summary>
    /// <param name="terms">As configured.</param>
    /// <param name="perDay">By how much caps grow in a day; null for at once.</param>
    /// <param name="now">The time.</param>
    public CollateralTerms CappedAt(CollateralTerms terms, Amount? perDay, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(terms);
        if (perDay is null || Caps.IsEmpty) return terms;
        return terms with { Policy = terms.Policy with { Assets = [.. terms.Policy.Assets.Select(asset => Caps.TryGetValue(asset.Asset, out var start) ? asset with { ValueCap = start.CapAt(asset.ValueCap, perDay, now) } : asset)] } };
    }

    /// <summary>With caps that begin to grow where new terms take effect: a new asset's from zero, another's from what it is by then.</summary>
    internal PoolChanges WithCaps(CollateralTerms? before, CollateralTerms after, Amount? perDay, DateTimeOffset now)
    {
        if (perDay is null) return this with { Caps = Caps.Clear() };
        var capped = before is null ? null : CappedAt(before, perDay, now);
        return this with
        {
            Caps = after.Policy.Assets.ToImmutableSortedDictionary(asset => asset.Asset, asset => new CapStart(Amount.Min(asset.ValueCap, capped?.Policy.Find(asset.Asset)?.ValueCap ?? Amount.Zero), now)),
        };
    }
}
