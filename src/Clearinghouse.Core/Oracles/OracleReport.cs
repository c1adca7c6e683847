using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Oracles;

/// <summary>What one source says of the price of an underlying.</summary>
/// <param name="Source">Who reports.</param>
/// <param name="Price">Quote currency per unit; a price that is not positive is not believed.</param>
/// <param name="Confidence">How sure the source is, from 0 to 1; 1: it vouches for the price.</param>
/// <param name="ObservedAt">When the source observed it.</param>
public sealed record OracleReport(PrincipalId Source, Price Price, Ratio Confidence, DateTimeOffset ObservedAt);
