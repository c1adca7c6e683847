using System.Collections.Immutable;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.DefaultFunds;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Limits;
using Clearinghouse.Core.Protocols;
using Clearinghouse.Core.Units;
using Orleans.Concurrency;

namespace Clearinghouse.Grains.Pools;

/// <summary>What markets and risk shards say to their pool. Only grains of this cluster call it.</summary>
[Alias("Clearinghouse.IPoolClearing")]
public interface IPoolClearing : IGrainWithStringKey
{
    /// <summary>The market was opened in this pool: the pool lists it.</summary>
    [Alias("Register")]
    Task Register(MarketId market);

    /// <summary>Fees that a market collected in all, up to a sequence. Returns when they are durable with the pool.</summary>
    [Alias("CollectFees")]
    Task CollectFees(MarketId market, long sequence, Amount cumulativeFees);

    /// <summary>What a venue may bring now.</summary>
    [Alias("GetStanding")]
    Task<VenueStanding> GetStanding(VenueId venue);

    /// <summary>Which accounts belong together. Markets ask when a standing names another version than they know.</summary>
    [Alias("GetAffiliates")]
    Task<Affiliates> GetAffiliates();

    /// <summary>An account asks whether a withdrawal may leave. A yes is durable when it is answered, and answered again for the same id.</summary>
    [Alias("GrantWithdrawal")]
    Task<CommandOutcome> GrantWithdrawal(WithdrawalRequest request);

    /// <summary>A defaulter without positions asks the pool to take its debt over. Answered when the allocation is durable; the same claim again is answered again.</summary>
    [Alias("Cover")]
    Task<CommandOutcome> Cover(DefaultClaim claim);

    /// <summary>
    /// The pool's own book offers what it gained to those who bore losses. Answered when what is taken of it is durable, and the transfer that takes it is under way; with no sequence where nobody is out of pocket. Said again, it takes nothing more.
    /// </summary>
    [Alias("ReturnGain")]
    Task<CommandOutcome> ReturnGain(BookGain gain);

    /// <summary>An account is in default: the pool's insurance is frozen until the claim, or until the account says that it recovered. Returns when that is durable; said again, it changes nothing.</summary>
    [Alias("BeginDefault")]
    Task BeginDefault(DefaultId id, AccountId account);

    /// <summary>An account's transfers after its cursor, in order.</summary>
    [Alias("TransfersAfter")]
    Task<ImmutableArray<PoolTransfer>> TransfersAfter(AccountId account, long cursor);

    /// <summary>What the accounts of a risk shard owe beyond all they have. One way: it is said again.</summary>
    [OneWay, Alias("ReportUncovered")]
    Task ReportUncovered(int shard, Amount uncovered);

    /// <summary>Does what time makes due now; done, and durable, when it returns. A timer does the same now and then: who moves time by hand asks for it, so that nothing depends on when a timer fires.</summary>
    [Alias("MakeRounds")]
    Task MakeRounds();
}
