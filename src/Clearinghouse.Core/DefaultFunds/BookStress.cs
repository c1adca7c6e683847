using System.Collections.Immutable;
using Clearinghouse.Core.Collateral;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Scenarios;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.DefaultFunds;

/// <summary>
/// A pool's whole book in every joint scenario of the risk arrays: past days and stress events, unweighted. Memory grows with scenarios and groups of affiliates, not with accounts.
/// </summary>
/// <param name="view">Where risk arrays are.</param>
/// <param name="policy">How accounts are margined.</param>
/// <param name="scenarios">The scenarios of the arrays.</param>
public sealed class BookStress(IMarketView view, IMarginPolicy policy, ScenarioSet scenarios)
{
    /// <summary>How many joint scenarios there are.</summary>
    public int ScenarioCount => scenarios.History.Dates.Length + scenarios.Stress.Length;

    /// <summary>The fund that a book requires. Of each scenario only the groups that count are kept, those that lose beyond their own margin.</summary>
    /// <param name="accounts">The book, in order of account.</param>
    /// <param name="coverCount">How many groups default at once; at least 1.</param>
    public FundRequirement RequirementOf(ImmutableArray<BookAccount> accounts, int coverCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(coverCount, 1);
        var room = new double[ScenarioCount];
        var alone = new LargestLosses(ScenarioCount, coverCount);
        var groups = new SortedDictionary<string, Amount[]>(StringComparer.Ordinal);
        foreach (var account in accounts)
        {
            var own = LossesOf(account.Input, room);
            var together = account.Group is { } group ? GroupOf(groups, group) : null;
            for (var s = 0; s < room.Length; s++)
            {
                if (!(room[s] > OwnFloor(own))) continue;
                var member = MemberOf(account, room[s], own);
                if (together is null) alone.Add(s, member);
                else together[s] += member.Uncovered;
            }
        }

        var largest = new LargestLosses(ScenarioCount, coverCount);
        foreach (var (group, losses) in groups)
            for (var s = 0; s < losses.Length; s++) largest.Add(s, new MemberStress(group, losses[s], Amount.Zero));
        var members = MembersOf(accounts, largest, room);
        return FundRequirement.Of(coverCount, [.. Enumerable.Range(0, ScenarioCount).Select(s => new StressedMembers(NameOf(s), [.. alone.Of(s), .. members[s]]))]);
    }

    /// <summary>What an account loses in every scenario, positions and collateral at what it counts for, and what it has put up for itself: its equity, but no more than its initial margin, because the rest can be withdrawn. Negative where it owes.</summary>
    private Amount LossesOf(MarginInput input, double[] losses)
    {
        Array.Clear(losses);
        foreach (var exposure in input.Exposures)
        {
            if (exposure.Position.Quantity.IsZero || view.FindRisk(exposure.Snapshot)?.Find(exposure.Contract.Contract.Id) is not { } array) continue;
            var held = exposure.Position.Quantity.ToDouble();
            var days = array.Historical;
            var events = array.Stress;
            for (var s = 0; s < days.Length; s++) losses[s] -= held * days[s];
            for (var s = 0; s < events.Length; s++) losses[days.Length + s] -= held * events[s];
        }

        var statement = policy.Evaluate(input);
        if (input.Collateral is { } collateral) AddCollateral(collateral, statement, losses);
        return Amount.Min(statement.Equity, statement.InitialMargin);
    }

    private void AddCollateral(PledgedCollateral collateral, MarginStatement statement, double[] losses)
    {
        foreach (var (pledged, line) in collateral.Assets.Zip(statement.Collateral?.Lines ?? []))
        {
            if (pledged.Snapshot is not { } snapshot) continue;
            var value = line.Value.ToDouble();
            for (var s = 0; s < losses.Length; s++) losses[s] -= value * MoveOf(snapshot, s);
        }
    }

    /// <summary>A market's price change in a scenario, as a fraction.</summary>
    private double MoveOf(MarketSnapshot snapshot, int scenario)
    {
        var days = scenarios.History.Dates.Length;
        if (scenario >= days) return scenarios.Stress[scenario - days].MoveOf(snapshot.Market).PriceFraction;
        var volatility = (snapshot.Parameters.Risk ?? RiskParameters.Default).DailyVolatility.ToDouble();
        return Math.Exp(scenarios.History.MoveOf(snapshot.Market, scenario) * scenarios.SigmaOf(volatility)) - 1;
    }

    /// <summary>The accounts of the largest groups, by scenario.</summary>
    private List<MemberStress>[] MembersOf(ImmutableArray<BookAccount> accounts, LargestLosses largest, double[] room)
    {
        List<MemberStress>[] members = [.. Enumerable.Range(0, ScenarioCount).Select(_ => new List<MemberStress>())];
        foreach (var account in accounts.Where(account => account.Group is { } group && largest.Holds(group)))
        {
            var own = LossesOf(account.Input, room);
            for (var s = 0; s < room.Length; s++)
                if (room[s] > OwnFloor(own) && largest.Of(s).Any(group => group.Member == account.Group)) members[s].Add(MemberOf(account, room[s], own));
        }

        return members;
    }

    private string NameOf(int scenario)
    {
        var days = scenarios.History.Dates.Length;
        return scenario < days ? scenarios.History.NameOf(scenario) : scenarios.Stress[scenario - days].Name;
    }

    private Amount[] GroupOf(SortedDictionary<string, Amount[]> groups, string group) => groups.TryGetValue(group, out var losses) ? losses : groups[group] = new Amount[ScenarioCount];

    /// <summary>Losses are rounded up to 10^-16: a fund that is a unit too large harms nobody.</summary>
    private static MemberStress MemberOf(BookAccount account, double loss, Amount own) => new(account.Account.Value, Amount.FromDouble(loss, Rounding.Ceiling), own, account.Group, account.Venue);

    /// <summary>Below this nothing is uncovered, whatever the rounding of doubles.</summary>
    private static double OwnFloor(Amount own) => own.ToDouble() - 1e-9;
}
