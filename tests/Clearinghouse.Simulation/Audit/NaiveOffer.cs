using System.Numerics;
using Clearinghouse.Core.Auctions;

namespace Clearinghouse.Simulation.Audit;

/// <summary>What an auction offers, by the book and in millionths: from the start to what the account can pay, fast and then slowly, and from there to the reserve.</summary>
/// <param name="Solvent">What the account can pay; 0 when it is insolvent.</param>
/// <param name="Reserve">The most that is ever offered.</param>
/// <param name="Terms">The terms of its auctions.</param>
internal sealed record NaiveOffer(BigInteger Solvent, BigInteger Reserve, AuctionTerms Terms)
{
    private const long PpmPerOne = 1_000_000;

    /// <summary>The offer for a portfolio.</summary>
    public static NaiveOffer Of(BigInteger equity, BigInteger notional, BigInteger maintenance, BigInteger penaltyPpm, AuctionTerms terms)
    {
        var reserve = BigInteger.Min(PpmPerOne, maintenance * terms.ReserveMultiple.Ppm / notional);
        var paid = (equity * PpmPerOne) - (penaltyPpm * notional);
        return new NaiveOffer(paid.Sign <= 0 ? 0 : BigInteger.Min(reserve, paid / notional), reserve, terms);
    }

    /// <summary>How long it takes to the reserve, in milliseconds.</summary>
    public long LengthMs => 1_000L * (Solvent.IsZero ? Terms.InsolventSeconds : Terms.FastSeconds + Terms.SlowSeconds + Terms.InsolventSeconds);

    /// <summary>What is offered after so much time.</summary>
    public BigInteger At(long elapsedMs)
    {
        var (fastMs, slowMs, insolventMs) = (1_000L * Terms.FastSeconds, 1_000L * Terms.SlowSeconds, 1_000L * Terms.InsolventSeconds);
        BigInteger start = Terms.StartConcession.Ppm;
        if (Solvent.IsZero) return Between(BigInteger.Min(start, Reserve), Reserve, elapsedMs, insolventMs);
        var fast = Solvent * Terms.FastShare.Ppm / PpmPerOne;
        if (elapsedMs < fastMs) return Between(BigInteger.Min(start, fast), fast, elapsedMs, fastMs);
        return elapsedMs < fastMs + slowMs
            ? Between(fast, Solvent, elapsedMs - fastMs, slowMs)
            : Between(Solvent, Reserve, elapsedMs - fastMs - slowMs, insolventMs);
    }

    private static BigInteger Between(BigInteger from, BigInteger to, long part, long whole) => from + ((to - from) * Math.Min(part, whole) / whole);
}
