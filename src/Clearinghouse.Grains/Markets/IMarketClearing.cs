using System.Collections.Immutable;
using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans.Concurrency;

namespace Clearinghouse.Grains.Markets;

/// <summary>What accounts ask of a market, and what shards and the pool tell it. Only grains of this cluster call it. Answering what accounts ask for their legs waits for no account.</summary>
[Alias("Clearinghouse.IMarketClearing")]
public interface IMarketClearing : IGrainWithStringKey
{
    /// <summary>The account's legs after its cursor and its trades in flight; a page at a time.</summary>
    /// <param name="account">Who asks.</param>
    /// <param name="cursor">The last leg it applied.</param>
    /// <param name="epoch">The activation that asks. Grants of older ones are not taken from now on.</param>
    [Alias("LegsAfter")]
    Task<LegsAnswer> LegsAfter(AccountId account, long cursor, long epoch);

    /// <summary>Closes positions for their holders; one outcome for each, at its index, durable. The same again is answered again.</summary>
    [Alias("CloseOut")]
    Task<ImmutableArray<ClearOutcome>> CloseOut(ImmutableArray<CloseOut> orders);

    /// <summary>The notional of the market's positions in a risk shard's accounts below maintenance margin. One way: it is said again.</summary>
    [OneWay, Alias("ReportDistress")]
    Task ReportDistress(int shard, Amount notional);

    /// <summary>The share of the pool's funds against losses that uncovered losses would consume; null while it has none. One way.</summary>
    [OneWay, Alias("ReportDepletion")]
    Task ReportDepletion(Ratio? depletion);

    /// <summary>Does what time makes due now; done, and durable, when it returns. A timer does the same now and then: who moves time by hand asks for it, so that nothing depends on when a timer fires.</summary>
    [Alias("MakeRounds")]
    Task MakeRounds();
}
