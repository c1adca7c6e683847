using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Limits;

/// <summary>What a pool does not let happen, or not at once, so that nobody has to be rescued. A pool without one limits nothing but by margin.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.LimitPolicy")]
public sealed record LimitPolicy
{
    /// <summary>What may be withdrawn within an hour, collateral at its margin value included; null for no limit.</summary>
    [Id(0)] public WithdrawalRate? Hourly { get; init; }

    /// <summary>The same within a day; null for no limit.</summary>
    [Id(1)] public WithdrawalRate? Daily { get; init; }

    /// <summary>The share of these limits that is left while a default runs. Default 0: nothing leaves; from 0 to 1. Means nothing without a limit.</summary>
    [Id(2)] public Ratio ShareInDefault { get; init; }

    /// <summary>The least that must stay behind for positions, as a fraction of their notional, whatever initial margin and the cost of liquidation are. Default 10 %; from 0 to 1.</summary>
    [Id(3)] public Ratio TransferMarginRate { get; init; } = Ratio.FromPpm(100_000);

    /// <summary>The largest share of all positions of the pool, by notional, that one protocol may have brought: beyond it, it brings no new risk. Null for no limit; above 0, at most 1.</summary>
    [Id(4)] public Ratio? ProtocolOpenShare { get; init; }

    /// <summary>The same of the pool's initial margin.</summary>
    [Id(5)] public Ratio? ProtocolMarginShare { get; init; }

    /// <summary>How long a change of the pool's terms that loosens waits before it holds, in seconds; one that only tightens holds at once. Default 0: none waits; at most 30 days.</summary>
    [Id(6)] public int LooseningDelaySeconds { get; init; }

    /// <summary>By how much the cap of a collateral asset grows in a day towards what is configured, from 0 for a new one. Null for at once; positive.</summary>
    [Id(7)] public Amount? CollateralCapPerDay { get; init; }

    /// <summary>Says what is out of range, or null when nothing is.</summary>
    public Refusal? Check()
    {
        if ((Hourly?.Check("hourly") ?? Daily?.Check("daily")) is { } refusal) return refusal;
        if (!IsFraction(ShareInDefault)) return Bad("shareInDefault", "from 0 to 1");
        if (!IsFraction(TransferMarginRate)) return Bad("transferMarginRate", "from 0 to 1");
        if (ProtocolOpenShare is { } open && (!IsFraction(open) || open.IsZero)) return Bad("protocolOpenShare", "above 0 and at most 1");
        if (ProtocolMarginShare is { } margin && (!IsFraction(margin) || margin.IsZero)) return Bad("protocolMarginShare", "above 0 and at most 1");
        if (LooseningDelaySeconds is < 0 or > 30 * 86_400) return Bad("looseningDelaySeconds", "from 0 to 30 days");
        return CollateralCapPerDay is { IsPositive: false } ? Bad("collateralCapPerDay", "positive") : null;
    }

    private static bool IsFraction(Ratio value) => !value.IsNegative && value <= Ratio.One;

    private static Refusal Bad(string field, string limit) => new(RefusalCode.ParametersInvalid) { Subject = field, Limit = limit };
}
