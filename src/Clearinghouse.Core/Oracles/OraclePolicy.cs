using System.Collections.Immutable;
using Clearinghouse.Core.Marks;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Oracles;

/// <summary>
/// How reports of many sources become one index price: of each source its newest fresh report, of these the weighted median, without those
/// far away from it the weighted median again. No source with less than half of the weight moves the price beyond what the others say.
/// </summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.OraclePolicy")]
public sealed record OraclePolicy
{
    private const int RobustSources = 3;

    /// <summary>The sources and their weights; at least one, each once. With three or more none may have half of the weight.</summary>
    [Id(0)] public required ImmutableArray<OracleSource> Sources { get; init; }

    /// <summary>How many sources must be fresh and agree; at least 1, at most the number of sources.</summary>
    [Id(1)] public required int Quorum { get; init; }

    /// <summary>Age, in seconds, up to which (inclusive) a report is fresh. Default 30; positive.</summary>
    [Id(2)] public int StalenessSeconds { get; init; } = 30;

    /// <summary>How far ahead of ours a source's clock may be, in seconds. Default 2; 0 or more.</summary>
    [Id(3)] public int ClockSkewSeconds { get; init; } = 2;

    /// <summary>Distance from the median, as a fraction of it, beyond which a report is an outlier. Default 5 %; above 0, below 1.</summary>
    [Id(4)] public Ratio OutlierThreshold { get; init; } = Ratio.FromPpm(50_000);

    /// <summary>Confidence below which a report does not count. Default 0.5; from 0 to 1.</summary>
    [Id(5)] public Ratio MinimumConfidence { get; init; } = Ratio.FromPpm(500_000);

    /// <summary>Says what is out of range, or null when nothing is.</summary>
    public Refusal? Check()
    {
        if (Sources.IsDefaultOrEmpty || Sources.DistinctBy(source => source.Source).Count() != Sources.Length) return Bad("sources", "one or more, each once");
        if (Sources.Any(source => string.IsNullOrEmpty(source.Source.Value))) return Bad("sources", "named");
        if (Sources.Any(source => !source.Weight.IsPositive)) return Bad("weight", "above 0");
        if (Sources.Length >= RobustSources && Sources.Any(source => Rational.From(source.Weight) * 2 >= TotalWeight))
            return Bad("weight", "less than half of the total");
        if (Quorum < 1 || Quorum > Sources.Length) return Bad("quorum", "from 1 to the number of sources");
        if (StalenessSeconds <= 0) return Bad("stalenessSeconds", "positive");
        if (ClockSkewSeconds < 0) return Bad("clockSkewSeconds", "0 or more");
        if (!OutlierThreshold.IsPositive || OutlierThreshold >= Ratio.One) return Bad("outlierThreshold", "above 0 and below 1");
        return MinimumConfidence.IsNegative || MinimumConfidence > Ratio.One ? Bad("minimumConfidence", "from 0 to 1") : null;
    }

    /// <summary>The index price at a time. The order of the reports does not matter, but that of equally old reports of one source: the last counts.</summary>
    /// <param name="reports">What is known; several of one source may be.</param>
    /// <param name="now">The time.</param>
    public OracleIndex Combine(ImmutableArray<OracleReport> reports, DateTimeOffset now)
    {
        var votes = Judge(reports, now);
        var fresh = votes.Where(vote => vote.IsUsed).Select(vote => vote.Report).ToList();
        if (MedianOf(fresh, report => Rational.From(report.Price)) is not { } centre) return Lost(votes);

        var limit = centre * Rational.From(OutlierThreshold);
        var agreeing = fresh.Where(report => (Rational.From(report.Price) - centre).Abs <= limit).ToList();
        votes = [.. votes.Select(vote => vote.IsUsed && !agreeing.Contains(vote.Report) ? vote with { Exclusion = OracleExclusion.Outlier } : vote)];

        // Those left must outweigh those left out: else two that differ, and not the many, would say what an outlier is.
        if (agreeing.Count < Quorum || WeightOf(agreeing) * 2 <= WeightOf(fresh)) return Lost(votes);
        var price = MedianOf(agreeing, report => Rational.From(report.Price)).GetValueOrDefault();
        var confidence = MedianOf(agreeing, report => Rational.From(report.Confidence)).GetValueOrDefault();
        var dispersion = MedianOf(agreeing, report => (Rational.From(report.Price) - price).Abs).GetValueOrDefault() / price;
        return new()
        {
            Price = price.Round<Price>(Rounding.HalfEven),
            Confidence = (confidence * WeightOf(agreeing) / TotalWeight).Round<Ratio>(Rounding.Floor),
            Dispersion = dispersion.Round<Ratio>(Rounding.Ceiling),
            ObservedAt = ObservedAtOf(agreeing),
            Votes = votes,
        };
    }

