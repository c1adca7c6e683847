using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Oracles;
using Clearinghouse.Core.Tests.Units;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;

namespace Clearinghouse.Core.Tests.Oracles;

/// <summary>What one bad source can and cannot do.</summary>
public sealed class OracleLawTests
{
    private static readonly Gen<ImmutableArray<Price>> HonestPrices =
        Gen.Select(Gen.Long[1_000_000, 1_000_000_000_000], Gen.Double[0, 0.2], Gen.Double[0, 1].Array[3, 8])
            .Select((centre, width, places) => places.Select(place => Price.FromRaw(centre + (long)(centre * width * place))).ToImmutableArray());

    private static readonly Gen<OracleReport> AnyReport = Gen.Select(UnitGen.Price, Gen.Int[0, 1_000_000], Gen.Int[-100, 100])
        .Select((price, ppm, seconds) => new OracleReport(Source(0), price, Ratio.FromPpm(ppm), Start.AddSeconds(seconds)));

    [Fact]
    public void OneArbitraryReport_NeverMovesTheIndexOutOfTheHonestBand() =>
        Gen.Select(HonestPrices, AnyReport, Gen.Int[1, 9], Gen.Int[1, 900_000]).Sample((honest, bad, quorum, outlierPpm) =>
        {
            var policy = PolicyOf(honest.Length + 1) with { Quorum = Math.Min(quorum, honest.Length + 1), OutlierThreshold = Ratio.FromPpm(outlierPpm) };
            Assert.Null(policy.Check());

            if (policy.Combine([bad, .. Honest(honest)], Start).Price is not { } price) return;

            Assert.InRange(price.Raw, honest.Min().Raw, honest.Max().Raw);
        });

    [Fact]
    public void OneArbitraryReport_NeverMovesTheTimeOutOfTheHonestBand() =>
        Gen.Select(HonestPrices, AnyReport, Gen.Int[0, 20]).Sample((honest, bad, spreadSeconds) =>
        {
            var policy = PolicyOf(honest.Length + 1) with { OutlierThreshold = Ratio.FromPpm(250_000) };
            var reports = Honest(honest).Select((report, i) => report with { ObservedAt = Start.AddSeconds(-spreadSeconds * i / 8.0) }).ToList();

            var index = policy.Combine([bad, .. reports], Start);

            Assert.InRange(index.ObservedAt.GetValueOrDefault(), reports.Min(report => report.ObservedAt), reports.Max(report => report.ObservedAt));
        });

    [Fact]
    public void OneArbitraryReport_NeverTakesThePriceFromSourcesThatAgree() =>
        Gen.Select(HonestPrices, AnyReport).Sample((honest, bad) =>
        {
            // The honest ones lie within 20 % of each other, whatever the median: nobody is an outlier but the bad one.
            var policy = PolicyOf(honest.Length + 1) with { Quorum = honest.Length, OutlierThreshold = Ratio.FromPpm(250_000) };

            Assert.False(policy.Combine([bad, .. Honest(honest)], Start).IsStale);
        });

    [Fact]
    public void TheOrderOfReports_DoesNotMatter() => Gen.Select(HonestPrices, AnyReport, Gen.Int).Sample((honest, bad, seed) =>
    {
        OracleReport[] reports = [bad, .. Honest(honest)];
        var shuffled = reports.ToArray();
        new Random(seed).Shuffle(shuffled);
        var policy = PolicyOf(reports.Length);
        var (one, other) = (policy.Combine([.. reports], Start), policy.Combine([.. shuffled], Start));

        Assert.Equal((one.Price, one.Confidence, one.Dispersion, one.ObservedAt), (other.Price, other.Confidence, other.Dispersion, other.ObservedAt));
    });

    [Fact]
    public void ThePrice_IsOneThatASourceReported() => Gen.Select(HonestPrices, AnyReport).Sample((honest, bad) =>
    {
        var index = PolicyOf(honest.Length + 1).Combine([bad, .. Honest(honest)], Start);
        if (index.Price is { } price) Assert.Contains(price, index.Votes.Where(vote => vote.IsUsed).Select(vote => vote.Report.Price));
        Assert.InRange(index.Confidence.Ppm, 0, Ratio.One.Ppm);
    });

    private static IEnumerable<OracleReport> Honest(ImmutableArray<Price> prices) =>
        prices.Select((price, i) => new OracleReport(Source(i + 1), price, Ratio.One, Start));

    private static OraclePolicy PolicyOf(int sources) => new()
    {
        Sources = [.. Enumerable.Range(0, sources).Select(i => new OracleSource(Source(i), Ratio.One))],
        Quorum = 2,
    };

    private static PrincipalId Source(int number) => PrincipalId.Create($"source-{number}");
}
