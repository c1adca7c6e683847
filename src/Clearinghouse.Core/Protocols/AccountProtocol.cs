using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Protocols;

/// <summary>Which venues brought an account what it holds, and whether its venue was expelled. A part of its ledger.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.AccountProtocol")]
public sealed record AccountProtocol
{
    /// <summary>An account all of whose positions are of its home venue, which stands.</summary>
    public static AccountProtocol None { get; } = new();

    /// <summary>By venue and contract, what its trades left; the quantities of a contract sum to the position. Empty while all is of the home venue: most accounts trade on one.</summary>
    [Id(0)] public ImmutableArray<BroughtPosition> Brought { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>Since when the positions are being closed because the venue was expelled; null when they are not.</summary>
    [Id(1)] public DateTimeOffset? ClosingSince { get; init; }

    /// <summary>When the last step of that was taken; null before the first.</summary>
    [Id(2)] public DateTimeOffset? LastStepAt { get; init; }

    /// <summary>Whether positions are being closed.</summary>
    [JsonIgnore]
    public bool IsClosing => ClosingSince is not null;

    /// <summary>With a leg booked. Trades of venues add up by venue. The clearinghouse's own take away from whoever brought the position, in order of venue, and what they add is its own. A settlement ends all.</summary>
    /// <param name="leg">The leg.</param>
    /// <param name="home">The account's home venue before it; null before its first trade.</param>
    /// <param name="before">Its positions before it.</param>
    internal AccountProtocol With(AccountLeg leg, VenueId? home, IEnumerable<(MarketId Market, ContractId Contract, Quantity Quantity)> before)
    {
        var venue = leg.Trade?.Venue;
        if (Brought.IsEmpty && (venue is null || venue == home || (home is null && !before.Any(held => !held.Quantity.IsZero)))) return this;
        var all = Brought.IsEmpty ? [.. before.Where(held => !held.Quantity.IsZero).Select(held => new BroughtPosition(home ?? OwnNames.Venue, held.Market, held.Contract, held.Quantity))] : Brought.ToList();
        if (venue is null) all.RemoveAll(brought => IsOf(leg, brought));
        else if (venue == OwnNames.Venue) Add(all, leg, OwnNames.Venue, TakeAway(all, leg));
        else Add(all, leg, venue.Value, leg.Quantity);
        var owner = home ?? venue;
        return this with { Brought = all.TrueForAll(brought => brought.Venue == owner) ? [] : [.. all] };
    }

    /// <summary>What is left of the leg when it has taken away from positions on the other side.</summary>
    private static Quantity TakeAway(List<BroughtPosition> all, AccountLeg leg)
    {
        var left = leg.Quantity;
        foreach (var brought in all.Where(brought => IsOf(leg, brought) && brought.Quantity.IsNegative != leg.Quantity.IsNegative).OrderBy(brought => brought.Venue).ToList())
        {
            var taken = leg.Quantity.IsNegative ? Quantity.Max(left, -brought.Quantity) : Quantity.Min(left, -brought.Quantity);
            Add(all, leg, brought.Venue, taken);
            left -= taken;
        }

        return left;
    }

    private static void Add(List<BroughtPosition> all, AccountLeg leg, VenueId venue, Quantity quantity)
    {
        if (quantity.IsZero) return;
        var at = all.FindIndex(brought => brought.Venue == venue && IsOf(leg, brought));
        if (at < 0) all.Add(new BroughtPosition(venue, leg.Market, leg.Contract, quantity));
        else if ((all[at].Quantity + quantity).IsZero) all.RemoveAt(at);
        else all[at] = all[at] with { Quantity = all[at].Quantity + quantity };
    }

    private static bool IsOf(AccountLeg leg, BroughtPosition brought) => brought.Market == leg.Market && brought.Contract == leg.Contract;
}
