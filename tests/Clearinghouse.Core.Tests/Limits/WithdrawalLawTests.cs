using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Limits;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Tests.Builders;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Limits;

/// <summary>How much leaves a pool, whatever is asked and when.</summary>
public sealed class WithdrawalLawTests
{
    private static readonly LimitPolicy Tenth = new() { Hourly = new(R("0.01"), A("100")), Daily = new(R("0.1"), A("500")) };

    private static readonly Gen<List<(int Value, int Seconds, int Id)>> Requests = Gen.Select(Gen.Int[1, 200], Gen.Int[0, 2_000], Gen.Int[0, 9]).List[1, 60];

    [Fact]
    public void Granted_WithinAnySpan_IsNoMoreThanTheLimitAndWhatComesBack() => Requests.Sample(requests =>
    {
        var pool = new PoolBuilder().Limit(Tenth);
        var granted = new List<(DateTimeOffset At, Amount Value)>();
        foreach (var (value, seconds, _) in requests)
        {
            pool.Wait(TimeSpan.FromSeconds(seconds));
            if (pool.Ask($"w{granted.Count}-{pool.Now.Ticks}-{value}", Amount.FromInteger(value), A("10000")).Events.Length > 0) granted.Add((pool.Now, Amount.FromInteger(value)));
        }

        for (var from = 0; from < granted.Count; from++)
        {
            for (var to = from; to < granted.Count; to++)
            {
                var sum = granted[from..(to + 1)].Aggregate(Amount.Zero, (total, grant) => total + grant.Value).ToDouble();
                var span = granted[to].At - granted[from].At;
                Assert.True(sum <= (100 * (1 + span.TotalHours)) + 1e-6, $"{sum} in {span}");
                Assert.True(sum <= (1000 * (1 + span.TotalDays)) + 1e-6, $"{sum} in {span}");
            }
        }
    });

    [Fact]
    public void Asked_AgainUnderTheSameId_IsAnsweredAgain_AndCountsOnce() => Requests.Sample(requests =>
    {
        var pool = new PoolBuilder().Limit(Tenth);
        var granted = new Dictionary<int, Amount>();
        foreach (var (value, _, id) in requests)
        {
            var before = pool.Ledger.Sequence;
            var decision = pool.Ask($"w{id}", Amount.FromInteger(value), A("10000"));
            if (granted.TryGetValue(id, out var known) && known >= Amount.FromInteger(value)) Assert.Equal((CommandStatus.Exists, before), (decision.Status, pool.Ledger.Sequence));
            if (decision.Events.Length > 0) granted[id] = Amount.FromInteger(value);
        }

        // Time stood still: what is left and what was granted come to the limit.
        if (granted.Count > 0) Assert.Equal(A("100"), granted.Values.Aggregate(pool.Ledger.Rules.Withdrawals.Hourly!.Left, (sum, value) => sum + value));
    });

    [Fact]
    public void Refused_SaysHowMuchWouldPassNow_AndWhenThisWould() => Gen.Select(Gen.Int[1, 100], Gen.Int[1, 100], Gen.Int[0, 3_000]).Sample((first, second, seconds) =>
    {
        var pool = new PoolBuilder().Limit(new() { Hourly = new(R("0.01"), A("100")) });
        pool.Ask("first", Amount.FromInteger(first), A("10000"));
        pool.Wait(TimeSpan.FromSeconds(seconds));
        if (pool.Ask("second", Amount.FromInteger(second), A("10000")).Refusal is not { } refusal) return;
        Assert.Equal((RefusalCode.WithdrawalRateLimit, "100"), (refusal.Code, refusal.Limit));
        var wait = refusal.NotBefore!.Value - pool.Now;
        Assert.NotNull(pool.Wait(wait - TimeSpan.FromSeconds(2)).Ask("second", Amount.FromInteger(second), A("10000")).Refusal);
        Assert.Null(pool.Wait(TimeSpan.FromSeconds(2)).Ask("second", Amount.FromInteger(second), A("10000")).Refusal);
    });

    [Fact]
    public void Refused_NowAvailable_IsGranted()
    {
        var pool = new PoolBuilder().Limit(Tenth);
        pool.Ask("first", A("70"), A("10000"));
        var refusal = pool.Ask("second", A("31"), A("10000")).Refusal!;
        Assert.Equal(("31", "30", "100", pool.Now.AddSeconds(36)), (refusal.Required, refusal.Available, refusal.Limit, refusal.NotBefore));
        Assert.Null(pool.Ask("third", A("30"), A("10000")).Refusal);
    }

    [Fact]
    public void MoreThanAWholePeriodLetsOut_IsNeverGrantedAtOnce()
    {
        var refusal = new PoolBuilder().Limit(Tenth).Ask("all", A("10000"), A("10000")).Refusal!;
        Assert.Equal((null, "100"), (refusal.NotBefore, refusal.Available));
        Assert.Contains("parts", refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void DefaultThatRuns_HoldsEverything_OrAllButAShare()
    {
        var held = new PoolBuilder().Limit(Tenth);
        Assert.Equal(RefusalCode.WithdrawalsHeld, held.Ask("w", A("1"), A("10000"), defaultRuns: true).Refusal!.Code);
        Assert.Null(held.Ask("w", A("1"), A("10000")).Refusal);
        Assert.Equal(CommandStatus.Exists, held.Ask("w", A("1"), A("10000"), defaultRuns: true).Status); // what was let go before

        var shared = new PoolBuilder().Limit(Tenth with { ShareInDefault = R("0.25") });
        Assert.Equal("25", shared.Ask("w", A("26"), A("10000"), defaultRuns: true).Refusal!.Available);
        Assert.Null(shared.Ask("w", A("25"), A("10000"), defaultRuns: true).Refusal);
    }

    [Fact]
    public void PoolThatGrows_LetsMoreOut_AndTheFloorHoldsInASmallOne()
    {
        Assert.Equal("1000", new PoolBuilder().Limit(Tenth).Ask("w", A("99999"), A("100000")).Refusal!.Limit);
        Assert.Equal("100", new PoolBuilder().Limit(Tenth).Ask("w", A("99999"), A("-5")).Refusal!.Limit);
    }

    [Fact]
    public void Grants_AreForgottenAfterAnHour_AndBoundedInNumber()
    {
        var pool = new PoolBuilder().Limit(new() { Hourly = new(R("0"), A("1000000")) });
        for (var i = 0; i < PoolWithdrawals.MostGrants + 10; i++) pool.Ask($"w{i}", A("1"), Amount.Zero);
        Assert.Equal(PoolWithdrawals.MostGrants, pool.Ledger.Rules.Withdrawals.Grants.Count);
        pool.Wait(TimeSpan.FromHours(2)).Ask("last", A("1"), Amount.Zero);
        Assert.Single(pool.Ledger.Rules.Withdrawals.Grants);
    }

    [Fact]
    public void State_ComesBackFromASnapshot()
    {
        var pool = new PoolBuilder().Limit(Tenth);
        pool.Ask("w", A("70"), A("10000"));
        var again = PoolLedger.FromState(CanonicalEncoding.Decode<PoolLedgerState>(CanonicalEncoding.Encode(pool.Ledger.ToState())));
        Assert.Equal(CanonicalEncoding.Encode(pool.Ledger.ToState()), CanonicalEncoding.Encode(again.ToState()));
        Assert.Equal(A("30"), again.Rules.Withdrawals.Hourly!.Left);
    }
}
