using Clearinghouse.Core.Commands;
using Clearinghouse.Core.DefaultFunds;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>
/// Decides how contributions to the default fund leave it: after a notice, after a review that came since, while no default runs, and never what the venue must have or what stands behind assessments it owes. So nobody runs from a
/// loss that is not known yet. Pure: the ledger is read, never changed.
/// </summary>
public static class FundLeaveDecider
{
    /// <summary>A venue asks for a part of its contribution.</summary>
    public static Decision<PoolEvent> Decide(PoolLedger ledger, LeaveFund command, DateTimeOffset now)
    {
        if (ledger.Commands.Recall(command) is { } known) return Decision<PoolEvent>.From(known);
        if (string.IsNullOrEmpty(command.Venue.Value)) return Refuse(new Refusal(RefusalCode.RequestInvalid) { Subject = "venue" });
        if (MovementLimit.Check(command.Amount) is { } invalid) return Refuse(invalid);
        if (ledger.Sizing.Terms is not { } terms) return Refuse(new Refusal(RefusalCode.FundNotConfigured) { Subject = ledger.Pool.Value });
        var surplus = SurplusOf(ledger, command.Venue, now);
        return command.Amount > surplus
            ? Refuse(Short(command.Venue, command.Amount, surplus))
            : Decision<PoolEvent>.Accept(new FundNoticeGiven(command, new FundNotice(command.Amount, now, now.AddSeconds(terms.Policy.NoticeSeconds ?? FundPolicy.DefaultNoticeSeconds))) { At = now });
    }

    /// <summary>The part is paid out.</summary>
    public static Decision<PoolEvent> Decide(PoolLedger ledger, RedeemFund command, DateTimeOffset now)
    {
        if (ledger.Commands.Recall(command) is { } known) return Decision<PoolEvent>.From(known);
        if (ledger.Defaults.MemberOf(command.Venue).Notice is not { } notice) return Refuse(new Refusal(RefusalCode.FundNoticeRunning) { Subject = command.Venue.Value, Detail = "nothing was asked back: ask with LeaveFund first" });
        if (now < notice.DueAt) return Refuse(new Refusal(RefusalCode.FundNoticeRunning) { Subject = command.Venue.Value, Required = $"{notice.DueAt:O}", Available = $"{now:O}" });
        if (!(ledger.Sizing.Review?.At >= notice.GivenAt)) return Refuse(new Refusal(RefusalCode.FundNoticeRunning) { Subject = command.Venue.Value, Required = $"a review after {notice.GivenAt:O}", Available = $"{ledger.Sizing.Review?.At:O}" });
        if (!ledger.Insurance.Running.IsEmpty || !ledger.Defaults.Unconfirmed.IsEmpty) return Refuse(new Refusal(RefusalCode.DefaultRunning) { Subject = ledger.Pool.Value });
        var surplus = SurplusOf(ledger, command.Venue, now);
        return surplus.IsPositive
            ? Decision<PoolEvent>.Accept(new FundRedeemed(command, Amount.Min(notice.Amount, surplus)) { At = now })
            : Refuse(Short(command.Venue, notice.Amount, surplus));
    }

    private static Amount SurplusOf(PoolLedger ledger, VenueId venue, DateTimeOffset now) =>
        ledger.Sizing.Review is null ? Amount.Zero : FundDecider.StandingOf(ledger, venue, now).Surplus;

    private static Refusal Short(VenueId venue, Amount asked, Amount surplus) => new(RefusalCode.FundSurplusShort) { Subject = venue.Value, Required = asked.ToString(), Available = surplus.ToString() };

    private static Decision<PoolEvent> Refuse(Refusal refusal) => Decision<PoolEvent>.Refuse(refusal);
}
