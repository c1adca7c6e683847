using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Liquidation;

/// <summary>What is kept of a plan beside the step that is carried out: where it leads, and what it passes over for which reason. Bounded, however large the account.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.PlanSummary")]
public sealed record PlanSummary
{
    /// <summary>How many alternatives are kept at most.</summary>
    public const int MostRejected = 8;

    /// <summary>How many contracts an alternative has that is kept.</summary>
    public const int MostContracts = 8;

    /// <summary>What has to be restored.</summary>
    [Id(0)] public required LiquidationTarget Target { get; init; }

    /// <summary>Where the plan leaves the account.</summary>
    [Id(1)] public required LiquidationOutcome Outcome { get; init; }

    /// <summary>How many steps the plan has; the first is carried out, and then it is planned anew.</summary>
    [Id(2)] public required int Steps { get; init; }

    /// <summary>Equity before.</summary>
    [Id(3)] public required Amount EquityBefore { get; init; }

    /// <summary>The target before.</summary>
    [Id(4)] public required Amount RequiredBefore { get; init; }

    /// <summary>Equity expected after all steps.</summary>
    [Id(5)] public required Amount EquityAfter { get; init; }

    /// <summary>The target after all steps.</summary>
    [Id(6)] public required Amount RequiredAfter { get; init; }

    /// <summary>The most telling of what is not done: of each reason the nearest first, then the next of each. At most <see cref="MostRejected"/>.</summary>
    [Id(7)] public required ImmutableArray<RejectedAlternative> Rejected { get; init; }

    /// <summary>How many there are in all.</summary>
    [Id(8)] public required int RejectedInAll { get; init; }

    /// <summary>Markets that the plan leaves alone because their marks are unreliable; at most <see cref="MostRejected"/>, in order.</summary>
    [Id(9)] public required ImmutableArray<MarketId> UnreliableMarkets { get; init; }

    /// <summary>What is kept of a plan.</summary>
    public static PlanSummary Of(LiquidationPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new()
        {
            Target = plan.Target,
            Outcome = plan.Outcome,
            Steps = plan.Steps.Length,
            EquityBefore = plan.EquityBefore,
            RequiredBefore = plan.RequiredBefore,
            EquityAfter = plan.EquityAfter,
            RequiredAfter = plan.RequiredAfter,
            Rejected = [.. MostTelling(plan.Rejected).Take(MostRejected)],
            RejectedInAll = plan.Rejected.Length,
            UnreliableMarkets = [.. plan.UnreliableMarkets.Take(MostRejected)],
        };
    }

    /// <summary>In turn of every reason: a portfolio has many sets that are not enough, and one hedge that says more.</summary>
    private static IEnumerable<RejectedAlternative> MostTelling(ImmutableArray<RejectedAlternative> rejected) => rejected
        .Where(alternative => alternative.Contracts.Length <= MostContracts)
        .GroupBy(alternative => alternative.Reason)
        .OrderBy(reason => reason.Key)
        .SelectMany(reason => reason.OrderBy(DistanceOf).Select((alternative, turn) => (alternative, turn)))
        .OrderBy(taken => taken.turn)
        .Select(taken => taken.alternative);

    /// <summary>By cost where it restores the account, else by what is missing then.</summary>
    private static Amount DistanceOf(RejectedAlternative alternative) => (alternative.Reason == RejectionReason.CostsMore ? alternative.Cost : alternative.Required - alternative.Equity) ?? Amount.Zero;
}
