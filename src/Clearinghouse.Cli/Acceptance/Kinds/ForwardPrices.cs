using System.Collections.Immutable;
using Clearinghouse.Core.Margin.Venues;

namespace Clearinghouse.Cli.Acceptance.Kinds;

/// <summary>Expiries of tables that give one forward price, all of which moves.</summary>
internal static class ForwardPrices
{
    /// <summary>The expiries of a market or an account; none when the field is missing.</summary>
    internal static ImmutableArray<VenueExpiry> Read(AcceptanceGiven given) => given.Has("expiries")
        ? [.. given.List("expiries").Select(expiry => expiry.Record<VenueExpiry>() with { ForwardVariable = expiry.Real("forwardPrice") })]
        : [];
}
