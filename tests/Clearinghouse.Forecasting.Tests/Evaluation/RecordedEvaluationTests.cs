using Clearinghouse.Forecasting.Models;
using Xunit;

namespace Clearinghouse.Forecasting.Tests.Evaluation;

/// <summary>
/// Published QLIKE of five markets from 2 February 2022 to 18 September 2025, computed by an independent implementation. Where a
/// figure is beaten by far, something is known too early.
/// </summary>
public sealed class RecordedEvaluationTests(RecordedMarkets markets) : IClassFixture<RecordedMarkets>
{
    public static TheoryData<string, double[]> Published => new()
    {
        { "har", [.4215, .3575, .4094, .3022, .5510] },
        { "harq", [.3955, .3484, .3792, .2798, .5338] },
        { "log-har", [.3969, .3427, .3590, .2645, .5736] },
        { "log-har-x", [.2973, .2767, .2924, .2377, .4813] },
        { "ewma-94", [.4684, .4114, .4725, .3902, .6032] },
        { "ewma-80", [.4538, .3921, .4172, .3164, .6428] },
        { "ewma-94-r2", [.4642, .4143, .5336, .3705, .6916] },
        { "ewma-94-parkinson", [.4587, .4082, .4785, .3729, .6084] },
        { "yang-zhang-30", [.5179, .4696, .5754, .4564, .6743] },
        { "random-walk", [.6821, .5352, .5542, .3848, 1.118] },
    };

    [Theory]
    [MemberData(nameof(Published))]
    public void Qlike_is_within_one_percent_of_the_published_one(string name, double[] published)
    {
        var model = StandardModels.Estimators.Concat(StandardModels.Regressions).Single(model => model.Name == name);

        Assert.All(markets.Qlikes(model).Zip(published), pair => Assert.InRange(pair.First / pair.Second, 0.99, 1.01));
    }

    [Fact]
    public void Pooled_log_HAR_X_is_as_good_as_published() => Assert.InRange(markets.Qlikes(StandardModels.PooledLogHarX).Average() / .3166, 0.99, 1.01);
}
