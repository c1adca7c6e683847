using Clearinghouse.Core.Products;

namespace Clearinghouse.Core.Margin.Venues.Comparison;

/// <summary>One position of a book to be compared.</summary>
public sealed record VenueLeg
{
    /// <summary>Where it is held: legs of different venues are margined apart when a book is split.</summary>
    public string Venue { get; init; } = string.Empty;

    /// <summary>Perpetual, call or put.</summary>
    public required VenueLegType Type { get; init; }

    /// <summary>Contracts; negative short; not zero.</summary>
    public required double Quantity { get; init; }

    /// <summary>Mark of a perpetual; null for the index price.</summary>
    public double? Price { get; init; }

    /// <summary>What a perpetual was entered at; null for its mark.</summary>
    public double? EntryPrice { get; init; }

    /// <summary>Strike of an option.</summary>
    public double? StrikePrice { get; init; }

    /// <summary>Time to an option's expiry in days; positive.</summary>
    public double? DaysToExpiry { get; init; }

    /// <summary>Forward of an option's expiry; null for the index price.</summary>
    public double? ForwardPrice { get; init; }

    /// <summary>An option's implied volatility per year.</summary>
    public double? Volatility { get; init; }

    /// <summary>True for a call or a put.</summary>
    public bool IsOption => Type != VenueLegType.Perpetual;

    /// <summary>The option's right.</summary>
    public OptionRight Right => Type == VenueLegType.Call ? OptionRight.Call : OptionRight.Put;

    /// <summary>Says what is wrong, or null.</summary>
    public string? FindFault() => this switch
    {
        { Quantity: 0 } or { Quantity: double.NaN } => "a quantity must not be 0",
        { IsOption: true, StrikePrice: not > 0 } => "an option needs a strikePrice above 0",
        { IsOption: true, DaysToExpiry: not > 0 } => "an option needs daysToExpiry above 0",
        { IsOption: true, Volatility: not > 0 } => "an option needs a volatility above 0",
        { Price: <= 0 } or { EntryPrice: <= 0 } or { ForwardPrice: <= 0 } => "prices must be above 0",
        _ => null,
    };
}
