using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Refusals;

namespace Clearinghouse.Core.Clearing.Markets;

/// <summary>What a market says of a submitted trade: answered at once, to be looked up in the journal, or to be reserved for.</summary>
/// <param name="Outcome">The answer, when there is one already.</param>
/// <param name="InFlight">What to reserve, when the trade is admitted.</param>
/// <param name="NeedsJournal">True when only the journal can tell whether the trade was cleared long ago.</param>
public readonly record struct TradeAdmission(ClearOutcome? Outcome, InFlightTrade? InFlight, bool NeedsJournal)
{
    /// <summary>Ask both accounts.</summary>
    public static TradeAdmission Reserve(InFlightTrade trade) => new(null, trade, NeedsJournal: false);

    /// <summary>Answered.</summary>
    public static TradeAdmission Answer(ClearOutcome outcome) => new(outcome, null, NeedsJournal: false);

    /// <summary>Refused.</summary>
    public static TradeAdmission Refuse(ClearTrade trade, Refusal refusal) => Answer(ClearOutcome.Refused(trade.TradeId, refusal));

    /// <summary>The trade's sequence is older than what is remembered.</summary>
    public static TradeAdmission LookUp => new(null, null, NeedsJournal: true);
}
