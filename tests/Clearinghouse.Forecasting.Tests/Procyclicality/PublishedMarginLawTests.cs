using Clearinghouse.Forecasting.Procyclicality;
using CsCheck;
using Xunit;

namespace Clearinghouse.Forecasting.Tests.Procyclicality;

/// <summary>Laws of what is published, whatever the model asks.</summary>
public sealed class PublishedMarginLawTests
{
    private static readonly Gen<double[]> Margins = Gen.Double[0.01, 0.5].Array[2, 40];

    [Fact]
    public void A_releasable_buffer_lies_between_the_model_and_a_quarter_more() => Margins.Sample(margins =>
    {
        var published = new ReleasableBuffer(0.25).Publish(margins, 1.25 * margins[0]);
        return published.Zip(margins).All(pair => pair.First >= pair.Second && pair.First <= 1.25 * pair.Second);
    });

    [Fact]
    public void A_releasable_buffer_rises_no_more_than_the_model_asks() => Margins.Sample(margins =>
    {
        var published = new ReleasableBuffer(0.25).Publish(margins, 1.25 * margins[0]);
        return Enumerable.Range(1, margins.Length - 1).All(i => published[i] <= Math.Max(published[i - 1], margins[i]));
    });

    [Fact]
    public void A_step_cap_is_never_exceeded() => Margins.Sample(margins =>
    {
        var published = new StepCap(0.2, 0.02).Publish(margins, margins[0]);
        return Enumerable.Range(1, margins.Length - 1).All(i => published[i] <= published[i - 1] * 1.2000001 && published[i] >= published[i - 1] * 0.9799999);
    });

    [Fact]
    public void Peak_to_trough_bounds_every_rise() => Margins.Sample(margins =>
    {
        var measures = ProcyclicalityMeasures.Of(margins, [1, 5, 30]);
        return measures.LargestRises.All(rise => rise is null || 1 + rise <= measures.PeakToTrough * 1.0000001);
    });

    [Fact]
    public void A_margin_of_nothing_cannot_be_measured() => Assert.Throws<ArgumentException>(() => ProcyclicalityMeasures.Of([0.1, 0], [1]));
}
