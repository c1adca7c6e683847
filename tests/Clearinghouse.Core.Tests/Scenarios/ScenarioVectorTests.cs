using CsCheck;
using Xunit;

namespace Clearinghouse.Core.Tests.Scenarios;

public sealed class ScenarioVectorTests
{
    private static readonly Gen<double[]> Values = Gen.Double[-100, 100].Array[1, 100];

    [Fact]
    public void KeepAtLeast_KeepsWhatAFilterKeeps_InOrder() => Gen.Select(Values, Gen.Double[-110, 110]).Sample((values, threshold) =>
    {
        var room = new double[values.Length];
        var count = ScenarioVector.KeepAtLeast(values, threshold, room);
        Assert.Equal(values.Where(value => value >= threshold), room[..count]);
    });

    [Fact]
    public void IndexOfMax_IsWhereTheLargestStands() => Values.Sample(values => Assert.Equal(Array.IndexOf(values, values.Max()), ScenarioVector.IndexOfMax(values)));

    [Fact]
    public void Combine_EqualsFiveProducts() => Gen.Select(Gen.Double[-100, 100].Array[16].Array[6], Gen.Double[-10, 10].Array[5], Gen.Bool).Sample((vectors, factors, adds) =>
    {
        double[] sum = [.. vectors[5]];
        ScenarioVector.Combine(sum, adds, vectors[0], factors[0], vectors[1], factors[1], vectors[2], factors[2], vectors[3], factors[3], vectors[4], factors[4]);
        for (var i = 0; i < sum.Length; i++)
        {
            var expected = adds ? vectors[5][i] : 0;
            for (var v = 0; v < factors.Length; v++) expected = Math.FusedMultiplyAdd(vectors[v][i], factors[v], expected);
            Assert.Equal(expected, sum[i], 1e-9);
        }
    });
}
