using Clearinghouse.Core.Identifiers;
using Orleans;

namespace Clearinghouse.Core.Insurance;

/// <summary>A default ended.</summary>
/// <param name="Default">The default.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.TrancheReleased")]
public sealed record TrancheReleased([property: Id(0)] DefaultId Default) : TrancheEvent;
