using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Products;

/// <summary>
/// The terms of one contract. Immutable: a change of terms is another contract.
/// Trades are in contracts; one contract stands for <see cref="Multiplier"/> units of the underlying.
/// </summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.Contract")]
public sealed record Contract
{
    /// <summary>The contract's name, unique in its market.</summary>
    [Id(0)] public required ContractId Id { get; init; }

    /// <summary>Perpetual, dated future or European option.</summary>
    [Id(1)] public required ContractKind Kind { get; init; }

    /// <summary>Units of the underlying in one contract; positive.</summary>
    [Id(2)] public Quantity Multiplier { get; init; } = Quantity.One;

    /// <summary>Smallest step of the price; positive. Trade prices are multiples of it.</summary>
    [Id(3)] public required Price Tick { get; init; }

    /// <summary>Smallest step of the quantity in contracts; positive. Trade quantities are multiples of it.</summary>
    [Id(4)] public required Quantity Lot { get; init; }

    /// <summary>When the contract settles; null for a perpetual, and only then.</summary>
    [Id(5)] public DateTimeOffset? Expiry { get; init; }

    /// <summary>Strike price; positive for an option, null otherwise.</summary>
    [Id(6)] public Price? Strike { get; init; }

    /// <summary>Call or put; null unless an option.</summary>
    [Id(7)] public OptionRight? Right { get; init; }

    /// <summary>
    /// The value of a quantity of contracts at a price per unit of underlying: quantity × multiplier × price, signed as the quantity.
    /// Exact for every multiple of <see cref="Lot"/> (<see cref="Check"/> makes sure that lot × multiplier has eight decimals).
    /// </summary>
    /// <exception cref="ArithmeticException">The quantity is no multiple of the lot, or too large.</exception>
    public Amount ValueOf(Quantity contracts, Price price) => contracts.Scaled(Multiplier) * price;

    /// <summary>What a unit of the underlying pays at expiry for this contract, given the index price: the index itself, or an option's intrinsic value.</summary>
    public Price SettlementValue(Price indexPrice)
    {
        if (Kind != ContractKind.Option) return indexPrice;
        var strike = Strike.GetValueOrDefault();
        var intrinsic = Right == OptionRight.Call ? indexPrice - strike : strike - indexPrice;
        return Price.Max(intrinsic, Price.Zero);
    }

    /// <summary>Says why these terms can't be listed, or null when they can.</summary>
    public Refusal? Check()
    {
        if (string.IsNullOrEmpty(Id.Value)) return Bad("id", "a contract needs a name");
        if (!Enum.IsDefined(Kind)) return Bad("kind", "a contract is a perpetual, a future or an option");
        if (!Tick.IsPositive) return Bad("tick", "the tick must be positive");
        if (!Lot.IsPositive) return Bad("lot", "the lot must be positive");
        if (!Multiplier.IsPositive) return Bad("multiplier", "the multiplier must be positive");
        if (!Lot.TryScaled(Multiplier, out _)) return Bad("multiplier", "lot × multiplier must have at most eight decimals");
        if (Kind == ContractKind.Perpetual != Expiry is null) return Bad("expiry", "dated contracts have an expiry, perpetuals have none");
        var isOption = Kind == ContractKind.Option;
        if (isOption && Strike is not { IsPositive: true }) return Bad("strike", "an option needs a positive strike");
        if (isOption && (Right is not { } right || !Enum.IsDefined(right))) return Bad("right", "an option is a call or a put");
        if (!isOption && (Strike is not null || Right is not null)) return Bad("strike", "only options have a strike and a right");
        return null;
    }

    private static Refusal Bad(string field, string why) => new(RefusalCode.ContractTermsInvalid) { Subject = field, Detail = why };
}
