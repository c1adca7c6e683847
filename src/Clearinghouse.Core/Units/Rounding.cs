namespace Clearinghouse.Core.Units;

/// <summary>
/// Which way a result that has no exact representation is moved. Every division of money names one of these at the call;
/// there is no default. The descriptions say what happens to a positive and to a negative exact result, because the sign
/// decides who bears the difference: a positive amount is a claim of its holder, a negative one his debt.
/// </summary>
public enum Rounding
{
    /// <summary>
    /// Towards negative infinity: 1.5 gives 1, -1.5 gives -2. The holder of the result bears the difference: his claims shrink,
    /// his debts grow.
    /// </summary>
    Floor = 0,

    /// <summary>
    /// Towards positive infinity: 1.5 gives 2, -1.5 gives -1. The counterparty of the holder bears the difference. For a
    /// requirement or a fee, a positive number asked of somebody, it is he who bears it.
    /// </summary>
    Ceiling = 1,

    /// <summary>Towards zero: 1.5 gives 1, -1.5 gives -1. The creditor bears the difference, whichever side he is.</summary>
    TowardZero = 2,

    /// <summary>Away from zero: 1.5 gives 2, -1.5 gives -2. The debtor bears the difference, whichever side he is.</summary>
    AwayFromZero = 3,

    /// <summary>
    /// To the nearest, a tie to the even neighbour: 1.5 gives 2, 2.5 gives 2, -1.5 gives -2. Nobody bears it on average; for
    /// reports and model inputs, not for claims.
    /// </summary>
    HalfEven = 4,
}
