using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Auctions;

/// <summary>
/// What an auction offers over time, as fractions of the portfolio's notional at the marks: it grows from the start to what the account can pay, fast and then slowly, and from there to the reserve, at the pool's expense. An
/// insolvent account pays nothing, so its path has the last part only. Built anew from the account's numbers as they are, so the reserve follows the oracle.
/// </summary>
/// <param name="Notional">Gross notional of the portfolio; positive.</param>
/// <param name="Start">At the beginning; from 0.</param>
/// <param name="Solvent">What the account can pay without owing anything, the penalty left out; from 0. Zero for an insolvent account.</param>
/// <param name="Reserve">The most that is ever offered; not below <paramref name="Solvent"/>.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.ConcessionPath")]
public sealed record ConcessionPath([property: Id(0)] Amount Notional, [property: Id(1)] Ratio Start, [property: Id(2)] Ratio Solvent, [property: Id(3)] Ratio Reserve)
{
    /// <summary>The path of an account by its newest statement; null when it has no position.</summary>
    /// <param name="input">The account.</param>
    /// <param name="statement">Its statement.</param>
    /// <param name="terms">The pool's terms.</param>
    /// <param name="penalty">The liquidation penalty that is charged beside; not negative.</param>
    public static ConcessionPath? Of(MarginInput input, MarginStatement statement, AuctionTerms terms, Ratio penalty)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(statement);
        ArgumentNullException.ThrowIfNull(terms);
        var notional = MarginAccount.GrossNotionalOf(input);
        if (!notional.IsPositive) return null;

        // Rates round down, against the bidder.
        var reserve = Rational.From(statement.MaintenanceMargin) * Rational.From(terms.ReserveMultiple) / Rational.From(notional);
        var solvent = Rational.Max(Rational.Zero, (Rational.From(statement.Equity) / Rational.From(notional)) - Rational.From(penalty));
        reserve = Rational.Clamp(reserve, Rational.Zero, Rational.One);
        solvent = Rational.Min(solvent, reserve);
        return new ConcessionPath(notional, Ratio.Min(terms.StartConcession, reserve.Round<Ratio>(Rounding.Floor)), solvent.Round<Ratio>(Rounding.Floor), reserve.Round<Ratio>(Rounding.Floor));
    }

    /// <summary>How long it takes to the reserve.</summary>
    public TimeSpan LengthOf(AuctionTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return TimeSpan.FromSeconds(Solvent.IsPositive ? terms.FastSeconds + terms.SlowSeconds + terms.InsolventSeconds : terms.InsolventSeconds);
    }

    /// <summary>The concession after so much time; it never falls while the account's numbers stay as they are, and never passes the reserve. Rounded down, against the bidder.</summary>
    /// <param name="elapsed">Not negative.</param>
    /// <param name="terms">The pool's terms.</param>
    public Ratio At(TimeSpan elapsed, AuctionTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentOutOfRangeException.ThrowIfLessThan(elapsed, TimeSpan.Zero);
        var seconds = Rational.FromSeconds(elapsed);
        if (!Solvent.IsPositive) return Between(Start, Reserve, seconds / terms.InsolventSeconds);
        var fast = (Rational.From(Solvent) * Rational.From(terms.FastShare)).Round<Ratio>(Rounding.Floor);
        var start = Ratio.Min(Start, fast);
        if (seconds < terms.FastSeconds) return Between(start, fast, seconds / terms.FastSeconds);
        seconds -= terms.FastSeconds;
        return seconds < terms.SlowSeconds
            ? Between(fast, Solvent, seconds / terms.SlowSeconds)
            : Between(Solvent, Reserve, (seconds - terms.SlowSeconds) / terms.InsolventSeconds);
    }

    private static Ratio Between(Ratio from, Ratio to, Rational part) =>
        (Rational.From(from) + (Rational.From(to - from) * Rational.Clamp(part, Rational.Zero, Rational.One))).Round<Ratio>(Rounding.Floor);
}
