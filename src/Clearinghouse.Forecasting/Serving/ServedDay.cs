using System.Runtime.InteropServices;

namespace Clearinghouse.Forecasting.Serving;

/// <summary>A day that is over: what it measured, and what had been said of it when it began.</summary>
/// <param name="OpenTimeMs">When it began: Unix milliseconds, UTC, a midnight.</param>
/// <param name="Return">Logarithmic.</param>
/// <param name="LowestReturn">The worst mark of a long, logarithmic.</param>
/// <param name="HighestReturn">The worst mark of a short, logarithmic.</param>
/// <param name="RealisedVariance">Per day.</param>
/// <param name="ChampionVariance">What the champion had forecast; null for nothing.</param>
/// <param name="ChallengerVariance">What the challenger had forecast; null for nothing.</param>
/// <param name="EwmaVariance">What an exponential average of realised variance had forecast; null on the first day.</param>
/// <param name="FlooredDeviation">The deviation before buffer and speed limit; null for none.</param>
/// <param name="PostedDeviation">The deviation that margin was made of; null for none.</param>
/// <param name="MarginLong">What a long had to post; null for nothing.</param>
/// <param name="MarginShort">What a short had to post; null for nothing.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ServedDay(
    long OpenTimeMs,
    double Return,
    double LowestReturn,
    double HighestReturn,
    double RealisedVariance,
    double? ChampionVariance,
    double? ChallengerVariance,
    double? EwmaVariance,
    double? FlooredDeviation,
    double? PostedDeviation,
    double? MarginLong,
    double? MarginShort);
