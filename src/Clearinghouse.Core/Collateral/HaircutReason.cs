namespace Clearinghouse.Core.Collateral;

/// <summary>Why collateral counts for less than its market value, in the order in which the reasons are taken off.</summary>
public enum HaircutReason
{
    /// <summary>The asset is not accepted, has no positive price or no market.</summary>
    NotAccepted = 0,

    /// <summary>What a pegged asset trades at over its peg.</summary>
    OverPeg = 1,

    /// <summary>What the asset may fall until it is sold, transfer included, were it small and unrelated to what it covers.</summary>
    Volatility = 2,

    /// <summary>The asset falls when what it covers loses.</summary>
    WrongWay = 3,

    /// <summary>More of it than the market absorbs.</summary>
    Concentration = 4,

    /// <summary>Crossing the book.</summary>
    Spread = 5,

    /// <summary>A peg that may break, or is breaking.</summary>
    Depeg = 6,

    /// <summary>A price that is uncertain.</summary>
    Confidence = 7,

    /// <summary>The asset's cap.</summary>
    AssetCap = 8,

    /// <summary>The account's cap.</summary>
    AccountCap = 9,
}
