using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Protocols;
using Orleans;

namespace Clearinghouse.Core.Limits;

/// <summary>What a pool keeps of its limits and its venues. A part of its ledger.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.PoolRules")]
public sealed record PoolRules
{
    /// <summary>A pool that limits nothing and knows no venue.</summary>
    public static PoolRules None { get; } = new();

    /// <summary>What is limited beyond margin; null for nothing.</summary>
    [Id(0)] public LimitTerms? Limits { get; init; }

    /// <summary>What left.</summary>
    [Id(1)] public PoolWithdrawals Withdrawals { get; init; } = PoolWithdrawals.None;

    /// <summary>The venues.</summary>
    [Id(2)] public PoolProtocols Protocols { get; init; } = PoolProtocols.None;

    /// <summary>What is still on its way.</summary>
    [Id(3)] public PoolChanges Changes { get; init; } = PoolChanges.None;

    /// <summary>When a change takes effect that loosens, or does not; null for at once.</summary>
    /// <param name="isLooser">Whether it loosens.</param>
    /// <param name="now">The time.</param>
    public DateTimeOffset? EffectiveAt(bool isLooser, DateTimeOffset now) =>
        isLooser && Limits?.Policy.LooseningDelaySeconds is { } delay and > 0 ? now.AddSeconds(delay) : null;

    /// <summary>The command of an event of limits or venues; null for one without.</summary>
    internal static ICommand? CommandOf(PoolEvent e) => e switch
    {
        LimitsConfigured configured => configured.Command,
        VenueAdmitted admitted => admitted.Command,
        VenueExpelled expelled => expelled.Command,
        PortConsented consented => consented.Command,
        VenuePorted ported => ported.Command,
        _ => null,
    };

    /// <summary>With an event of limits or venues folded in; null for an event of another kind.</summary>
    internal PoolRules? With(PoolId pool, long sequence, PoolEvent e) => e switch
    {
        LimitsConfigured { EffectiveAt: { } at } scheduled => this with { Changes = Changes with { Limits = new(new LimitTerms(pool, sequence, scheduled.Command.Policy), at) } },
        LimitsConfigured configured => this with { Limits = new LimitTerms(pool, sequence, configured.Command.Policy), Changes = Changes with { Limits = null } },
        WithdrawalGranted granted => this with { Withdrawals = With(sequence, granted) },
        VenueAdmitted admitted => With(new ProtocolState(admitted.Command.Venue, admitted.Command.IsActive ? ProtocolStatus.Active : ProtocolStatus.Suspended, e.At, sequence)
        {
            TakesOver = Protocols.Find(admitted.Command.Venue)?.TakesOver ?? [],
            PortedTo = admitted.Command.IsActive ? null : Protocols.Find(admitted.Command.Venue)?.PortedTo,
        }),
        VenueExpelled expelled => With(new ProtocolState(expelled.Command.Venue, ProtocolStatus.Expelled, e.At, sequence)
        {
            Reason = expelled.Command.Reason,
            CloseAt = expelled.Command.CloseAt,
            PortedTo = Protocols.Find(expelled.Command.Venue)?.PortedTo,
        }),
        PortConsented consented when Protocols.Find(consented.Command.To) is { } to => With(to with { TakesOver = to.TakesOver.Add(consented.Command.From) }),
        VenuePorted ported when Protocols.Find(ported.Command.From) is { } left => With(left with { PortedTo = ported.Command.To, Sequence = sequence }),
        _ => null,
    };

    private PoolRules With(ProtocolState state) => this with { Protocols = Protocols.With(state) };

    private PoolWithdrawals With(long sequence, WithdrawalGranted e)
    {
        // What is asked beyond a grant that stands does not make it stand longer.
        var first = Withdrawals.Grants.GetValueOrDefault(e.Request.Key)?.At is { } at && at + PoolWithdrawals.GrantLife > e.At ? at : e.At;
        return Withdrawals.With(new WithdrawalGrant(e.Request.Key, e.Request.Value, sequence, first)) with
        {
            Hourly = e.HourlyLeft is { } hourly ? new WithdrawalLevel(hourly, e.At) : null,
            Daily = e.DailyLeft is { } daily ? new WithdrawalLevel(daily, e.At) : null,
        };
    }
}
