using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Positions;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;

namespace Clearinghouse.Core.Deleveraging;

/// <summary>
/// Accounts as baskets, and what the margin engine asks of them. The net notional of a basket is the sum, over markets, of the absolute delta of all its positions in the market: what is hedged within a market does
/// not count. Trades in flight are not part of it.
/// </summary>
public sealed class MarginBaskets
{
    private readonly Dictionary<AccountId, MarginInput> _inputs;
    private readonly IMarginPolicy _policy;

    private MarginBaskets(Dictionary<AccountId, MarginInput> inputs, IMarginPolicy policy, IEnumerable<DeleveragingAccount> wholes, IReadOnlyDictionary<AccountId, Amount>? takenOver)
    {
        _inputs = inputs;
        _policy = policy;
        var all = wholes.ToImmutableArray();
        Accounts = takenOver is null ? all : [.. all.Select(account => takenOver.TryGetValue(account.Account, out var taken) ? OwnPartOf(account, taken) : account).OfType<DeleveragingAccount>()];
        Gains = [.. all.Select(account => new AccountGain(account.Account, Amount.Min(account.Profit, account.Equity)) { Positions = account.Legs }).Where(gain => gain.Gain.IsPositive)];
    }

    /// <summary>
    /// The accounts that have something to give, in order of their names, so that the last unit and the last lot fall to the same ones whoever asks: those without equity are defaulters themselves. Of who took positions over for this
    /// default, the part that it did not take over.
    /// </summary>
    public ImmutableArray<DeleveragingAccount> Accounts { get; }

    /// <summary>What accounts gained and could give up: unrealised profit, and no more than their equity. All of it, whoever stood up: the layers that take gains come to a loss that would be borne by nobody else.</summary>
    public ImmutableArray<AccountGain> Gains { get; }

    /// <summary>The baskets of accounts.</summary>
    /// <param name="inputs">One per account.</param>
    /// <param name="policy">How they are margined.</param>
    /// <param name="takenOver">Notional that accounts took over for the default that is dealt with (see <see cref="Defaults.DefaultClaim.TakenOver"/>); null for none.</param>
    public static MarginBaskets Of(IEnumerable<MarginInput> inputs, IMarginPolicy policy, IReadOnlyDictionary<AccountId, Amount>? takenOver = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var known = inputs.ToDictionary(input => input.Account);
        var accounts = known.Values.OrderBy(input => input.Account).Select(input => BasketOf(input, policy.Evaluate(input))).Where(account => account.Equity.IsPositive);
        return new MarginBaskets(known, policy, accounts, takenOver);
    }

    /// <summary>The plan by which the most levered accounts cover a deficit.</summary>
    /// <param name="cause">The default.</param>
    /// <param name="deficit">What has to be given up; not negative.</param>
    /// <param name="maxHaircut">The largest part of its equity that an account gives up; null for all of it.</param>
    public DeleveragingPlan PlanOf(DefaultId cause, Amount deficit, Ratio? maxHaircut = null) =>
        MinimaxDeleveraging.Plan(new DeleveragingRequest(cause, Amount.Zero, deficit, Accounts) { MaxHaircut = maxHaircut }, RequirementOf);

    /// <summary>
    /// The maintenance requirement of an account with other quantities, closed at the mark; a <see cref="BasketRequirement"/>. Of who took positions over, what these quantities add to the requirement of what it took; not negative.
    /// </summary>
    public Amount RequirementOf(DeleveragingAccount account, ImmutableArray<Quantity> held)
    {
        ArgumentNullException.ThrowIfNull(account);
        var input = _inputs[account.Account];
        ImmutableArray<Quantity> taken = [.. input.Exposures.Select((exposure, i) => exposure.Position.Quantity - account.Legs[i].Quantity)];
        if (taken.All(quantity => quantity.IsZero)) return RequirementAt(input, held);
        return Amount.Max(Amount.Zero, RequirementAt(input, [.. taken.Zip(held, (one, other) => one + other)]) - RequirementAt(input, taken));
    }

