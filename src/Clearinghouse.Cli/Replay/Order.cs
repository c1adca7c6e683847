using Clearinghouse.Core.Units;

namespace Clearinghouse.Cli.Replay;

/// <summary>What a trader wants on a venue.</summary>
/// <param name="Trader">Who.</param>
/// <param name="Venue">Where, by number.</param>
/// <param name="Quantity">Contracts; positive to buy.</param>
internal sealed record Order(Trader Trader, int Venue, Quantity Quantity);
