namespace Clearinghouse.Abstractions.Forecasts;

/// <summary>What became of bars of the past that a market was given.</summary>
/// <param name="Taken">Bars taken; 0 when the market knows as many days already.</param>
/// <param name="Refused">Bars that were out of order, off the half hours or crossed.</param>
/// <param name="Days">The days that the market knows now.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.BackfillOutcome")]
public sealed record BackfillOutcome([property: Id(0)] int Taken, [property: Id(1)] int Refused, [property: Id(2)] int Days);
