using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Funding.Venues;

/// <summary>What sampled premiums amount to.</summary>
internal static class PremiumSamples
{
    /// <summary>The mean of the samples; 0 when there are none, because nothing was seen to be away from the index.</summary>
    internal static Rational Mean(IReadOnlyCollection<Rational> premiums) =>
        premiums.Count == 0 ? Rational.Zero : premiums.Aggregate((left, right) => left + right) / premiums.Count;
}
