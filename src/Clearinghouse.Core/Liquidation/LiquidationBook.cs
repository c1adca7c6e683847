using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Liquidation;

/// <summary>An account in the course of a plan: what is left of it, what was closed so far, and what the margin engine says to that.</summary>
internal sealed class LiquidationBook
{
    private readonly ImmutableArray<Amount> _closedNotional;
    private Dictionary<ImmutableArray<int>, ClosureSearch>? _searches;

    private LiquidationBook(LiquidationRequest request, LiquidationMarkets markets, MarginInput input, ImmutableArray<Quantity> closed, ImmutableArray<Amount> closedNotional, SearchEffort effort, AccountStanding standing)
    {
        (Request, Markets, Input, Closed) = (request, markets, input, closed);
        (_closedNotional, Effort, Standing) = (closedNotional, effort, standing);
    }

    public LiquidationRequest Request { get; }

    /// <summary>How much was asked of the margin engine in this plan so far.</summary>
    public SearchEffort Effort { get; }

    public LiquidationMarkets Markets { get; }

    public MarginInput Input { get; }

    /// <summary>By exposure, what the plan closed so far; without sign.</summary>
    public ImmutableArray<Quantity> Closed { get; }

    /// <summary>What the margin engine says.</summary>
    public AccountStanding Standing { get; }

    public Amount Equity => Standing.Equity;

    /// <summary>The equity at which the account is at its target.</summary>
    public Amount Required => Standing.Required;

    /// <summary>How far the account is from its target; negative above it.</summary>
    public Amount Short => Standing.Short;

    public static LiquidationBook Of(LiquidationRequest request)
    {
        ImmutableArray<Quantity> closed = [.. request.Input.Exposures.Select(_ => Quantity.Zero)];
        ImmutableArray<Amount> notional = [.. request.Input.Exposures.Select(_ => Amount.Zero)];
        return new(request, new LiquidationMarkets(request), request.Input, closed, notional, new SearchEffort { Statements = 1 }, AccountStanding.Of(request, request.Input));
    }

    /// <summary>The search through one candidate, the same whoever asks: what it has looked at is not looked at again.</summary>
    public ClosureSearch SearchOf(ImmutableArray<int> candidate)
    {
        _searches ??= [];
        if (!_searches.TryGetValue(candidate, out var search)) _searches[candidate] = search = new ClosureSearch(this, ClosureSet.Of(this, candidate));
        return search;
    }

    /// <summary>What may still be closed in the market of an exposure; zero or less for nothing.</summary>
    public Amount LeftIn(int exposure) => Markets.MostIn(exposure) - _closedNotional[Markets.FirstOf(exposure)];

    /// <summary>What is left of a position, without sign.</summary>
    public Quantity LeftOf(int exposure) => Input.Exposures[exposure].Position.Quantity.Abs();

    /// <summary>The trades that close these quantities together, without sign, by exposure; those of nothing are left out.</summary>
    public ImmutableArray<LiquidationLeg> LegsOf(ImmutableArray<(int Exposure, Quantity Closed)> closures)
    {
        var legs = ImmutableArray.CreateBuilder<LiquidationLeg>(closures.Length);
        foreach (var (exposure, closed) in closures)
            if (!closed.IsZero) legs.Add(ClosingCost.LegOf(Request.Terms, Markets[exposure], Input.Exposures[exposure], closed, ImpactOf(closures, exposure)));
        return legs.DrainToImmutable();
    }

    /// <summary>The notional of closures in the market of an exposure.</summary>
    public Amount NotionalIn(ImmutableArray<(int Exposure, Quantity Closed)> closures, int exposure)
    {
        var (sum, market) = (Amount.Zero, Markets.FirstOf(exposure));
        foreach (var (other, closed) in closures)
            if (Markets.FirstOf(other) == market) sum += Input.Exposures[other].NotionalOf(closed);
        return sum;
    }

    /// <summary>What the margin engine would say after these closures: at the mark, less what they cost.</summary>
    public AccountStanding StandingAfter(ImmutableArray<(int Exposure, Quantity Closed)> closures)
    {
        Effort.Statements++;
        return AccountStanding.Of(Request, InputAfter(closures));
    }

    /// <summary>The account after these closures.</summary>
    /// <param name="closures">What is closed.</param>
    /// <param name="standing">What the margin engine says to it.</param>
    public LiquidationBook After(ImmutableArray<(int Exposure, Quantity Closed)> closures, AccountStanding standing)
    {
        var (closed, notional) = (Closed.ToBuilder(), _closedNotional.ToBuilder());
        foreach (var (exposure, quantity) in closures)
        {
            closed[exposure] += quantity;
            notional[Markets.FirstOf(exposure)] += Input.Exposures[exposure].NotionalOf(quantity);
        }

        return new LiquidationBook(Request, Markets, InputAfter(closures), closed.DrainToImmutable(), notional.DrainToImmutable(), Effort, standing);
    }

    private MarginInput InputAfter(ImmutableArray<(int Exposure, Quantity Closed)> closures)
    {
        var (exposures, cash) = (new ContractExposure[Input.Exposures.Length], Input.Cash);
        Input.Exposures.CopyTo(exposures);
        foreach (var (at, quantity) in closures)
        {
            if (quantity.IsZero) continue;
            var exposure = exposures[at];
            cash -= ClosingCost.Of(Request.Terms, Markets[at], exposure, quantity, ImpactOf(closures, at)).Cost;
            var trade = exposure.Position.Quantity.IsPositive ? -quantity : quantity;
            var change = exposure.Position.Fill(trade, exposure.Contract.MarkPrice, exposure.Contract.FundingIndex, Amount.Zero);
            cash += change.CashChange;
            exposures[at] = exposure with { Position = change.Position };
        }

        return Input with { Cash = cash, Exposures = ImmutableCollectionsMarshal.AsImmutableArray(exposures) };
    }

    /// <summary>The impact of closures in the market of an exposure.</summary>
    private double ImpactOf(ImmutableArray<(int Exposure, Quantity Closed)> closures, int exposure)
    {
        var notional = NotionalIn(closures, exposure);
        var market = Markets[exposure];
        return notional.IsPositive ? ClosingCost.ImpactRate(Request.Terms, market, market.UsedInWindow + _closedNotional[Markets.FirstOf(exposure)], notional) : 0;
    }
}
