namespace Clearinghouse.Core.Products;

/// <summary>The right that the buyer of an option holds.</summary>
public enum OptionRight
{
    /// <summary>To buy at the strike.</summary>
    Call = 0,

    /// <summary>To sell at the strike.</summary>
    Put = 1,
}
