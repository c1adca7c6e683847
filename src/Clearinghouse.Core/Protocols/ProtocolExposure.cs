using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Protocols;

/// <summary>What a venue brought to a pool, or all of them. Positions are those that its trades left, in whatever account; money and margin are those of accounts whose home it is. For the whole pool, positions are those of accounts.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.ProtocolExposure")]
public sealed record ProtocolExposure
{
    /// <summary>Nothing.</summary>
    public static ProtocolExposure None { get; } = new();

    /// <summary>Accounts whose home it is.</summary>
    [Id(0)] public int Accounts { get; init; }

    /// <summary>Their cash.</summary>
    [Id(1)] public Amount Cash { get; init; }

    /// <summary>What their collateral beside cash counts for.</summary>
    [Id(2)] public Amount CollateralValue { get; init; }

    /// <summary>Their equity.</summary>
    [Id(3)] public Amount Equity { get; init; }

    /// <summary>The initial margin asked of them.</summary>
    [Id(4)] public Amount InitialMargin { get; init; }

    /// <summary>The maintenance margin asked of them.</summary>
    [Id(5)] public Amount MaintenanceMargin { get; init; }

    /// <summary>The initial margin that the positions it brought would need if they were margined by themselves, account by account, as where every venue clears alone.</summary>
    [Id(6)] public Amount StandAloneMargin { get; init; }

    /// <summary>The positions it brought, by market; of options, at the index.</summary>
    [Id(7)] public ImmutableSortedDictionary<MarketId, MarketSides> Markets { get; init; } = ImmutableSortedDictionary<MarketId, MarketSides>.Empty;

    /// <summary>All positions it brought, both sides.</summary>
    public Amount Gross => Markets.Values.Aggregate(Amount.Zero, (sum, sides) => sum + sides.Gross);

    /// <summary>What is left of them, market by market, when longs and shorts are taken against one another.</summary>
    public Amount Net => Markets.Values.Aggregate(Amount.Zero, (sum, sides) => sum + sides.Net);

    /// <summary>Two together.</summary>
    public ProtocolExposure Plus(ProtocolExposure other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var markets = Markets;
        foreach (var (market, sides) in other.Markets) markets = markets.SetItem(market, (markets.GetValueOrDefault(market) ?? MarketSides.None).Plus(sides));
        return new()
        {
            Accounts = Accounts + other.Accounts,
            Cash = Cash + other.Cash,
            CollateralValue = CollateralValue + other.CollateralValue,
            Equity = Equity + other.Equity,
            InitialMargin = InitialMargin + other.InitialMargin,
            MaintenanceMargin = MaintenanceMargin + other.MaintenanceMargin,
            StandAloneMargin = StandAloneMargin + other.StandAloneMargin,
            Markets = markets,
        };
    }
}
