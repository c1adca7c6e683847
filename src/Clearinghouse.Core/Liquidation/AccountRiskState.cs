namespace Clearinghouse.Core.Liquidation;

/// <summary>Where an account stands between good standing and the end of a default.</summary>
public enum AccountRiskState
{
    /// <summary>Initial margin is covered, or nothing was ever asked.</summary>
    Healthy = 0,

    /// <summary>Initial margin is not covered: only trades that reduce risk, and a deadline to cover it.</summary>
    MarginCall = 1,

    /// <summary>Equity fell below maintenance margin, or a call's deadline passed: positions are reduced for the account.</summary>
    Liquidating = 2,

    /// <summary>Equity is below zero, or every way out was tried: the default is under way.</summary>
    Defaulted = 3,

    /// <summary>It left the path, with what is its own. As healthy in everything; the last call says what happened.</summary>
    Recovered = 4,

    /// <summary>The default is over: no position is left, and what was lost is allocated. Nothing follows.</summary>
    Closed = 5,
}