    private Amount RequirementAt(MarginInput input, ImmutableArray<Quantity> held)
    {
        var exposures = input.Exposures.Select((exposure, i) => exposure.Position.Quantity == held[i] ? exposure : exposure with { Position = At(exposure, held[i]) });
        return _policy.Evaluate(input with { Exposures = [.. exposures] }).MaintenanceMargin;
    }

    /// <summary>
    /// What an account has beside what it took over, as if it had opened another account for that: of every position the same part, whole lots; of its equity the part by which its net notional or its requirement would be less, whichever is less.
    /// So whatever this part gives up leaves the whole no more levered and no worse margined. Null when that is nothing.
    /// </summary>
    private DeleveragingAccount? OwnPartOf(DeleveragingAccount whole, Amount takenOver)
    {
        var input = _inputs[whole.Account];
        var gross = MarginAccount.GrossNotionalOf(input);
        if (takenOver >= gross || !whole.Notional.IsPositive) return null;
        var part = Rational.From(gross - takenOver) / Rational.From(gross);
        ImmutableArray<BasketLeg> legs = [.. whole.Legs.Select(leg => leg with { Quantity = LotsOf(leg, part) })];
        var own = whole with { Legs = legs, Notional = NetNotionalOf(input.Exposures.Select((exposure, i) => (exposure, legs[i].Quantity))) };
        var (added, all) = (RequirementOf(own, [.. legs.Select(leg => leg.Quantity)]), RequirementOf(whole, [.. whole.Legs.Select(leg => leg.Quantity)]));
        var ofNotional = Rational.From(own.Notional) / Rational.From(whole.Notional);
        var share = Rational.Clamp(all.IsPositive ? Rational.Min(ofNotional, Rational.From(added) / Rational.From(all)) : ofNotional, Rational.Zero, Rational.One);
        own = own with { Equity = (Rational.From(whole.Equity) * share).Round<Amount>(Rounding.Floor) };
        return own.Equity.IsPositive ? own : null;
    }

    private static Quantity LotsOf(BasketLeg leg, Rational part)
    {
        var lots = (Rational.From(leg.Quantity.Abs()) * part).Round<Quantity>(Rounding.Floor).Raw / leg.Lot.Raw * leg.Lot.Raw;
        return Quantity.FromRaw(leg.Quantity.Sign * lots);
    }

    private static Position At(ContractExposure exposure, Quantity held) =>
        exposure.Position.Fill(held - exposure.Position.Quantity, exposure.Contract.MarkPrice, exposure.Contract.FundingIndex, Amount.Zero).Position;

    private static DeleveragingAccount BasketOf(MarginInput input, MarginStatement statement) => new(
        input.Account,
        NetNotionalOf(input.Exposures.Select(exposure => (exposure, exposure.Position.Quantity))),
        statement.Equity,
        statement.Lines.Aggregate(Amount.Zero, (sum, line) => sum + line.Unrealised - line.FundingOwed),
        [.. input.Exposures.Select(exposure => new BasketLeg(exposure.Market, exposure.Contract.Contract.Id, exposure.Position.Quantity, exposure.Contract.Contract.Lot))]);

    private static Amount NetNotionalOf(IEnumerable<(ContractExposure Exposure, Quantity Quantity)> positions) => positions
        .GroupBy(position => position.Exposure.Market)
        .Aggregate(Amount.Zero, (sum, market) => sum + market.Aggregate(Amount.Zero, (net, position) => net + DeltaOf(position.Exposure, position.Quantity)).Abs());

    /// <summary>Linear contracts exactly; options by the delta of their risk array, turned into money once, to the nearest, or in full, by the index, where there is none.</summary>
    private static Amount DeltaOf(ContractExposure exposure, Quantity quantity)
    {
        var terms = exposure.Contract.Contract;
        if (terms.Kind != ContractKind.Option) return terms.ValueOf(quantity, exposure.Contract.MarkPrice);
        if (exposure.Array is { } array) return Amount.FromDouble(quantity.ToDouble() * array.Delta, Rounding.HalfEven);
        var full = terms.ValueOf(quantity, exposure.Snapshot.IndexPrice);
        return terms.Right == OptionRight.Call ? full : -full;
    }
}
