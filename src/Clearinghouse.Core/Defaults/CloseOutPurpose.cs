namespace Clearinghouse.Core.Defaults;

/// <summary>Why positions are closed for their holder.</summary>
public enum CloseOutPurpose
{
    /// <summary>A step of a liquidation.</summary>
    Liquidation = 0,

    /// <summary>The end of a default: everything that is left is taken over at the mark.</summary>
    Default = 1,

    /// <summary>Deleveraging: the holder did nothing wrong.</summary>
    Deleveraging = 2,

    /// <summary>A bid in an auction was taken.</summary>
    Auction = 3,

    /// <summary>The account's venue was expelled: its positions are closed by steps.</summary>
    Expulsion = 4,
}
