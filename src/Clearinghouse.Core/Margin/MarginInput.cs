using System.Collections.Immutable;
using Clearinghouse.Core.Collateral;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Margin;

/// <summary>What a margin policy looks at.</summary>
/// <param name="Account">The account.</param>
/// <param name="Cash">Its cash.</param>
/// <param name="Exposures">Every open position and everything set aside for trades in flight, in order of market and contract; those of a market with one and the same snapshot.</param>
/// <param name="PendingFees">Fees of trades in flight, not negative.</param>
public sealed record MarginInput(AccountId Account, Amount Cash, ImmutableArray<ContractExposure> Exposures, Amount PendingFees)
{
    /// <summary>How the account is margined.</summary>
    public MarginTerms Terms { get; init; } = MarginTerms.Default;

    /// <summary>Collateral beside cash; null for none.</summary>
    public PledgedCollateral? Collateral { get; init; }

    /// <summary>What a unit of the pool's money is worth, as a share of its peg; 1 for money that is no coin.</summary>
    public double SettlementPrice { get; init; } = 1;

    /// <summary>The first market whose price is too old to support new risk, of positions or collateral; null for none.</summary>
    public MarketId? FirstStale(DateTimeOffset now)
    {
        foreach (var exposure in Exposures)
            if (exposure.Snapshot.IsStaleAt(now)) return exposure.Market;
        return Collateral?.Assets.FirstOrDefault(asset => asset.Snapshot?.IsStaleAt(now) == true)?.Snapshot?.Market;
    }

    /// <summary>True when trades are in flight.</summary>
    public bool HasPending
    {
        get
        {
            foreach (var exposure in Exposures)
                if (exposure.HasPending) return true;
            return false;
        }
    }
}
