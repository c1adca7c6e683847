using Orleans;

namespace Clearinghouse.Core.Limits;

/// <summary>Terms that take effect later. Another change of the same kind takes their place.</summary>
/// <typeparam name="TTerms">The terms.</typeparam>
/// <param name="Terms">The terms.</param>
/// <param name="At">When.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.ScheduledTerms`1")]
public sealed record ScheduledTerms<TTerms>([property: Id(0)] TTerms Terms, [property: Id(1)] DateTimeOffset At);
