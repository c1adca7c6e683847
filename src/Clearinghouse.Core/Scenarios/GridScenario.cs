namespace Clearinghouse.Core.Scenarios;

/// <summary>A move of one market's price and volatility, the others unmoved.</summary>
/// <param name="Name">As statements show it.</param>
/// <param name="ScanRanges">The price move in scan ranges (<see cref="ScenarioSet.ScanRangeOf"/>); negative down.</param>
/// <param name="Volatility">Which way volatility moves.</param>
/// <param name="Weight">Share of the loss that counts, above 0 and at most 1: extreme moves are dampened, as in SPAN.</param>
/// <param name="SkewTilt">How the smile tilts: change of volatility per standard deviation of log strike above the forward, as a fraction; negative makes puts dearer.</param>
public sealed record GridScenario(string Name, double ScanRanges, VolatilityMove Volatility, double Weight = 1, double SkewTilt = 0);
