using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Refusals;

namespace Clearinghouse.Core.Protocols;

/// <summary>Decides who is a member of a pool, and where the accounts of one go that is no longer. Pure: the ledger is read, never changed.</summary>
public static class ProtocolDecider
{
    private const int LongestReason = 200;

    /// <summary>Admits a venue, takes a suspension back, or suspends it. One that was expelled stays so.</summary>
    public static Decision<PoolEvent> Decide(PoolLedger ledger, AdmitVenue command, DateTimeOffset now)
    {
        if (ledger.Commands.Recall(command) is { } known) return Decision<PoolEvent>.From(known);
        if (CheckName(command.Venue, "venue") is { } invalid) return Decision<PoolEvent>.Refuse(invalid);
        return ledger.Rules.Protocols.Find(command.Venue) is { Status: ProtocolStatus.Expelled } expelled
            ? Decision<PoolEvent>.Refuse(Expelled(expelled))
            : Decision<PoolEvent>.Accept(new VenueAdmitted(command) { At = now });
    }

    /// <summary>Expels a venue. What closes its accounts is how the pool deals with defaults, so there must be such a policy.</summary>
    /// <param name="ledger">The pool.</param>
    /// <param name="command">The command.</param>
    /// <param name="isMember">Whether the venue was admitted, by the journal or before admissions were journaled.</param>
    /// <param name="now">The time.</param>
    public static Decision<PoolEvent> Decide(PoolLedger ledger, ExpelVenue command, bool isMember, DateTimeOffset now)
    {
        if (ledger.Commands.Recall(command) is { } known) return Decision<PoolEvent>.From(known);
        if (CheckName(command.Venue, "venue") is { } invalid) return Decision<PoolEvent>.Refuse(invalid);
        if (string.IsNullOrWhiteSpace(command.Reason) || command.Reason.Length > LongestReason)
            return Decision<PoolEvent>.Refuse(new Refusal(RefusalCode.RequestInvalid) { Subject = "reason", Limit = $"from 1 to {LongestReason} characters" });
        if (command.CloseAt < now) return Decision<PoolEvent>.Refuse(new Refusal(RefusalCode.RequestInvalid) { Subject = "closeAt", Available = $"{command.CloseAt:O}", Limit = $"{now:O}" });
        if (!isMember) return Decision<PoolEvent>.Refuse(new Refusal(RefusalCode.VenueNotMember) { Subject = command.Venue.Value });
        if (ledger.Rules.Protocols.Find(command.Venue) is { Status: ProtocolStatus.Expelled } expelled) return Decision<PoolEvent>.Refuse(Expelled(expelled));
        return ledger.Defaults.Terms is null
            ? Decision<PoolEvent>.Refuse(new Refusal(RefusalCode.DefaultsNotConfigured) { Subject = ledger.Pool.Value })
            : Decision<PoolEvent>.Accept(new VenueExpelled(command) { At = now });
    }

    /// <summary>Keeps that a member takes over another's accounts.</summary>
    public static Decision<PoolEvent> Decide(PoolLedger ledger, ConsentToPort command, DateTimeOffset now)
    {
        if (ledger.Commands.Recall(command) is { } known) return Decision<PoolEvent>.From(known);
        return (CheckName(command.From, "from") ?? CheckReceiver(ledger, command.From, command.To)) is { } invalid
            ? Decision<PoolEvent>.Refuse(invalid)
            : Decision<PoolEvent>.Accept(new PortConsented(command) { At = now });
    }

    /// <summary>Ports the accounts of a venue that is suspended or expelled to one that consented.</summary>
    public static Decision<PoolEvent> Decide(PoolLedger ledger, PortVenue command, DateTimeOffset now)
    {
        if (ledger.Commands.Recall(command) is { } known) return Decision<PoolEvent>.From(known);
        if ((CheckName(command.From, "from") ?? CheckReceiver(ledger, command.From, command.To)) is { } invalid) return Decision<PoolEvent>.Refuse(invalid);
        if (ledger.Rules.Protocols.Find(command.From) is not { Status: ProtocolStatus.Suspended or ProtocolStatus.Expelled } from)
            return Decision<PoolEvent>.Refuse(new Refusal(RefusalCode.VenueNotSuspended) { Subject = command.From.Value });
        if (from.PortedTo is { } other && other != command.To) return Decision<PoolEvent>.Refuse(new Refusal(RefusalCode.VenueNotSuspended) { Subject = command.From.Value, Available = $"ported to {other}" });
        return ledger.Rules.Protocols.Find(command.To)!.TakesOver.Contains(command.From)
            ? Decision<PoolEvent>.Accept(new VenuePorted(command) { At = now })
            : Decision<PoolEvent>.Refuse(new Refusal(RefusalCode.PortNotConsented) { Subject = command.To.Value, Required = command.From.Value });
    }

    /// <summary>The receiving venue is an active member, by the journal: one of before admissions were journaled is admitted again first.</summary>
    private static Refusal? CheckReceiver(PoolLedger ledger, VenueId from, VenueId to)
    {
        if (CheckName(to, "to") is { } invalid) return invalid;
        if (from == to) return new Refusal(RefusalCode.RequestInvalid) { Subject = "to", Detail = "another venue" };
        return ledger.Rules.Protocols.Find(to) is { Status: ProtocolStatus.Active } ? null : new Refusal(RefusalCode.VenueNotMember) { Subject = to.Value };
    }

    private static Refusal? CheckName(VenueId venue, string field) => string.IsNullOrEmpty(venue.Value) || venue == OwnNames.Venue
        ? new Refusal(RefusalCode.RequestInvalid) { Subject = field, Detail = venue == OwnNames.Venue ? "the clearinghouse's own name" : null }
        : null;

    private static Refusal Expelled(ProtocolState state) => new(RefusalCode.VenueExpelled) { Subject = state.Venue.Value, Available = $"{state.Since:O}" };
}
