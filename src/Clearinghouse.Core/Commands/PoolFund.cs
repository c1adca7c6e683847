namespace Clearinghouse.Core.Commands;

/// <summary>The funds a pool keeps apart.</summary>
public enum PoolFund
{
    /// <summary>Clearing fees.</summary>
    Fees = 0,

    /// <summary>Insurance: pays losses that collateral does not cover.</summary>
    Insurance = 1,
}
