using System.Collections.Immutable;
using Clearinghouse.Core.Deleveraging;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Waterfall;

/// <summary>
/// What a tear-up ends of one account's positions: of each the part that is taken of the gain that was left, in whole lots. The pool's own book takes them at the mark, and what they gained is the tear-up's posting; so they end as if they
/// had never gained.
/// </summary>
/// <param name="Account">Whose positions.</param>
/// <param name="Closures">What is closed of each; whole lots, rounded towards nothing.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.TornUp")]
public sealed record TornUp([property: Id(0)] AccountId Account, [property: Id(1)] ImmutableArray<LegClosure> Closures)
{
    /// <summary>What the tear-up of a plan ends; null for nothing.</summary>
    /// <param name="plan">Who bears a loss.</param>
    /// <param name="gains">The gains that it was made of, with their positions.</param>
    public static ImmutableArray<TornUp>? Of(WaterfallPlan plan, ImmutableArray<AccountGain> gains)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ImmutableArray<TornUp> torn =
        [
            .. from posting in plan.Postings
               where posting.Kind == WaterfallLayerKind.TearUp
               let gain = gains.First(gain => gain.Account.Value == posting.Payer.Name)
               let closures = gain.Positions.Select(leg => new LegClosure(leg.Market, leg.Contract, leg.Quantity, leg.Lot, PartOf(leg.Quantity, leg.Lot, posting))).Where(closure => !closure.Closed.IsZero).ToImmutableArray()
               where !closures.IsEmpty
               select new TornUp(gain.Account, closures),
        ];
        return torn.IsEmpty ? null : torn;
    }

    /// <summary>What is wrong with what an event says that its tear-up ends; null when nothing is.</summary>
    /// <param name="plan">Who bears a loss.</param>
    /// <param name="torn">What is ended.</param>
    public static string? FindFault(WaterfallPlan plan, ImmutableArray<TornUp> torn)
    {
        var postings = plan.Postings.Where(posting => posting.Kind == WaterfallLayerKind.TearUp).ToDictionary(posting => posting.Payer.Name, StringComparer.Ordinal);
        return torn.All(one => postings.TryGetValue(one.Account.Value, out var posting) && one.Closures.All(closure => closure.Lot.IsPositive && closure.Closed == PartOf(closure.Held, closure.Lot, posting)))
            ? null
            : $"the tear-up of default {plan.Default} ends other positions than it takes the gains of";
    }

    /// <summary>Quantity × amount / available, down to a whole lot.</summary>
    private static Quantity PartOf(Quantity held, Quantity lot, LossPosting posting)
    {
        var closed = (Rational.From(held.Abs()) * Rational.From(posting.Amount) / Rational.From(posting.Available)).FloorTo(Rational.From(lot)).Round<Quantity>(Rounding.Floor);
        return held.IsNegative ? -closed : closed;
    }
}
