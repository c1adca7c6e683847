namespace Clearinghouse.Core.Limits;

/// <summary>Terms of a pool whose loosening may have to wait.</summary>
public enum PoolTermsKind
{
    /// <summary>On what terms collateral beside cash is taken.</summary>
    Collateral = 0,

    /// <summary>How defaults are dealt with.</summary>
    Defaults = 1,

    /// <summary>What is limited beyond margin.</summary>
    Limits = 2,
}
