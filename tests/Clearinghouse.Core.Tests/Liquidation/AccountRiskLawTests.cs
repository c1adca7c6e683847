using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Liquidation;

/// <summary>Random readings, steps and closings, one after another.</summary>
public sealed class AccountRiskLawTests
{
    private static readonly RiskStateTerms Terms = new() { CallDeadlineSeconds = 100, GraceSeconds = 20, StepIntervalSeconds = 10 };
    private static readonly ImmutableArray<LiquidationLeg> Legs = [new(Btc, Perp, Q("-1"), P("100"), P("99"), A("100"), A("1"), Amount.Zero)];

    private static readonly Gen<(int What, RiskReading Reading, int Seconds)[]> Histories = Gen.Select(
        Gen.Int[0, 9],
        Gen.Select(Gen.Int[-40, 160], Gen.Int[0, 120], Gen.Int[0, 100], Gen.Int[0, 2], Gen.Bool, (equity, initial, part, open, isReliable) => ReadingOf(equity, open == 0 ? 0 : initial, part, open, isReliable)),
        Gen.Int[0, 60]).Array[1, 60];

    [Fact]
    public void Decided_IsDecidedOnce_AndEveryEventCarriesItsNumbers() => Histories.Sample(history => Walk(history, (before, reading, now, events) =>
    {
        var after = events.Aggregate(before, (risk, happened) => risk.Apply(happened));
        Assert.Empty(AccountRiskDecider.Decide(after, reading, Terms, DefaultId.Create("again"), now));
        Assert.All(events, happened => Assert.Equal((reading, now), (happened.Reading, happened.At)));
    }));

    [Fact]
    public void TheState_IsWhatTheNumbersSay() => Histories.Sample(history => Walk(history, (before, reading, now, events) =>
    {
        var after = events.Aggregate(before, (risk, happened) => risk.Apply(happened));
        if (before.State == AccountRiskState.Closed)
        {
            Assert.Same(before, after);
            return;
        }

        Assert.True(reading.IsInitialCovered || !after.AllowsNewRisk);
        Assert.True(reading.IsMaintenanceCovered || after.State is AccountRiskState.Liquidating or AccountRiskState.Defaulted);
        if (reading.Equity < Amount.Zero && reading.IsReliable) Assert.Equal(AccountRiskState.Defaulted, after.State);
        if (after.State == AccountRiskState.Defaulted && before.State != AccountRiskState.Defaulted) Assert.True(reading.IsReliable && reading.Equity < Amount.Zero);
        if (after.State == AccountRiskState.MarginCall) Assert.True(reading.IsInitialCovered || now < after.Deadline);

        // Let go only with the buffer that it was held for.
        if (events.FirstOrDefault() is AccountRecovered) Assert.True(reading.Equity >= reading.MaintenanceMargin.Times(R("1.1"), Rounding.Ceiling));
        if (before.State == AccountRiskState.Liquidating && before.Cause == LiquidationCause.CallExpired && after.State != before.State) Assert.True(reading.IsInitialCovered || reading.Equity < Amount.Zero);
    }));

    [Fact]
    public void CallsAreNumberedWithoutGaps_AndStepsWithin() => Histories.Sample(history =>
    {
        var (call, step) = (0L, 0);
        foreach (var happened in Run(history))
        {
            Assert.True(happened.Call == call || happened.Call == call + 1);
            if (happened is LiquidationBegun) step = 0;
            if (happened is LiquidationStepTaken taken) Assert.Equal(++step, taken.Step);
            call = happened.Call;
        }
    });

    private static RiskReading ReadingOf(int equity, int initial, int part, int open, bool isReliable) => new(
        Amount.FromInteger(equity),
        Amount.FromInteger(initial),
        Amount.FromInteger(initial * part / 100),
        open,
        ImmutableSortedDictionary<MarketId, long>.Empty.Add(Btc, 3),
        isReliable ? [] : [Btc]);

    private static void Walk((int What, RiskReading Reading, int Seconds)[] history, Action<AccountRisk, RiskReading, DateTimeOffset, ImmutableArray<AccountRiskEvent>> look)
    {
        var (risk, now) = (new AccountRisk { Account = Alice }, Start);
        for (var i = 0; i < history.Length; i++)
        {
            now = now.AddSeconds(history[i].Seconds);
            var events = Events(risk, history[i], i, now);
            if (history[i].What < 7) look(risk, history[i].Reading, now, events);
            risk = events.Aggregate(risk, (state, happened) => state.Apply(happened));
        }
    }

    private static IEnumerable<AccountRiskEvent> Run((int What, RiskReading Reading, int Seconds)[] history)
    {
        var (risk, now) = (new AccountRisk { Account = Alice }, Start);
        for (var i = 0; i < history.Length; i++)
        {
            now = now.AddSeconds(history[i].Seconds);
            foreach (var happened in Events(risk, history[i], i, now))
            {
                yield return happened;
                risk = risk.Apply(happened);
            }
        }
    }

    private static ImmutableArray<AccountRiskEvent> Events(AccountRisk risk, (int What, RiskReading Reading, int Seconds) one, int index, DateTimeOffset now) => one.What switch
    {
        7 => AccountRiskDecider.TakeStep(risk, Legs, one.Reading, Terms, now).Events,
        8 => AccountRiskDecider.Exhaust(risk, one.Reading, DefaultId.Create($"x{index}"), now).Events,
        9 => AccountRiskDecider.Close(risk, one.Reading, now).Events,
        _ => AccountRiskDecider.Decide(risk, one.Reading, Terms, DefaultId.Create($"d{index}"), now),
    };
}
