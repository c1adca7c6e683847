using Clearinghouse.Core.Refusals;
using Orleans;

namespace Clearinghouse.Core.DefaultFunds;

/// <summary>How a pool sizes its default fund.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.FundPolicy")]
public sealed record FundPolicy
{
    /// <summary>The notice where a policy names none: 30 days.</summary>
    public const int DefaultNoticeSeconds = 30 * 86_400;

    /// <summary>How many groups of affiliates default at once: 2 for cover-2. From 1 to 10.</summary>
    [Id(0)] public int CoverCount { get; init; } = 2;

    /// <summary>Over how many of the worst scenarios contributions are averaged; 1 is the exact derivative. From 1 to 16.</summary>
    [Id(1)] public int WorstScenarios { get; init; } = 1;

    /// <summary>From review to review; 10 seconds to 31 days.</summary>
    [Id(2)] public int ReviewIntervalSeconds { get; init; } = 3_600;

    /// <summary>How long a venue has to pay what it is called for. Positive.</summary>
    [Id(3)] public int TopUpDueSeconds { get; init; } = 86_400;

    /// <summary>Whether a venue that owes after its deadline, top-up or assessment, brings no new risk.</summary>
    [Id(4)] public bool SuspendsOverdue { get; init; }

    /// <summary>How long a contribution that is asked back stays and bears losses; null for <see cref="DefaultNoticeSeconds"/>. Not negative, at most 366 days.</summary>
    [Id(5)] public int? NoticeSeconds { get; init; }

    /// <summary>Says what is out of range, or null when nothing is.</summary>
    public Refusal? Check()
    {
        if (CoverCount is < 1 or > 10) return Bad("coverCount", "from 1 to 10");
        if (WorstScenarios is < 1 or > 16) return Bad("worstScenarios", "from 1 to 16");
        if (ReviewIntervalSeconds is < 10 or > 31 * 86_400) return Bad("reviewIntervalSeconds", "from 10 to 2678400");
        if (NoticeSeconds is < 0 or > 366 * 86_400) return Bad("noticeSeconds", "from 0 to 31622400");
        return TopUpDueSeconds <= 0 ? Bad("topUpDueSeconds", "above 0") : null;
    }

    private static Refusal Bad(string field, string limit) => new(RefusalCode.ParametersInvalid) { Subject = field, Limit = limit };
}
