namespace Clearinghouse.Core.Waterfall;

/// <summary>Who can bear a part of a loss.</summary>
public enum LossPayerKind
{
    /// <summary>The account in default itself.</summary>
    Defaulter = 0,

    /// <summary>A venue, by its contribution to the default fund or by an assessment.</summary>
    Venue = 1,

    /// <summary>The house, by its own capital.</summary>
    House = 2,

    /// <summary>The underwriters of an insurance tranche.</summary>
    Tranche = 3,

    /// <summary>Another account, by gains it does not get.</summary>
    Account = 4,

    /// <summary>The pool as a whole: nobody else was left to pay.</summary>
    Pool = 5,
}
