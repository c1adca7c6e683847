using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Deleveraging;

/// <summary>What a deleveraging has to achieve, and by whom.</summary>
/// <param name="Default">The default that causes it.</param>
/// <param name="RequiredReduction">The net notional of baskets that has to be closed, such as that of the defaulter's positions; zero when they were taken already. Not negative.</param>
/// <param name="Deficit">The money that those who are reduced have to give up; not negative.</param>
/// <param name="Accounts">Who may be reduced.</param>
public sealed record DeleveragingRequest(DefaultId Default, Amount RequiredReduction, Amount Deficit, ImmutableArray<DeleveragingAccount> Accounts)
{
    /// <summary>The largest part of its equity that an account gives up; above 0, at most 1. Null for all of it.</summary>
    public Ratio? MaxHaircut { get; init; }

    /// <summary>Says what is out of its range, or null when nothing is: whoever asks reads the numbers off its own statements.</summary>
    internal string? FindFault()
    {
        if (RequiredReduction.IsNegative || Deficit.IsNegative) return "a required reduction and a deficit are not negative";
        if (Accounts.Any(account => account.Notional.IsNegative || !account.Equity.IsPositive)) return "a basket has a notional that is not negative and an equity above zero";
        if (Accounts.Any(account => account.Legs.Any(leg => !leg.Lot.IsPositive))) return "a lot is positive";
        if (MaxHaircut is { } most && (!most.IsPositive || most > Ratio.One)) return "the largest part of an equity is above 0 and at most 1";
        return Accounts.DistinctBy(account => account.Account).Count() == Accounts.Length ? null : "an account occurs once";
    }
}
