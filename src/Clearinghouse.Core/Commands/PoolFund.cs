namespace Clearinghouse.Core.Commands;

/// <summary>The funds a pool keeps apart.</summary>
public enum PoolFund
{
    /// <summary>Clearing fees.</summary>
    Fees = 0,

    /// <summary>Insurance: pays losses that collateral does not cover.</summary>
    Insurance = 1,

    /// <summary>The house's own capital that stands in the waterfall: skin in the game.</summary>
    House = 2,

    /// <summary>The mutual default fund: what the venues contributed and have not lost.</summary>
    DefaultFund = 3,

    /// <summary>Assessments that venues were called for and have not paid; zero or negative. A payment by a venue is a contribution to it.</summary>
    Receivables = 4,

    /// <summary>Collateral that the pool took over from defaulters, at what it credited them for it; negative while it is not sold. What a sale brings is a contribution to it.</summary>
    Inventory = 5,

    /// <summary>Losses that no layer covered; zero or negative. A contribution makes them good.</summary>
    Uncovered = 6,
}
