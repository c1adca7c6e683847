using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Funding;

/// <summary>
/// The funding rate of our perpetuals: the premium, drawn towards the interest by at most the width of a clamp, per reference period; paid for
/// the time that counted, within a cap. rate = ±cap of (P + ±width of (interest − P)) × counted time / reference period. What the clamp
/// covers is noise around the interest; halts cost nobody anything.
/// </summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.FundingPolicy")]
public sealed record FundingPolicy
{
    /// <summary>Seconds that premium and interest are per. Default 28,800, eight hours; positive.</summary>
    [Id(0)] public int ReferenceSeconds { get; init; } = 28_800;

    /// <summary>Interest per reference period: what holding the underlying costs more than holding money. Default 0.01 %; from −1 to 1.</summary>
    [Id(1)] public Ratio Interest { get; init; } = Ratio.FromPpm(100);

    /// <summary>How far the interest may draw the rate away from the premium. Default 0.05 %; from 0 to 1.</summary>
    [Id(2)] public Ratio ClampWidth { get; init; } = Ratio.FromPpm(500);

    /// <summary>Largest absolute rate of one accrual, at most the market's own cap. Default 1 %; from 0 to 1.</summary>
    [Id(3)] public Ratio Cap { get; init; } = Ratio.FromPpm(10_000);

    /// <summary>Seconds between accruals, which fall on multiples of it since midnight UTC. Default 3,600; from 60 to 86,400.</summary>
    [Id(4)] public int IntervalSeconds { get; init; } = 3_600;

    /// <summary>Says what is out of range, or null when nothing is.</summary>
    public Refusal? Check()
    {
        if (IntervalSeconds is < 60 or > 86_400) return Bad("funding.intervalSeconds", "from 60 to 86400");
        if (ReferenceSeconds <= 0) return Bad("funding.referenceSeconds", "positive");
        if (Interest < -Ratio.One || Interest > Ratio.One) return Bad("funding.interest", "from -1 to 1");
        if (ClampWidth.IsNegative || ClampWidth > Ratio.One) return Bad("funding.clampWidth", "from 0 to 1");
        return Cap.IsNegative || Cap > Ratio.One ? Bad("funding.cap", "from 0 to 1") : null;
    }

    /// <summary>Whether a boundary between accruals lies after a period's start, at or before a time.</summary>
    public bool IsDue(FundingPeriod period, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(period);
        return BoundaryOf(at) > BoundaryOf(period.Start);

        long BoundaryOf(DateTimeOffset time) => time.ToUnixTimeSeconds() / IntervalSeconds;
    }

    /// <summary>What a period comes to. A period of which nothing counted pays nothing.</summary>
    public FundingStatement Settle(FundingPeriod period)
    {
        ArgumentNullException.ThrowIfNull(period);
        if (period.Premium is not { } premium)
            return new() { Until = period.Now, Rate = Ratio.Zero, Premium = null, ReferenceRate = null, Counted = TimeSpan.Zero, IsCapped = false };

        var reference = PremiumClamp.TowardsInterest(premium, Rational.From(Interest), Rational.From(ClampWidth));
        var uncapped = reference * Rational.FromSeconds(period.Counted) / ReferenceSeconds;
        var cap = Rational.From(Cap);
        return new()
        {
            Until = period.Now,
            Rate = Rational.Clamp(uncapped, -cap, cap).Round<Ratio>(Rounding.HalfEven),
            Premium = premium.Round<Ratio>(Rounding.HalfEven),
            ReferenceRate = reference.Round<Ratio>(Rounding.HalfEven),
            Counted = period.Counted,
            IsCapped = uncapped.Abs > cap,
        };
    }

    private static Refusal Bad(string field, string range) => new(RefusalCode.ParametersInvalid) { Subject = field, Limit = range };
}
