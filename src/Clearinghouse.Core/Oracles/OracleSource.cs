using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Oracles;

/// <summary>A source that an index price may be made of.</summary>
/// <param name="Source">Who reports: the sender of the report.</param>
/// <param name="Weight">Its say beside the others; above 0.</param>
public sealed record OracleSource(PrincipalId Source, Ratio Weight);
