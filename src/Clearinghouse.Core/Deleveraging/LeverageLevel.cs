using System.Collections.Immutable;
using System.Numerics;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Deleveraging;

/// <summary>
/// Water-filling: the level of leverage down to which baskets are cut. An account of notional N and equity E is cut by max(0, N − level × E). Among all ways to close as much, this leaves the lowest
/// highest leverage; and an account split into parts of equal leverage is cut by as much as the whole.
/// </summary>
internal static class LeverageLevel
{
    /// <summary>
    /// The highest level at which the cuts sum to what is required: with the accounts above it, (sum of N − required) / sum of E. The highest leverage there is when nothing is required, zero when all is.
    /// </summary>
    public static AmountFraction ForReduction(ImmutableArray<DeleveragingAccount> accounts, Amount required)
    {
        var ordered = accounts.Sort(ByLeverage);
        var (notional, equity) = (Amount.Zero, Amount.Zero);
        for (var i = 0; i < ordered.Length; i++)
        {
            notional += ordered[i].Notional;
            equity += ordered[i].Equity;
            if (notional < required) continue;
            var level = new AmountFraction(notional - required, equity);
            if (i == ordered.Length - 1 || level.CompareQuotient(ordered[i + 1].Notional, ordered[i + 1].Equity) <= 0) return level;
        }

        return AmountFraction.Zero;
    }

    /// <summary>
    /// The highest level, in steps of 10^-16 and not above a ceiling, at which the accounts can give up so much without being more levered than before: an account that closes a part of its basket can give
    /// up that part of its equity. The ceiling itself where the cuts that belong to it are enough; zero where no level is.
    /// </summary>
    public static AmountFraction ForCover(ImmutableArray<DeleveragingAccount> accounts, ImmutableArray<Amount> cutsAtCeiling, Amount cover, AmountFraction ceiling, Ratio? maxHaircut)
    {
        if (Covers(accounts, cutsAtCeiling, cover, maxHaircut)) return ceiling;
        var (low, high) = (Int128.Zero, (Int128)((BigInteger)ceiling.Numerator.Raw * Amount.One.Raw / ceiling.Denominator.Raw) + 1);
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            if (Covers(accounts, CutsAt(accounts, StepsOf(middle)), cover, maxHaircut)) low = middle;
            else high = middle;
        }

        return StepsOf(low);
    }

    /// <summary>What the accounts are cut by at a level, each rounded up to 10^-16.</summary>
    public static ImmutableArray<Amount> CutsAt(ImmutableArray<DeleveragingAccount> accounts, AmountFraction level) => [.. accounts.Select(account => CutAt(account.Notional, account.Equity, level))];

    /// <summary>What one account is cut by at a level, rounded up to 10^-16. Rounding down level × E rounds the difference up.</summary>
    public static Amount CutAt(Amount notional, Amount equity, AmountFraction level) => level.CompareQuotient(notional, equity) <= 0 ? Amount.Zero : notional - level.TimesFloor(equity).Floor;

    /// <summary>
    /// The cuts that sum to a required reduction at its level, to the unit: those rounded up are too much by a few units, which are taken off where rounding up added most; of equals, the name first in order.
    /// </summary>
    public static ImmutableArray<Amount> CutsOf(ImmutableArray<DeleveragingAccount> accounts, Amount required, AmountFraction level)
    {
        var cuts = CutsAt(accounts, level).ToBuilder();
        var surplus = cuts.Aggregate(Amount.Zero, (sum, cut) => sum + cut) - required;
        if (!surplus.IsPositive) return cuts.ToImmutable();
        var rounded = Enumerable.Range(0, cuts.Count)
            .Where(i => cuts[i].IsPositive)
            .Select(i => (Index: i, level.TimesFloor(accounts[i].Equity).CutOff))
            .Where(cut => !cut.CutOff.IsZero)
            .OrderByDescending(cut => cut.CutOff)
            .ThenBy(cut => accounts[cut.Index].Account)
            .Take((int)surplus.Raw);
        foreach (var (index, _) in rounded) cuts[index] -= Amount.FromRaw(1);
        return cuts.ToImmutable();
    }

    /// <summary>What an account that closes a part of its basket can give up without more leverage: equity × cut / notional, rounded down.</summary>
    public static Amount MostGiven(Amount notional, Amount equity, Amount cut) =>
        cut.IsZero ? Amount.Zero : Amount.FromRaw((Int128)((BigInteger)equity.Raw * cut.Raw / notional.Raw));

    /// <summary>The most that an account may be asked for, however much is closed: a part of its equity, rounded down in its favour.</summary>
    public static Amount BoundOf(Amount equity, Ratio? maxHaircut) => maxHaircut is { } most ? equity.Times(most, Rounding.Floor) : equity;

    /// <summary>The most that accounts with a basket may be asked for together.</summary>
    public static Amount MostOf(ImmutableArray<DeleveragingAccount> accounts, Ratio? maxHaircut) =>
        accounts.Where(account => account.Notional.IsPositive).Aggregate(Amount.Zero, (sum, account) => sum + BoundOf(account.Equity, maxHaircut));

    /// <summary>Descending by leverage, then by name.</summary>
    public static int ByLeverage(DeleveragingAccount left, DeleveragingAccount right)
    {
        var compared = right.Leverage.CompareQuotient(left.Notional, left.Equity);
        return compared != 0 ? -compared : left.Account.CompareTo(right.Account);
    }

    private static AmountFraction StepsOf(Int128 raw) => new(Amount.FromRaw(raw), Amount.One);

    /// <summary>Whether accounts that are cut by so much can give up so much.</summary>
    public static bool Covers(ImmutableArray<DeleveragingAccount> accounts, ImmutableArray<Amount> cuts, Amount cover, Ratio? maxHaircut)
    {
        var sum = Amount.Zero;
        for (var i = 0; i < accounts.Length && sum < cover; i++) sum += Amount.Min(MostGiven(accounts[i].Notional, accounts[i].Equity, cuts[i]), BoundOf(accounts[i].Equity, maxHaircut));
        return sum >= cover;
    }
}
