using System.Collections.Immutable;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Positions;
using Clearinghouse.Core.Risk;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Protocols;

/// <summary>Exposures by venue and of the whole pool, added up over accounts. What no venue brought is under the clearinghouse's own name: what backstops took over, and the pool's book.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.ProtocolTally")]
public sealed record ProtocolTally
{
    /// <summary>Of no account.</summary>
    public static ProtocolTally None { get; } = new();

    /// <summary>By venue.</summary>
    [Id(0)] public ImmutableSortedDictionary<VenueId, ProtocolExposure> Venues { get; init; } = ImmutableSortedDictionary<VenueId, ProtocolExposure>.Empty;

    /// <summary>All accounts.</summary>
    [Id(1)] public ProtocolExposure Pool { get; init; } = ProtocolExposure.None;

    /// <summary>Accounts left out because a price is not known.</summary>
    [Id(2)] public int Unpriced { get; init; }

    /// <summary>Adds accounts up, each margined by its own terms without trades in flight.</summary>
    public static ProtocolTally Of(IEnumerable<AccountExposure> accounts, IMarketView view, IMarginPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        var (venues, pool, unpriced) = (new SortedDictionary<VenueId, ProtocolExposure>(), ProtocolExposure.None, 0);
        foreach (var account in accounts)
        {
            if (account.ToInput(view) is not { } input)
            {
                unpriced++;
                continue;
            }

            var statement = policy.Evaluate(input);
            var home = account.Venue ?? OwnNames.Venue;
            var own = new ProtocolExposure
            {
                Accounts = 1,
                Cash = statement.Cash,
                CollateralValue = statement.Collateral?.Value ?? Amount.Zero,
                Equity = statement.Equity,
                InitialMargin = statement.InitialMargin,
                MaintenanceMargin = statement.MaintenanceMargin,
            };
            var held = own with { StandAloneMargin = statement.InitialMargin, Markets = SidesOf(input) };
            pool = pool.Plus(held);
            if (account.Brought.IsDefaultOrEmpty)
            {
                Add(home, held);
                continue;
            }

            Add(home, own);
            foreach (var brought in account.Brought.GroupBy(brought => brought.Venue)) Add(brought.Key, StandAlone(input, [.. brought], policy));
        }

        return new() { Venues = venues.ToImmutableSortedDictionary(), Pool = pool, Unpriced = unpriced };

        void Add(VenueId venue, ProtocolExposure exposure) => venues[venue] = (venues.GetValueOrDefault(venue) ?? ProtocolExposure.None).Plus(exposure);
    }

    /// <summary>Two together.</summary>
    public ProtocolTally Plus(ProtocolTally other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var venues = Venues;
        foreach (var (venue, exposure) in other.Venues) venues = venues.SetItem(venue, (venues.GetValueOrDefault(venue) ?? ProtocolExposure.None).Plus(exposure));
        return new() { Venues = venues, Pool = Pool.Plus(other.Pool), Unpriced = Unpriced + other.Unpriced };
    }

    /// <summary>The account as if it had traded on one venue alone: its positions of there, entered at the mark, so that what it gained or lost says nothing.</summary>
    private static ProtocolExposure StandAlone(MarginInput input, ImmutableArray<BroughtPosition> brought, IMarginPolicy policy)
    {
        var exposures = ImmutableArray.CreateBuilder<ContractExposure>();
        foreach (var exposure in input.Exposures)
        {
            var quantity = brought.FirstOrDefault(position => position.Market == exposure.Market && position.Contract == exposure.Contract.Contract.Id)?.Quantity ?? Quantity.Zero;
            if (!quantity.IsZero) exposures.Add(exposure with { Position = Position.Flat(exposure.Position.Multiplier).Fill(quantity, exposure.Contract.MarkPrice, exposure.Contract.FundingIndex, Amount.Zero).Position });
        }

        var alone = input with { Exposures = exposures.ToImmutable(), Collateral = null };
        return new ProtocolExposure { StandAloneMargin = policy.Evaluate(alone).InitialMargin, Markets = SidesOf(alone) };
    }

    private static ImmutableSortedDictionary<MarketId, MarketSides> SidesOf(MarginInput input)
    {
        var markets = ImmutableSortedDictionary.CreateBuilder<MarketId, MarketSides>();
        foreach (var exposure in input.Exposures)
        {
            var notional = exposure.NotionalOf(exposure.Position.Quantity);
            if (!notional.IsZero) markets[exposure.Market] = (markets.GetValueOrDefault(exposure.Market) ?? MarketSides.None).With(exposure.Position.Quantity.IsNegative ? -notional : notional);
        }

        return markets.ToImmutable();
    }
}
