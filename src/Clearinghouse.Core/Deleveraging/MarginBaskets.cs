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

    private MarginBaskets(Dictionary<AccountId, MarginInput> inputs, IMarginPolicy policy, ImmutableArray<DeleveragingAccount> accounts)
    {
        _inputs = inputs;
        _policy = policy;
        Accounts = accounts;
    }

    /// <summary>The accounts that have something to give, in order of their names, so that the last unit and the last lot fall to the same ones whoever asks: those without equity are defaulters themselves.</summary>
    public ImmutableArray<DeleveragingAccount> Accounts { get; }

    /// <summary>The baskets of accounts.</summary>
    /// <param name="inputs">One per account.</param>
    /// <param name="policy">How they are margined.</param>
    public static MarginBaskets Of(IEnumerable<MarginInput> inputs, IMarginPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var known = inputs.ToDictionary(input => input.Account);
        var accounts = known.Values.OrderBy(input => input.Account).Select(input => BasketOf(input, policy.Evaluate(input))).Where(account => account.Equity.IsPositive);
        return new MarginBaskets(known, policy, [.. accounts]);
    }

    /// <summary>What accounts gained and could give up: unrealised profit, and no more than their equity.</summary>
    public ImmutableArray<AccountGain> Gains =>
        [.. Accounts.Select(account => new AccountGain(account.Account, Amount.Min(account.Profit, account.Equity)) { Positions = account.Legs }).Where(gain => gain.Gain.IsPositive)];

    /// <summary>The plan by which the most levered accounts cover a deficit.</summary>
    /// <param name="cause">The default.</param>
    /// <param name="deficit">What has to be given up; not negative.</param>
    public DeleveragingPlan PlanOf(DefaultId cause, Amount deficit) => MinimaxDeleveraging.Plan(new DeleveragingRequest(cause, Amount.Zero, deficit, Accounts), RequirementOf);

    /// <summary>The maintenance requirement of an account with other quantities, closed at the mark; a <see cref="BasketRequirement"/>.</summary>
    public Amount RequirementOf(DeleveragingAccount account, ImmutableArray<Quantity> held)
    {
        ArgumentNullException.ThrowIfNull(account);
        var input = _inputs[account.Account];
        var exposures = input.Exposures.Select((exposure, i) => exposure.Position.Quantity == held[i] ? exposure : exposure with { Position = At(exposure, held[i]) });
        return _policy.Evaluate(input with { Exposures = [.. exposures] }).MaintenanceMargin;
    }

    private static Position At(ContractExposure exposure, Quantity held) =>
        exposure.Position.Fill(held - exposure.Position.Quantity, exposure.Contract.MarkPrice, exposure.Contract.FundingIndex, Amount.Zero).Position;

    private static DeleveragingAccount BasketOf(MarginInput input, MarginStatement statement) => new(
        input.Account,
        input.Exposures.GroupBy(exposure => exposure.Market).Aggregate(Amount.Zero, (sum, market) => sum + NetOf(market)),
        statement.Equity,
        statement.Lines.Aggregate(Amount.Zero, (sum, line) => sum + line.Unrealised - line.FundingOwed),
        [.. input.Exposures.Select(exposure => new BasketLeg(exposure.Market, exposure.Contract.Contract.Id, exposure.Position.Quantity, exposure.Contract.Contract.Lot))]);

    private static Amount NetOf(IEnumerable<ContractExposure> market) => market.Aggregate(Amount.Zero, (sum, exposure) => sum + DeltaOf(exposure)).Abs();

    /// <summary>Linear contracts exactly; options by the delta of their risk array, turned into money once, to the nearest, or in full, by the index, where there is none.</summary>
    private static Amount DeltaOf(ContractExposure exposure)
    {
        var (terms, quantity) = (exposure.Contract.Contract, exposure.Position.Quantity);
        if (terms.Kind != ContractKind.Option) return terms.ValueOf(quantity, exposure.Contract.MarkPrice);
        if (exposure.Array is { } array) return Amount.FromDouble(quantity.ToDouble() * array.Delta, Rounding.HalfEven);
        var full = terms.ValueOf(quantity, exposure.Snapshot.IndexPrice);
        return terms.Right == OptionRight.Call ? full : -full;
    }
}
