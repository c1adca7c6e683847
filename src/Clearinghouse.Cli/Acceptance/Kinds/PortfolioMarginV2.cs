using Clearinghouse.Core.Margin.Venues;
using Clearinghouse.Core.Margin.Venues.Derive;

namespace Clearinghouse.Cli.Acceptance.Kinds;

/// <summary>Derive's second portfolio manager.</summary>
public sealed class PortfolioMarginV2 : IAcceptanceKind
{
    /// <inheritdoc/>
    public string Name => "portfolio-margin-v2";

    /// <inheritdoc/>
    public AcceptanceAnswer Answer(AcceptanceGiven given)
    {
        ArgumentNullException.ThrowIfNull(given);
        var book = given.Record<DerivePortfolioV2Book>() with { Expiries = ForwardPrices.Read(given) };
        return PortfolioMarginV1.Answer(given.Record<DerivePortfolioV2>("parameters").Evaluate(book, given.Records<VenueScenario>("scenarios")));
    }
}