    private Rational TotalWeight => Sources.Aggregate(Rational.Zero, (sum, source) => sum + Rational.From(source.Weight));

    private ImmutableArray<OracleVote> Judge(ImmutableArray<OracleReport> reports, DateTimeOffset now)
    {
        // A report from the future supersedes nothing: else a source with a broken clock would silence itself until then.
        var newest = reports
            .Where(report => !IsFromTheFuture(report, now))
            .GroupBy(report => report.Source)
            .ToDictionary(group => group.Key, group => group.Aggregate((last, next) => next.ObservedAt >= last.ObservedAt ? next : last));
        return [.. reports.Select(report => new OracleVote(report, Exclude(report)))];

        OracleExclusion Exclude(OracleReport report)
        {
            if (!Sources.Any(source => source.Source == report.Source)) return OracleExclusion.UnknownSource;
            if (IsFromTheFuture(report, now)) return OracleExclusion.FromTheFuture;
            if (!ReferenceEquals(newest[report.Source], report)) return OracleExclusion.Superseded;
            if (IsStale(report, now)) return OracleExclusion.Stale;
            if (!report.Price.IsPositive) return OracleExclusion.NotPositive;
            return report.Confidence < MinimumConfidence || report.Confidence > Ratio.One ? OracleExclusion.LowConfidence : OracleExclusion.None;
        }
    }

    private Rational WeightOf(IEnumerable<OracleReport> reports) => reports.Aggregate(Rational.Zero, (sum, report) => sum + WeightOf(report));

    private Rational WeightOf(OracleReport report) => Rational.From(Sources.Single(source => source.Source == report.Source).Weight);

    private Rational? MedianOf(IEnumerable<OracleReport> reports, Func<OracleReport, Rational> value) =>
        PriceAverages.WeightedMedian([.. reports.Select(report => new WeightedPrice(value(report), WeightOf(report)))]);

    /// <summary>As the price: a median, so that one source with an old report cannot hold back the time of all.</summary>
    private DateTimeOffset ObservedAtOf(List<OracleReport> reports)
    {
        var ticks = MedianOf(reports, report => report.ObservedAt.UtcTicks).GetValueOrDefault();
        return new((long)ticks.Numerator, TimeSpan.Zero);
    }

    /// <summary>Whether a report is too far ahead of our clock to be believed.</summary>
    public bool IsFromTheFuture(OracleReport report, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report.ObservedAt - now > TimeSpan.FromSeconds(ClockSkewSeconds);
    }

    /// <summary>Whether a report is too old to count.</summary>
    public bool IsStale(OracleReport report, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(report);
        return now - report.ObservedAt > TimeSpan.FromSeconds(StalenessSeconds);
    }

    private static OracleIndex Lost(ImmutableArray<OracleVote> votes) => new()
    {
        Price = null,
        Confidence = Ratio.Zero,
        Dispersion = Ratio.Zero,
        ObservedAt = null,
        Votes = votes,
    };

    private static Refusal Bad(string field, string range) => new(RefusalCode.ParametersInvalid) { Subject = field, Limit = range };
}
