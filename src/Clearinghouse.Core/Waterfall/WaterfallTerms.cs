using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Waterfall;

/// <summary>The rules of a pool's waterfall.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.WaterfallTerms")]
public sealed record WaterfallTerms
{
    /// <summary>The rules unless others are set.</summary>
    public static WaterfallTerms Default { get; } = new();

    /// <summary>How much may be assessed, as a multiple of a member's contribution. Not negative. 2.75 is CME's for one default.</summary>
    [Id(0)] public Ratio AssessmentMultiple { get; init; } = Ratio.FromPpm(2_750_000);

    /// <summary>How long members have to pay an assessment. Positive.</summary>
    [Id(1)] public int AssessmentDueSeconds { get; init; } = 86_400;

    /// <summary>What follows the assessments.</summary>
    [Id(2)] public LastResort LastResort { get; init; }

    /// <summary>The most that gains haircutting takes, as a share of all gains, from 0 to 1.</summary>
    [Id(3)] public Ratio GainsHaircutCap { get; init; } = Ratio.One;

    /// <summary>The largest part of its equity that the deleveraging of one default takes from an account; above 0, at most 1. Null for no bound but all of it.</summary>
    [Id(4)] public Ratio? MaxHaircut { get; init; }

    /// <summary>Says what is out of range, or null when nothing is.</summary>
    public Refusal? Check()
    {
        if (AssessmentMultiple.IsNegative) return Bad("assessmentMultiple", "0 or more");
        if (AssessmentDueSeconds <= 0) return Bad("assessmentDueSeconds", "above 0");
        if (!Enum.IsDefined(LastResort)) return Bad("lastResort", "gains haircut or deleveraging");
        if (MaxHaircut is { } most && (!most.IsPositive || most > Ratio.One)) return Bad("maxHaircut", "above 0 and at most 1");
        return GainsHaircutCap.IsNegative || GainsHaircutCap > Ratio.One ? Bad("gainsHaircutCap", "from 0 to 1") : null;
    }

    private static Refusal Bad(string field, string limit) => new(RefusalCode.ParametersInvalid) { Subject = field, Limit = limit };
}
