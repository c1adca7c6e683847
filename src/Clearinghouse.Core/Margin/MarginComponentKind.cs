namespace Clearinghouse.Core.Margin;

/// <summary>What a part of the requirement is for.</summary>
public enum MarginComponentKind
{
    /// <summary>Rates times notional, contract by contract.</summary>
    Rates = 0,

    /// <summary>What closing the positions costs.</summary>
    Slippage = 1,

    /// <summary>What the portfolio loses in its scenarios.</summary>
    ScanRisk = 2,

    /// <summary>What is added so that offsets never take away more than a set share of the gross requirement.</summary>
    GrossFloor = 3,

    /// <summary>Naked short options, however far out of the money.</summary>
    ShortOptions = 4,

    /// <summary>Contracts of one market that offset and may part.</summary>
    Basis = 5,

    /// <summary>Positions larger than the market absorbs within the holding period.</summary>
    Concentration = 6,

    /// <summary>What is added to keep to the leverage that the account allows itself.</summary>
    LeverageLimit = 7,

    /// <summary>Doubt on an index price whose oracles disagree or are few. Initial margin only: doubt alone liquidates nobody.</summary>
    OracleConfidence = 8,

    /// <summary>The pool's own money, a coin, is under its peg. Initial margin only.</summary>
    Depeg = 9,

    /// <summary>What the circuit breakers of markets add from <see cref="Breakers.BreakerLevel.Guarded"/> on. Initial margin only: a breaker alone liquidates nobody.</summary>
    Breaker = 10,

    /// <summary>Volatility that is announced and that maintenance has not followed yet. Initial margin only: a change of parameters alone liquidates nobody.</summary>
    VolatilityRamp = 11,

    /// <summary>Unrealised profit beyond what the market would absorb in time: it is there, but supports no new risk and can't be taken out. Initial margin only: it liquidates nobody.</summary>
    UnrealisedProfit = 12,
}
