using System.Collections.Immutable;
using Clearinghouse.Core.Deleveraging;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using CsCheck;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Deleveraging;

/// <summary>Random baskets over two contracts of one market, and a margin engine for them.</summary>
internal static class Baskets
{
    internal static readonly DefaultId Cause = DefaultId.Create("d1");

    private static readonly (ContractId Contract, Price Mark)[] Contracts = [(Perp, P("100")), (Dated, P("101.5"))];

    private static readonly Gen<(int Perp, int Dated, long Equity, int Profit)> One =
        Gen.Select(Gen.Int[-60, 60], Gen.Frequency((2, Gen.Const(0)), (1, Gen.Int[-60, 60])), Gen.Long[1_000_000_000_000_000, 3_000_000_000_000_000_000], Gen.Int[-500, 500]);

    internal static readonly Gen<ImmutableArray<DeleveragingAccount>> Accounts =
        One.Array[1, 8].Select(all => all.Select((one, i) => Account($"a{i}", one.Perp, one.Dated, Amount.FromRaw(one.Equity), Amount.FromInteger(one.Profit))).ToImmutableArray());

    /// <summary>Parts of what the accounts have: of net notional to be closed, of equity to be given up, and what may be asked of each.</summary>
    internal static readonly Gen<DeleveragingRequest> Requests = Gen.Select(Accounts, Gen.Int[0, 110], Gen.Int[0, 60], Gen.Frequency((2, Gen.Const(0)), (1, Gen.Int[1, 100]))).Select((accounts, closed, given, most) => new DeleveragingRequest(
        Cause,
        Sum(accounts.Select(account => account.Notional)).Times(Ratio.FromPpm(closed * 10_000), Rounding.Floor),
        Sum(accounts.Select(account => account.Equity)).Times(Ratio.FromPpm(given * 10_000), Rounding.Floor),
        accounts)
    {
        MaxHaircut = most == 0 ? null : Ratio.FromPpm(most * 10_000),
    });

    /// <summary>The most that a request asks of an account of so much equity.</summary>
    internal static Amount BoundOf(DeleveragingRequest request, Amount equity) => request.MaxHaircut is { } most ? equity.Times(most, Rounding.Floor) : equity;

    internal static DeleveragingAccount Account(string name, int perpLots, int datedLots, Amount equity, Amount profit)
    {
        ImmutableArray<BasketLeg> legs = [.. new[] { perpLots, datedLots }.Select((lots, i) => new BasketLeg(Btc, Contracts[i].Contract, Quantity.FromRaw(lots * 10_000_000L), Q("0.1"))).Where(leg => !leg.Quantity.IsZero)];
        return new DeleveragingAccount(AccountId.Create(name), Net(legs, [.. legs.Select(leg => leg.Quantity)]).Abs(), equity, profit, legs);
    }

    /// <summary>5 % of what is left after hedges, and 1 % of everything: closing one leg of a hedge alone raises it.</summary>
    internal static Amount Requirement(DeleveragingAccount account, ImmutableArray<Quantity> held)
    {
        var gross = Sum(account.Legs.Select((leg, i) => (MarkOf(leg) * held[i]).Abs()));
        return Net(account.Legs, held).Abs().Times(R("0.05"), Rounding.Ceiling) + gross.Times(R("0.01"), Rounding.Ceiling);
    }

    internal static Amount Sum(IEnumerable<Amount> amounts) => amounts.Aggregate(Amount.Zero, (sum, one) => sum + one);

    private static Amount Net(ImmutableArray<BasketLeg> legs, ImmutableArray<Quantity> held) => Sum(legs.Select((leg, i) => MarkOf(leg) * held[i]));

    private static Price MarkOf(BasketLeg leg) => Contracts.Single(contract => contract.Contract == leg.Contract).Mark;
}
