using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Deleveraging;

/// <summary>The order in which accounts would be deleveraged, for each to read beforehand.</summary>
public sealed class DeleveragingRanking
{
    private readonly Dictionary<AccountId, DeleveragingRank> _ranks;

    private DeleveragingRanking(ImmutableArray<DeleveragingRank> ranks)
    {
        Ranks = ranks;
        _ranks = ranks.ToDictionary(rank => rank.Account);
    }

    /// <summary>All, the most levered first; equals by name.</summary>
    public ImmutableArray<DeleveragingRank> Ranks { get; }

    /// <summary>Ranks accounts by net notional over equity.</summary>
    /// <param name="accounts">Each once, with equity above zero.</param>
    public static DeleveragingRanking Of(ImmutableArray<DeleveragingAccount> accounts)
    {
        var ordered = accounts.Sort(LeverageLevel.ByLeverage);
        var ranks = ImmutableArray.CreateBuilder<DeleveragingRank>(ordered.Length);
        var (notional, equity) = (Amount.Zero, Amount.Zero);
        foreach (var account in ordered)
        {
            var leverage = account.Leverage;
            var isEqual = ranks.Count > 0 && leverage.CompareQuotient(ranks[^1].Leverage.Numerator, ranks[^1].Leverage.Denominator) == 0;
            var touched = isEqual ? ranks[^1].TouchedAbove : (Rational.From(notional) - (leverage.ToRational() * Rational.From(equity))).Round<Amount>(Rounding.Floor);
            ranks.Add(new DeleveragingRank(account.Account, isEqual ? ranks[^1].Rank : ranks.Count + 1, ordered.Length, leverage, touched));
            notional += account.Notional;
            equity += account.Equity;
        }

        return new DeleveragingRanking(ranks.MoveToImmutable());
    }

    /// <summary>An account's rank; null when it is not ranked.</summary>
    public DeleveragingRank? RankOf(AccountId account) => _ranks.GetValueOrDefault(account);
}
