using System.Text.Json.Serialization;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Liquidation;

/// <summary>How positions are closed for an account: to what target, at what cost, and how much at once.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.LiquidationTerms")]
public sealed record LiquidationTerms
{
    private const int DefaultWindowSeconds = 60;
    private const int LongestWindowSeconds = 86_400;

    /// <summary>What has to be restored. Default maintenance margin and <see cref="TargetBuffer"/>.</summary>
    [Id(0)] public LiquidationTarget Target { get; init; }

    /// <summary>How far above maintenance margin equity has to end, as a fraction of it. Default 10 %; from 0 to 1. Initial margin takes no buffer.</summary>
    [Id(1)] public Ratio TargetBuffer { get; init; } = Ratio.FromPpm(100_000);

    /// <summary>How impact grows with the part of depth taken.</summary>
    [Id(2)] public ImpactShape Impact { get; init; }

    /// <summary>The average impact, as a fraction of notional, of closing as much as the whole depth of a market. Default 2 %; above 0, at most 1.</summary>
    [Id(3)] public Ratio ImpactAtDepth { get; init; } = Ratio.FromPpm(20_000);

    /// <summary>The liquidation penalty, as a fraction of the notional closed. Default 0.5 %; from 0 to 1.</summary>
    [Id(4)] public Ratio Penalty { get; init; } = Ratio.FromPpm(5_000);

    /// <summary>The largest part of a market's depth that all liquidations of a window may take. Default 25 %; above 0, at most 1.</summary>
    [Id(5)] public Ratio MaxDepthFraction { get; init; } = Ratio.FromPpm(250_000);

    /// <summary>The largest notional of a market that all liquidations of a window may take; null for no limit beside depth. Positive.</summary>
    [Id(6)] public Amount? MaxWindowNotional { get; init; }

    /// <summary>The largest notional of a market that one plan may close; null for no limit. Positive.</summary>
    [Id(7)] public Amount? MaxMarketNotional { get; init; }

    /// <summary>The largest quantity of a contract that one plan may close; null for no limit. Positive.</summary>
    [Id(8)] public Quantity? MaxContractQuantity { get; init; }

    /// <summary>The largest notional of one step, all its legs together; null for no limit. Positive.</summary>
    [Id(9)] public Amount? MaxStepNotional { get; init; }

    /// <summary>The largest quantity of a contract in one step; null for no limit. Positive.</summary>
    [Id(10)] public Quantity? MaxStepQuantity { get; init; }

    /// <summary>The length of a window: how long what a liquidation closed counts in its market. Null for 60 s; from 1 to 86,400.</summary>
    [Id(11)] public int? WindowSeconds { get; init; }

    /// <summary>The length of a window in force.</summary>
    [JsonIgnore]
    public int WindowLengthSeconds => WindowSeconds ?? DefaultWindowSeconds;

    /// <summary>The notional of a market that all liquidations of a window may take; not negative.</summary>
    /// <param name="depthNotional">The market's depth; below zero counts as nothing.</param>
    public Amount WindowLimitOf(Amount depthNotional)
    {
        var part = Amount.Max(Amount.Zero, depthNotional).Times(MaxDepthFraction, Rounding.Floor);
        return MaxWindowNotional is { } most ? Amount.Min(part, most) : part;
    }

    /// <summary>The equity at which an account is at its target: maintenance margin and the buffer, rounded up, or initial margin.</summary>
    /// <param name="statement">The account's requirements.</param>
    public Amount RequiredOf(MarginStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        return Target == LiquidationTarget.Initial ? statement.InitialMargin : statement.MaintenanceMargin.Times(Ratio.One + TargetBuffer, Rounding.Ceiling);
    }

    /// <summary>Says what is out of range, or null when nothing is.</summary>
    public Refusal? Check()
    {
        if (!Enum.IsDefined(Target)) return Bad("target", "a target");
        if (!Enum.IsDefined(Impact)) return Bad("impact", "a shape");
        if (!InRange(TargetBuffer, 0)) return Bad("targetBuffer", "from 0 to 1");
        if (!InRange(ImpactAtDepth, 1)) return Bad("impactAtDepth", "above 0 and at most 1");
        if (!InRange(Penalty, 0)) return Bad("penalty", "from 0 to 1");
        if (!InRange(MaxDepthFraction, 1)) return Bad("maxDepthFraction", "above 0 and at most 1");
        if (MaxWindowNotional is { IsPositive: false }) return Bad("maxWindowNotional", "positive");
        if (MaxMarketNotional is { IsPositive: false }) return Bad("maxMarketNotional", "positive");
        if (MaxContractQuantity is { IsPositive: false }) return Bad("maxContractQuantity", "positive");
        if (MaxStepNotional is { IsPositive: false }) return Bad("maxStepNotional", "positive");
        if (WindowSeconds is < 1 or > LongestWindowSeconds) return Bad("windowSeconds", "from 1 to 86400");
        return MaxStepQuantity is { IsPositive: false } ? Bad("maxStepQuantity", "positive") : null;
    }

    private static bool InRange(Ratio value, long least) => value.Ppm >= least && value <= Ratio.One;

    private static Refusal Bad(string field, string limit) => new(RefusalCode.ParametersInvalid) { Subject = field, Limit = limit };
}
