using System.Collections.Immutable;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Limits;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Protocols;

/// <summary>A pool by venue: who brought what, who pays in, and what clearing together saves.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.ProtocolReport")]
public sealed record ProtocolReport
{
    /// <summary>The pool.</summary>
    [Id(0)] public required PoolId Pool { get; init; }

    /// <summary>When.</summary>
    [Id(1)] public required DateTimeOffset At { get; init; }

    /// <summary>The venues in order; what no venue brought is among them under the clearinghouse's own name.</summary>
    [Id(2)] public required ImmutableArray<ProtocolLine> Protocols { get; init; }

    /// <summary>The whole pool, its accounts' positions as they are.</summary>
    [Id(3)] public required ProtocolExposure Total { get; init; }

    /// <summary>Accounts left out because a price is not known.</summary>
    [Id(4)] public required int Unpriced { get; init; }

    /// <summary>
    /// What accounts save because positions of several venues are margined together: the sum of what each venue's positions would need by themselves, less what is asked. Zero while every account trades on one venue; below zero where a larger
    /// position needs a higher rate.
    /// </summary>
    public Amount NettingBenefit => Protocols.Aggregate(-Total.InitialMargin, (sum, line) => sum + line.Exposure.StandAloneMargin);

    /// <summary>The report of a tally.</summary>
    /// <param name="ledger">The pool.</param>
    /// <param name="others">Venues that were admitted before that was journaled, with whether they are active.</param>
    /// <param name="tally">What accounts hold.</param>
    /// <param name="now">The time.</param>
    public static ProtocolReport Of(PoolLedger ledger, IEnumerable<KeyValuePair<VenueId, bool>> others, ProtocolTally tally, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(tally);
        var status = ledger.Rules.Protocols.Venues.ToDictionary(pair => pair.Key, pair => pair.Value.Status);
        foreach (var (venue, isActive) in others) status.TryAdd(venue, isActive ? ProtocolStatus.Active : ProtocolStatus.Suspended);
        var gross = tally.Venues.Values.Aggregate(Amount.Zero, (sum, exposure) => sum + exposure.Gross);
        var margin = tally.Venues.Values.Aggregate(Amount.Zero, (sum, exposure) => sum + exposure.StandAloneMargin);
        var lines = status.Keys.Union(tally.Venues.Keys).Union(ledger.Defaults.Members.Keys).Order().Select(venue =>
        {
            var exposure = tally.Venues.GetValueOrDefault(venue) ?? ProtocolExposure.None;
            var (open, required) = (ShareOf(exposure.Gross, gross), ShareOf(exposure.StandAloneMargin, margin));
            var concentration = venue == OwnNames.Venue ? null : Concentration(venue, open, required, ledger.Rules.Limits?.Policy);
            return new ProtocolLine(venue, status.GetValueOrDefault(venue), exposure, ledger.Defaults.Members.GetValueOrDefault(venue), open, required, concentration, ledger.Rules.Protocols.Find(venue));
        });
        return new() { Pool = ledger.Pool, At = now, Protocols = [.. lines], Total = tally.Pool, Unpriced = tally.Unpriced };
    }

    /// <summary>The line of a venue; null for one that is not known.</summary>
    public ProtocolLine? Find(VenueId venue) => Protocols.FirstOrDefault(line => line.Venue == venue);

    private static Ratio ShareOf(Amount part, Amount whole) => whole.IsPositive ? (Rational.From(part) / Rational.From(whole)).Round<Ratio>(Rounding.Ceiling) : Ratio.Zero;

    private static Refusal? Concentration(VenueId venue, Ratio open, Ratio margin, LimitPolicy? policy)
    {
        if (policy?.ProtocolOpenShare is { } openLimit && open > openLimit) return Over(open, openLimit, "of all positions");
        return policy?.ProtocolMarginShare is { } marginLimit && margin > marginLimit ? Over(margin, marginLimit, "of all margin") : null;

        Refusal Over(Ratio share, Ratio limit, string of) => new(RefusalCode.ProtocolConcentration) { Subject = venue.Value, Available = share.ToString(), Limit = limit.ToString(), Detail = of };
    }
}
