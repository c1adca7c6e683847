using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Defaults.Stories;

/// <summary>Close-outs that were sent out together, and what markets said of them.</summary>
/// <param name="Sequence">Where the order stands in the account's journal.</param>
/// <param name="At">When it was decided.</param>
/// <param name="Order">What was ordered: the legs of the plan, the marks, the takers and the prices.</param>
/// <param name="AnsweredAt">When all markets had answered; null while one has not.</param>
/// <param name="Answers">One per trade, in their order; empty while a market has not answered.</param>
public sealed record StoryOrder(long Sequence, DateTimeOffset At, CloseOutOrder Order, DateTimeOffset? AnsweredAt, ImmutableArray<CloseOutAnswer> Answers)
{
    /// <summary>The trades that were cleared.</summary>
    [JsonIgnore]
    public IEnumerable<CloseOut> Cleared => Order.Trades.Where((_, i) => i < Answers.Length && Answers[i].Refusal is null);

    /// <summary>The penalties of what was cleared; not negative.</summary>
    [JsonIgnore]
    public Amount Penalties => Cleared.Aggregate(Amount.Zero, (sum, trade) => sum + trade.Penalty);

    /// <summary>What was cleared at the marks of the order, without sign: contracts whose multiplier is not known count by the plan's legs.</summary>
    [JsonIgnore]
    public Amount Notional => Order.Planned.Where((_, i) => i < Answers.Length && Answers[i].Refusal is null).Aggregate(Amount.Zero, (sum, leg) => sum + leg.Notional);
}
