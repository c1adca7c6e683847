using Clearinghouse.Core.Collateral;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Limits;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Scenarios;

namespace Clearinghouse.Core.Margin;

/// <summary>The newest snapshots that an account may decide by.</summary>
public interface IMarketView
{
    /// <summary>The newest snapshot of a market, or null when none is known.</summary>
    MarketSnapshot? Find(MarketId market);

    /// <summary>Whether it is known that a market has no price: it was asked, and never had one. What has not been heard of yet is not known to be without.</summary>
    bool IsUnpriced(MarketId market) => false;

    /// <summary>The risk arrays of that snapshot; null where no scenarios are kept.</summary>
    MarketRisk? FindRisk(MarketSnapshot snapshot) => null;

    /// <summary>On what terms a pool takes collateral beside cash; null when it takes none, or they are not known.</summary>
    CollateralTerms? FindCollateral(PoolId pool) => null;

    /// <summary>How a pool deals with defaults; null when it deals with none, or that is not known.</summary>
    DefaultTerms? FindDefaults(PoolId pool) => null;

    /// <summary>What a pool limits beyond margin; null when it limits nothing, or that is not known.</summary>
    LimitTerms? FindLimits(PoolId pool) => null;
}
