using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Limits;

/// <summary>Decides what may leave a pool. Pure: the ledger is read, never changed.</summary>
public static class WithdrawalDecider
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Grants a withdrawal, or says how much may leave and when this would. What was granted under the id is granted again without counting again; only what is asked beyond it counts.</summary>
    /// <param name="ledger">The pool.</param>
    /// <param name="request">What is to leave.</param>
    /// <param name="poolCash">What accounts hold in the pool.</param>
    /// <param name="defaultRuns">Whether somebody's loss is not known yet, or not paid.</param>
    /// <param name="now">The time.</param>
    public static Decision<PoolEvent> Decide(PoolLedger ledger, WithdrawalRequest request, Amount poolCash, bool defaultRuns, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(request);
        if (request.Value.IsNegative) return Decision<PoolEvent>.Refuse(new Refusal(RefusalCode.RequestInvalid) { Subject = "value" });
        if (ledger.Rules.Limits?.Policy is not { } policy || (policy.Hourly is null && policy.Daily is null)) return Decision<PoolEvent>.Accept();
        var known = ledger.Rules.Withdrawals.Grants.GetValueOrDefault(request.Key) is { } grant && grant.At + PoolWithdrawals.GrantLife > now ? grant : null;
        if (known is not null && known.Value >= request.Value) return Decision<PoolEvent>.Exists(known.Sequence);
        if (defaultRuns && policy.ShareInDefault.IsZero)
            return Decision<PoolEvent>.Refuse(new Refusal(RefusalCode.WithdrawalsHeld) { Subject = ledger.Pool.Value, Required = request.Value.ToString(), Available = "0", Detail = "a default runs" });

        var asked = request.Value - (known?.Value ?? Amount.Zero);
        var share = defaultRuns ? policy.ShareInDefault : Ratio.One;
        var hourly = LeftOf(policy.Hourly, ledger.Rules.Withdrawals.Hourly, Hour);
        var daily = LeftOf(policy.Daily, ledger.Rules.Withdrawals.Daily, Day);
        var (hour, day) = (Check(hourly, Hour, "hour"), Check(daily, Day, "day"));
        return (hour is not null && day is not null ? Both(hour, day, isHourLess: hourly!.Value.Left <= daily!.Value.Left) : hour ?? day) is { } refusal
            ? Decision<PoolEvent>.Refuse(refusal)
            : Decision<PoolEvent>.Accept(new WithdrawalGranted(request, hourly?.Left - asked, daily?.Left - asked) { At = now });

        (Amount Left, Amount Capacity)? LeftOf(WithdrawalRate? rate, WithdrawalLevel? level, TimeSpan period)
        {
            if (rate is null) return null;
            var capacity = rate.CapacityOf(poolCash).Times(share, Rounding.Floor);
            return (WithdrawalLevel.LeftAt(level, capacity, period, now), capacity);
        }

        Refusal? Check((Amount Left, Amount Capacity)? limit, TimeSpan period, string name) => limit is { } known && known.Left < asked
            ? new Refusal(RefusalCode.WithdrawalRateLimit)
            {
                Subject = request.Account.Value,
                Required = asked.ToString(),
                Available = known.Left.ToString(),
                Limit = known.Capacity.ToString(),
                NotBefore = asked <= known.Capacity ? now + Wait(asked - known.Left, known.Capacity, period) : null,
                Detail = asked <= known.Capacity ? $"of the {name}" : $"more than may leave in a whole {name}: take it in parts",
            }
            : null;
    }

    /// <summary>How long until so much has come back; rounded up to a second.</summary>
    private static TimeSpan Wait(Amount missing, Amount capacity, TimeSpan period)
    {
        var seconds = Rational.From(missing) * Rational.FromSeconds(period) / Rational.From(capacity);
        return TimeSpan.FromSeconds(Math.Ceiling(seconds.ToDouble()));
    }

    /// <summary>Where both limits refuse, the one that lets less through says so, and the one that binds longer says until when.</summary>
    private static Refusal Both(Refusal hour, Refusal day, bool isHourLess) =>
        (isHourLess ? hour : day) with { NotBefore = hour.NotBefore is { } first && day.NotBefore is { } second ? (first > second ? first : second) : null };
}
