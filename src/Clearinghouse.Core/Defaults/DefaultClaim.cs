using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Defaults;

/// <summary>What a defaulter's account asks of its pool when nothing is left of it but a debt.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.DefaultClaim")]
public sealed record DefaultClaim
{
    /// <summary>The default; once per pool.</summary>
    [Id(0)] public required DefaultId Default { get; init; }

    /// <summary>The defaulter.</summary>
    [Id(1)] public required AccountId Account { get; init; }

    /// <summary>The venue that brought it; null when none did.</summary>
    [Id(2)] public VenueId? Venue { get; init; }

    /// <summary>What it owes: its cash below zero, without sign. Zero when collateral was enough.</summary>
    [Id(3)] public required Amount Debt { get; init; }

    /// <summary>What it was credited for collateral that was seized; not negative.</summary>
    [Id(4)] public required Amount CollateralValue { get; init; }

    /// <summary>The collateral that was seized, in units.</summary>
    [Id(5)] public required ImmutableSortedDictionary<AssetId, Quantity> Collateral { get; init; }

    /// <summary>The members of the default fund whose liquidators took a part of the portfolio in its auction, in order; null when there was none. The others' contributions go first.</summary>
    [Id(6)] public ImmutableSortedDictionary<VenueId, int>? Bids { get; init; }

    /// <summary>
    /// Notional, at the marks of then, that backstops and bidders took over from the defaulter since its last call, by account; null when they took nothing. They stood up, so this default's deleveraging leaves as much of what they
    /// hold alone.
    /// </summary>
    [Id(7)] public ImmutableSortedDictionary<AccountId, Amount>? TakenOver { get; init; }

    /// <summary>Says what is out of range, or null when nothing is.</summary>
    internal string? FindFault()
    {
        if (string.IsNullOrEmpty(Default.Value) || string.IsNullOrEmpty(Account.Value)) return "a claim names a default and an account";
        if (TakenOver?.Values.Any(taken => !taken.IsPositive) == true) return "what was taken over is positive";
        return Debt.IsNegative || CollateralValue.IsNegative ? "a debt and the value of collateral are not negative" : null;
    }
}
