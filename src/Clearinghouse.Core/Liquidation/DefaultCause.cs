namespace Clearinghouse.Core.Liquidation;

/// <summary>Why an account is in default.</summary>
public enum DefaultCause
{
    /// <summary>Its equity is below zero.</summary>
    EquityNegative = 0,

    /// <summary>Every way out of liquidation was tried.</summary>
    WaysOutExhausted = 1,
}
