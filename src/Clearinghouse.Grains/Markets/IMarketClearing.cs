using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Identifiers;

namespace Clearinghouse.Grains.Markets;

/// <summary>What accounts ask of a market. Only grains of this cluster call it, and answering waits for no account.</summary>
[Alias("Clearinghouse.IMarketClearing")]
public interface IMarketClearing : IGrainWithStringKey
{
    /// <summary>The account's legs after its cursor and its trades in flight; a page at a time.</summary>
    /// <param name="account">Who asks.</param>
    /// <param name="cursor">The last leg it applied.</param>
    /// <param name="epoch">The activation that asks. Grants of older ones are not taken from now on.</param>
    [Alias("LegsAfter")]
    Task<LegsAnswer> LegsAfter(AccountId account, long cursor, long epoch);
}
