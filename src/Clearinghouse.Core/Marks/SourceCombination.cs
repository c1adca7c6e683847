namespace Clearinghouse.Core.Marks;

/// <summary>How prices of several sources become one.</summary>
public enum SourceCombination
{
    /// <summary><see cref="PriceAverages.WeightedMean"/>: smooth, and moved by every source.</summary>
    WeightedMean = 0,

    /// <summary><see cref="PriceAverages.WeightedMedian"/>: moved by no source that holds less than half of the weight.</summary>
    WeightedMedian = 1,

    /// <summary><see cref="PriceAverages.Median"/>, whatever the weights.</summary>
    Median = 2,
}
