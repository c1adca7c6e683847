using Clearinghouse.Core.Collateral;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;

namespace Clearinghouse.Core.Limits;

/// <summary>
/// Which changes of a pool's terms loosen. What is not known to tighten counts as loosening: who found every field that matters would be the first.
/// </summary>
public static class Loosening
{
    /// <summary>Whether collateral could count for more.</summary>
    public static bool IsLooser(CollateralPolicy? before, CollateralPolicy after)
    {
        ArgumentNullException.ThrowIfNull(after);
        if (before is null) return true;
        return after.AccountCap > before.AccountCap
            || after.Z < before.Z
            || after.HoldingSeconds < before.HoldingSeconds
            || after.ParticipationFraction > before.ParticipationFraction
            || after.WrongWayFactor < before.WrongWayFactor
            || after.DepegThreshold < before.DepegThreshold
            || after.DepegFactor < before.DepegFactor
            || after.ConfidenceThreshold < before.ConfidenceThreshold
            || after.ConfidenceFactor < before.ConfidenceFactor
            || after.DefaultCorrelation < before.DefaultCorrelation
            || after.SettlementMarket != before.SettlementMarket
            || after.Assets.Any(asset => before.Find(asset.Asset) is not { } known || IsLooser(known, asset));
    }

    /// <summary>Whether the pool could limit less.</summary>
    public static bool IsLooser(LimitPolicy? before, LimitPolicy after)
    {
        ArgumentNullException.ThrowIfNull(after);
        if (before is null) return false;
        return IsLooser(before.Hourly, after.Hourly)
            || IsLooser(before.Daily, after.Daily)
            || after.ShareInDefault > before.ShareInDefault
            || after.TransferMarginRate < before.TransferMarginRate
            || (before.ProtocolOpenShare is { } open && !(after.ProtocolOpenShare <= open))
            || (before.ProtocolMarginShare is { } margin && !(after.ProtocolMarginShare <= margin))
            || after.LooseningDelaySeconds < before.LooseningDelaySeconds
            || (before.CollateralCapPerDay is { } step && !(after.CollateralCapPerDay <= step));
    }

    /// <summary>Whether more could be lost by defaults. Earlier calls and steps, more to recover to, and more backstops behind those there were are known to tighten.</summary>
    public static bool IsLooser(DefaultPolicy? before, DefaultPolicy after)
    {
        ArgumentNullException.ThrowIfNull(after);
        if (before is null) return false;
        var (was, states) = (before.States, after.States);
        if (states.CallDeadlineSeconds > was.CallDeadlineSeconds || states.GraceSeconds > was.GraceSeconds || states.RecoveryBuffer < was.RecoveryBuffer) return true;
        if (!after.Backstops.Take(before.Backstops.Length).SequenceEqual(before.Backstops)) return true;
        var rest = after with
        {
            Backstops = before.Backstops,
            States = states with { CallDeadlineSeconds = was.CallDeadlineSeconds, GraceSeconds = was.GraceSeconds, RecoveryBuffer = was.RecoveryBuffer },
        };
        return !IsSame(before, rest);
    }

    private static bool IsLooser(CollateralAsset before, CollateralAsset after) =>
        after.ValueCap > before.ValueCap
        || after.AverageDailyVolume > before.AverageDailyVolume
        || after.LatencySeconds < before.LatencySeconds
        || after.Spread < before.Spread
        || after.DepegAllowance < before.DepegAllowance
        || after.Peg != before.Peg
        || after.Market != before.Market;

    private static bool IsLooser(WithdrawalRate? before, WithdrawalRate? after) =>
        before is not null && (after is null || after.Share > before.Share || after.Floor > before.Floor);

    /// <summary>Policies hold collections, so they are compared by their encoding.</summary>
    private static bool IsSame(DefaultPolicy before, DefaultPolicy after) => CanonicalEncoding.Encode(before).AsSpan().SequenceEqual(CanonicalEncoding.Encode(after));
}
