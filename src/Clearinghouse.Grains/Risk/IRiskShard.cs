using System.Collections.Immutable;
using Clearinghouse.Abstractions.Risk;
using Clearinghouse.Core.Auctions;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Protocols;
using Clearinghouse.Core.Risk;
using Orleans.Concurrency;

namespace Clearinghouse.Grains.Risk;

/// <summary>A shard as accounts and markets feed it. Its key is a number below <see cref="ClearingOptions.RiskShards"/>.</summary>
[Alias("Clearinghouse.IRiskShard")]
public interface IRiskShard : IRiskShardReader
{
    /// <summary>Asks accounts of the shard what they hold, for whoever can't wait until they say so themselves. Who does not answer reports later.</summary>
    [Alias("Refresh")]
    Task Refresh(ImmutableArray<AccountId> accounts);

    /// <summary>What the shard's accounts of a pool hold, as they last reported it.</summary>
    [Alias("GetExposures")]
    Task<ImmutableArray<AccountExposure>> GetExposures(PoolId pool);

    /// <summary>The auctions of a pool's accounts that run, as the shard's accounts last reported.</summary>
    [Alias("GetAuctions")]
    Task<ImmutableArray<AuctionListing>> GetAuctions(PoolId pool);

    /// <summary>What the shard's accounts of a pool hold together.</summary>
    [Alias("GetHoldings")]
    Task<PoolHoldings> GetHoldings(PoolId pool);

    /// <summary>Exposures of the shard's accounts of a pool, by venue.</summary>
    [Alias("TallyProtocols")]
    Task<ProtocolTally> TallyProtocols(PoolId pool);

    /// <summary>The shard's accounts of a pool whose home a venue is; only those with open positions, where asked for.</summary>
    [Alias("GetAccounts")]
    Task<ImmutableArray<AccountId>> GetAccounts(PoolId pool, VenueId venue, bool withPositions);

    /// <summary>An account changed. One way: the next change carries everything again.</summary>
    [OneWay, Alias("Report")]
    Task Report(AccountExposure exposure);

    /// <summary>A market has a new snapshot. One way: the next one carries everything again.</summary>
    [OneWay, Alias("Post")]
    Task Post(MarketSnapshot snapshot);
}
