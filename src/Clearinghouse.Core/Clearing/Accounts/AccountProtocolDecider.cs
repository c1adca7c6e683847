using System.Collections.Immutable;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Protocols;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Clearing.Accounts;

/// <summary>Decides what becomes of an account whose venue leaves the pool. Pure: the ledger is read, never changed.</summary>
public static class AccountProtocolDecider
{
    /// <summary>Follows the account's venue: to another that took its accounts over, or into the closing of its positions. Null when there is nothing to do, or it was done.</summary>
    /// <param name="ledger">The account.</param>
    /// <param name="venue">A venue that moves its accounts.</param>
    /// <param name="now">The time.</param>
    public static AccountEvent? Follow(AccountLedger ledger, ProtocolState venue, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(venue);
        if (ledger.HomeVenue != venue.Venue) return null;
        if (venue.PortedTo is { } to) return new AccountPorted(venue.Venue, to, venue.Sequence) { At = now };
        return venue.IsClosingAt(now) && !ledger.Protocol.IsClosing && !AccountPathDecider.IsFlat(ledger) ? new ExpulsionBegun(venue.Venue, venue.Sequence) { At = now } : null;
    }

    /// <summary>
    /// The next step of closing: of every market whose mark allows it as much as the pool lets a liquidation take of its depth, at the mark and without a penalty, to the backstops in order and then the pool's own book. What it gains or loses
    /// is the account's. Null when nothing is to be closed now.
    /// </summary>
    public static CloseOutOrdered? Order(AccountLedger ledger, MarginInput input, DefaultPolicy defaults, int refusals, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(defaults);
        if (!ledger.Protocol.IsClosing || ledger.Path.Order is not null || ledger.Path.OpenAuction is not null || ledger.Pool is not { } pool) return null;
        if (refusals == 0 && ledger.Protocol.LastStepAt is { } last && last.AddSeconds(defaults.States.StepIntervalSeconds) > now) return null;
        ImmutableArray<LiquidationLeg> legs =
        [
            .. input.Exposures
                .Where(exposure => exposure.Contract.Status == ContractStatus.Trading && !exposure.Snapshot.IsStaleAt(now) && exposure.Snapshot.MayLiquidateAt(now))
                .Select(exposure => LegOf(exposure, defaults.Liquidation)).OfType<LiquidationLeg>(),
        ];
        var versions = input.Exposures.DistinctBy(exposure => exposure.Market).ToImmutableSortedDictionary(exposure => exposure.Market, exposure => exposure.Snapshot.Version);
        return legs.IsEmpty ? null : AccountPathDecider.OrderOf(ledger, CloseOutPurpose.Expulsion, input, legs, AccountPathDecider.TakerOf(ledger, pool, defaults, refusals), versions, now);
    }

    private static LiquidationLeg? LegOf(ContractExposure exposure, LiquidationTerms terms)
    {
        var closed = StepOf(exposure, terms);
        if (closed.IsZero) return null;
        var mark = exposure.Contract.MarkPrice;
        return new LiquidationLeg(exposure.Market, exposure.Contract.Contract.Id, exposure.Position.Quantity.IsPositive ? -closed : closed, mark, mark, exposure.NotionalOf(closed), Amount.Zero, Amount.Zero);
    }

    /// <summary>How much of a position goes in one step, without sign: whole lots within the part of depth, one at least, and all where no depth is known.</summary>
    private static Quantity StepOf(ContractExposure exposure, LiquidationTerms terms)
    {
        var (held, lot) = (exposure.Position.Quantity.Abs(), exposure.Contract.Contract.Lot);
        var depth = (exposure.Snapshot.Parameters.Risk ?? RiskParameters.Default).DepthNotional.Times(terms.MaxDepthFraction, Rounding.Floor);
        var notional = exposure.NotionalOf(held);
        if (!depth.IsPositive || notional <= depth) return held;
        var lots = (Rational.From(held) * Rational.From(depth) / Rational.From(notional)).FloorTo(Rational.From(lot)).Round<Quantity>(Rounding.Floor);
        return Quantity.Min(held, Quantity.Max(lot, lots));
    }
}
