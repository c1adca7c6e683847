using Clearinghouse.Core.Refusals;
using Orleans;

namespace Clearinghouse.Core.Settlements;

/// <summary>
/// How a market is settled that can't be priced any more, or that is wound down: every open contract at the average of its own marks. Agreed beforehand and left to nobody's discretion: it can't be changed while it is about to be used.
/// </summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.SettlementRule")]
public sealed record SettlementRule
{
    /// <summary>Slices that the time of averaging is divided into.</summary>
    internal const int Slices = 60;

    /// <summary>The market is settled when its last price is so old. Default one day; from an hour to 30 days.</summary>
    [Id(0)] public int SilenceSeconds { get; init; } = 86_400;

    /// <summary>Time over which marks are averaged. Default an hour; a multiple of 60, from a minute to a day.</summary>
    [Id(1)] public int AveragingSeconds { get; init; } = 3_600;

    /// <summary>How long before a wind-down it is announced. Default one day; from an hour to 30 days.</summary>
    [Id(2)] public int NoticeSeconds { get; init; } = 86_400;

    /// <summary>How long oracles have to come back after the market itself was away, before silence is held against them. Default ten minutes; from 0 to a day.</summary>
    [Id(3)] public int ReturnSeconds { get; init; } = 600;

    /// <summary>Says which number is out of range, or null when all are in.</summary>
    public Refusal? Check()
    {
        if (SilenceSeconds is < 3_600 or > 2_592_000) return Bad("settlement.silenceSeconds", "from 3600 to 2592000");
        if (AveragingSeconds is < 60 or > 86_400 || AveragingSeconds % Slices != 0) return Bad("settlement.averagingSeconds", "a multiple of 60 from 60 to 86400");
        if (NoticeSeconds is < 3_600 or > 2_592_000) return Bad("settlement.noticeSeconds", "from 3600 to 2592000");
        return ReturnSeconds is < 0 or > 86_400 ? Bad("settlement.returnSeconds", "from 0 to 86400") : null;
    }

    private static Refusal Bad(string field, string range) => new(RefusalCode.ParametersInvalid) { Subject = field, Limit = range };
}
