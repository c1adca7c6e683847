using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Auctions;

/// <summary>How much of a portfolio has to be sold so that the account is back at its target: as much as one auction sells, and no more.</summary>
public static class RestoringShare
{
    /// <summary>
    /// The smallest share, to a millionth, that restores the account at a price: nothing for one at its target, all of it where less does not suffice. Found by halving, and asked of the margin engine itself with the very legs that
    /// would be traded. A share found does restore; where the engine is not monotone in it, a smaller one may too.
    /// </summary>
    /// <param name="input">The account.</param>
    /// <param name="policy">How it is margined.</param>
    /// <param name="terms">The target.</param>
    /// <param name="concession">The price.</param>
    /// <param name="penalty">What the account pays beside, as a fraction of notional.</param>
    public static Ratio Of(MarginInput input, IMarginPolicy policy, LiquidationTerms terms, Ratio concession, Ratio penalty)
    {
        if (IsRestored(input, policy, terms)) return Ratio.Zero;
        var (tooLittle, enough) = (0L, Ratio.One.Ppm);
        while (enough - tooLittle > 1)
        {
            var middle = (tooLittle + enough) / 2;
            var after = AuctionSlice.After(input, AuctionSlice.LegsOf(input, Ratio.FromPpm(middle), concession, penalty));
            if (IsRestored(after, policy, terms)) enough = middle;
            else tooLittle = middle;
        }

        return Ratio.FromPpm(enough);
    }

    /// <summary>Whether the account is at its target.</summary>
    public static bool IsRestored(MarginInput input, IMarginPolicy policy, LiquidationTerms terms)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(terms);
        var statement = policy.Evaluate(input);
        return statement.Equity >= terms.RequiredOf(statement);
    }
}
