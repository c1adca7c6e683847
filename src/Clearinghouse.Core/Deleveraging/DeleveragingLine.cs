using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Deleveraging;

/// <summary>One account in a deleveraging: what it was, what it gives, and why.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.DeleveragingLine")]
public sealed record DeleveragingLine
{
    /// <summary>The account.</summary>
    [Id(0)] public required AccountId Account { get; init; }

    /// <summary>Its net notional before; not negative.</summary>
    [Id(1)] public required Amount Notional { get; init; }

    /// <summary>Its equity before; positive.</summary>
    [Id(2)] public required Amount Equity { get; init; }

    /// <summary>How much of the net notional is closed.</summary>
    [Id(3)] public required Amount Reduction { get; init; }

    /// <summary>The money it gives up.</summary>
    [Id(4)] public required Amount Haircut { get; init; }

    /// <summary>The most it could give up without being worse margined or more levered than before, and within the bound on every account.</summary>
    [Id(5)] public required Amount MostHaircut { get; init; }

    /// <summary>Its maintenance requirement before.</summary>
    [Id(6)] public required Amount RequirementBefore { get; init; }

    /// <summary>Its maintenance requirement after; of an account that was left out, what it would have been.</summary>
    [Id(7)] public required Amount RequirementAfter { get; init; }

    /// <summary>What is closed of each position.</summary>
    [Id(8)] public required ImmutableArray<LegClosure> Legs { get; init; }

    /// <summary>Why.</summary>
    [Id(9)] public required DeleveragingReason Reason { get; init; }

    /// <summary>Net notional over equity before.</summary>
    [JsonIgnore]
    public double LeverageBefore => new AmountFraction(Notional, Equity).ToDouble();

    /// <summary>Net notional over equity after what it gave up; null when no equity is left.</summary>
    [JsonIgnore]
    public double? LeverageAfter => Equity > Haircut ? new AmountFraction(Notional - Reduction, Equity - Haircut).ToDouble() : null;
}
