namespace Clearinghouse.Core.Margin;

/// <summary>How an account's positions back one another.</summary>
public enum MarginMode
{
    /// <summary>All positions share the account's collateral; each needs its own margin.</summary>
    Cross = 0,

    /// <summary>The account is a sub-account of one position: it can lose no more than was paid into it, and takes no second contract.</summary>
    Isolated = 1,

    /// <summary>Positions are margined together, by what the whole portfolio would lose.</summary>
    Portfolio = 2,
}
