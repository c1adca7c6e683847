using System.Collections.Immutable;
using System.Numerics;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Deleveraging;

/// <summary>
/// Turns cuts of baskets into whole lots. Each leg is closed by its basket's part, rounded to a lot below or above; over the accounts that hold a contract on one side the closures sum to the exact sum rounded to the
/// nearest lot, so that a single contract's required quantity is met to the lot.
/// </summary>
internal static class LegSplit
{
    // Far finer than any lot, so that the sum of thousands of rounded parts is still on the right side of half a lot.
    private const int FractionBits = 96;

    /// <summary>The closures of every account's legs.</summary>
    public static ImmutableArray<ImmutableArray<LegClosure>> Of(ImmutableArray<DeleveragingAccount> accounts, ImmutableArray<Amount> cuts)
    {
        var lots = accounts.Select(account => new BigInteger[account.Legs.Length]).ToArray();
        var legs = from a in Enumerable.Range(0, accounts.Length)
                   from l in Enumerable.Range(0, accounts[a].Legs.Length)
                   let leg = accounts[a].Legs[l]
                   group (Account: a, Leg: l) by (leg.Market, leg.Contract, leg.Quantity.Sign, leg.Lot);
        foreach (var side in legs) Apportion(side.Key.Lot, [.. side], accounts, cuts, lots);
        return [.. accounts.Select((account, a) => ImmutableArray.CreateRange(account.Legs.Select((leg, l) => ClosureOf(leg, lots[a][l], IsWhole(account, cuts[a])))))];
    }

    private static void Apportion(Quantity lot, List<(int Account, int Leg)> side, ImmutableArray<DeleveragingAccount> accounts, ImmutableArray<Amount> cuts, BigInteger[][] lots)
    {
        var exact = side.ConvertAll(at => PartOf(accounts[at.Account], at.Leg, cuts[at.Account], lot));
        var sum = exact.Aggregate(BigInteger.Zero, (total, part) => total + part);
        var left = RoundedDivision.Divide(sum, BigInteger.One << FractionBits, Rounding.HalfEven);
        foreach (var (part, at) in exact.Zip(side))
        {
            lots[at.Account][at.Leg] = part >> FractionBits;
            left -= part >> FractionBits;
        }

        var fraction = (BigInteger.One << FractionBits) - 1;
        var byRemainder = Enumerable.Range(0, side.Count).Where(i => !(exact[i] & fraction).IsZero).OrderByDescending(i => exact[i] & fraction).ThenBy(i => accounts[side[i].Account].Account);
        foreach (var i in byRemainder.Take((int)left)) lots[side[i].Account][side[i].Leg]++;
    }

    /// <summary>The exact part of a leg in lots, with <see cref="FractionBits"/> binary places.</summary>
    private static BigInteger PartOf(DeleveragingAccount account, int leg, Amount cut, Quantity lot) => cut.IsZero
        ? BigInteger.Zero
        : ((BigInteger)Int128.Abs(account.Legs[leg].Quantity.Raw) * cut.Raw << FractionBits) / ((BigInteger)account.Notional.Raw * lot.Raw);

    private static bool IsWhole(DeleveragingAccount account, Amount cut) => cut.IsPositive && cut == account.Notional;

    private static LegClosure ClosureOf(BasketLeg leg, BigInteger lots, bool whole)
    {
        var closed = whole ? leg.Quantity : Quantity.FromRaw((long)(lots * leg.Lot.Raw * leg.Quantity.Sign));
        return new LegClosure(leg.Market, leg.Contract, leg.Quantity, leg.Lot, closed);
    }
}
