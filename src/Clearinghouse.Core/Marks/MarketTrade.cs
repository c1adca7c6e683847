using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Marks;

/// <summary>A trade of the contract to be marked.</summary>
/// <param name="Price">Its price.</param>
/// <param name="Quantity">Contracts; positive.</param>
/// <param name="At">When it was cleared.</param>
public sealed record MarketTrade(Price Price, Quantity Quantity, DateTimeOffset At);
