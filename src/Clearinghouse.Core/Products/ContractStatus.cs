namespace Clearinghouse.Core.Products;

/// <summary>Where a contract stands in its life.</summary>
public enum ContractStatus
{
    /// <summary>Trades are cleared.</summary>
    Trading = 0,

    /// <summary>Expired: every position was closed at the settlement price, and no trade is cleared any more.</summary>
    Expired = 1,
}
