using System.Collections.Immutable;
using System.Numerics;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Deleveraging;

/// <summary>Divides a deficit among those who are reduced: all give the same part of what is closed for them, but nobody more than its limit.</summary>
internal static class HaircutRate
{
    /// <summary>The rate per unit of notional closed at which min(rate × cut, limit) sums to the deficit; null when the limits do not reach it, or only just: everybody gives its limit.</summary>
    public static AmountFraction? For(ImmutableArray<Amount> cuts, ImmutableArray<Amount> limits, Amount deficit)
    {
        if (deficit.IsZero) return AmountFraction.Zero;
        var ordered = Enumerable.Range(0, cuts.Length).Where(i => cuts[i].IsPositive).ToList();
        ordered.Sort((left, right) => ((BigInteger)limits[left].Raw * cuts[right].Raw).CompareTo((BigInteger)limits[right].Raw * cuts[left].Raw));
        var left = deficit;
        var cut = ordered.Aggregate(Amount.Zero, (sum, i) => sum + cuts[i]);
        foreach (var i in ordered)
        {
            var rate = new AmountFraction(left, cut);
            if (rate.CompareQuotient(limits[i], cuts[i]) > 0) return rate;
            left -= limits[i];
            cut -= cuts[i];
            if (!left.IsPositive) return null;
        }

        return null;
    }

    /// <summary>What each gives at a rate, to the unit: rounded down, and the units left over one each to those from whom most was cut off, the earlier of equals first.</summary>
    public static ImmutableArray<Amount> HaircutsAt(ImmutableArray<Amount> cuts, ImmutableArray<Amount> limits, AmountFraction? rate, Amount deficit)
    {
        if (rate is null) return limits;
        var given = new Amount[cuts.Length];
        var open = new List<(int Index, BigInteger CutOff)>();
        var left = deficit;
        for (var i = 0; i < given.Length; i++)
        {
            var (floor, cutOff) = rate.TimesFloor(cuts[i]);
            given[i] = Amount.Min(floor, limits[i]);
            left -= given[i];
            if (floor < limits[i]) open.Add((i, cutOff));
        }

        foreach (var (index, _) in open.OrderByDescending(one => one.CutOff).Take((int)left.Raw)) given[index] += Amount.FromRaw(1);
        return [.. given];
    }
}
