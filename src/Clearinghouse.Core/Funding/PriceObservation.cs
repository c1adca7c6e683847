using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Funding;

/// <summary>A price that holds until the next observation.</summary>
/// <param name="AtSeconds">Seconds on any one scale, from this moment on (inclusive).</param>
/// <param name="Price">What is averaged: a price in quote currency per unit, or a premium; signed.</param>
public readonly record struct PriceObservation(Rational AtSeconds, Rational Price);
