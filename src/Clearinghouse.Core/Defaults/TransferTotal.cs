using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Defaults;

/// <summary>All transfers of a pool to one account.</summary>
/// <param name="LastSequence">The sequence of the last.</param>
/// <param name="Total">Their sum; negative when more was taken than given.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.TransferTotal")]
public sealed record TransferTotal([property: Id(0)] long LastSequence, [property: Id(1)] Amount Total);
