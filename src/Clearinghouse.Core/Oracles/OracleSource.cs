using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Oracles;

/// <summary>A source that an index price may be made of.</summary>
/// <param name="Source">Who reports: the sender of the report.</param>
/// <param name="Weight">Its say beside the others; above 0.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.OracleSource")]
public sealed record OracleSource([property: Id(0)] PrincipalId Source, [property: Id(1)] Ratio Weight);
