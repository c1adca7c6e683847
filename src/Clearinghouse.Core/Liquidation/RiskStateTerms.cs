using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Liquidation;

/// <summary>When an account is called, when it is liquidated, and when it is let go.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.RiskStateTerms")]
public sealed record RiskStateTerms
{
    /// <summary>How long after a call initial margin may stay uncovered. Default a day; positive.</summary>
    [Id(0)] public int CallDeadlineSeconds { get; init; } = 86_400;

    /// <summary>How long the account may reduce its positions by itself before the first step is taken for it. Default 30 s; not negative.</summary>
    [Id(1)] public int GraceSeconds { get; init; } = 30;

    /// <summary>The time between two steps. Default 10 s; not negative.</summary>
    [Id(2)] public int StepIntervalSeconds { get; init; } = 10;

    /// <summary>How far above maintenance margin, as a fraction of it, equity must be before the account is let go: else it would come and go with every price. Default 10 %; from 0 to 1.</summary>
    [Id(3)] public Ratio RecoveryBuffer { get; init; } = Ratio.FromPpm(100_000);

    /// <summary>Says what is out of range, or null when nothing is.</summary>
    public Refusal? Check()
    {
        if (CallDeadlineSeconds <= 0) return Bad("callDeadlineSeconds", "positive");
        if (GraceSeconds < 0) return Bad("graceSeconds", "0 or more");
        if (StepIntervalSeconds < 0) return Bad("stepIntervalSeconds", "0 or more");
        return RecoveryBuffer.IsNegative || RecoveryBuffer > Ratio.One ? Bad("recoveryBuffer", "from 0 to 1") : null;
    }

    private static Refusal Bad(string field, string limit) => new(RefusalCode.ParametersInvalid) { Subject = field, Limit = limit };
}
