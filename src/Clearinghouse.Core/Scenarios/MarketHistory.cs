using Clearinghouse.Core.Identifiers;

namespace Clearinghouse.Core.Scenarios;

/// <summary>Daily closes of a market, oldest first.</summary>
/// <param name="Market">The market.</param>
/// <param name="Closes">Date and close; dates strictly ascending, prices positive.</param>
public sealed record MarketHistory(MarketId Market, IReadOnlyList<(DateOnly Date, double Close)> Closes);
