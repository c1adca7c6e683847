using System.Collections.Immutable;
using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.DefaultFunds;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Markets;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Protocols;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Builders;

/// <summary>A market that is driven through its deciders, with its journal kept.</summary>
internal sealed class MarketBuilder
{
    private int _commands;

    private MarketBuilder(MarketId market) => Clearing = new MarketClearing(new MarketLedger(market));

    internal MarketClearing Clearing { get; }

    internal MarketLedger Ledger => Clearing.Ledger;

    internal List<MarketEvent> Journal { get; } = [];

    internal DateTimeOffset Now { get; set; } = Start;

    /// <summary>What the pool lets venues bring.</summary>
    internal VenueStanding Standing { get; set; } = VenueStanding.Active;

    /// <summary>Which accounts belong together.</summary>
    internal Affiliates Affiliates { get; set; } = Affiliates.None;

    internal static MarketBuilder Unopened(string market = "btc") => new(MarketId.Create(market));

    internal static MarketBuilder Open(MarketParameters? parameters = null, string market = "btc") => Unopened(market).Configure(parameters ?? new MarketParameters());

    /// <summary>An open market with the perpetual of <see cref="Terms"/> at an index of 100.</summary>
    internal static MarketBuilder Trading(MarketParameters? parameters = null) => Open(parameters).List(Terms.Perpetual()).Report("100");

    internal MarketBuilder Configure(MarketParameters parameters) =>
        Do(MarketDecider.Decide(Ledger, new ConfigureMarket(NextHeader(), Pool, parameters), Now));

    internal MarketBuilder List(Contract contract) => Do(MarketDecider.Decide(Ledger, new ListContract(NextHeader(), contract), Now));

    /// <summary>Reports prices observed one second after the last report, which becomes the time.</summary>
    internal MarketBuilder Report(string index, params ImmutableArray<ContractMark> marks)
    {
        Now = Now.AddSeconds(1);
        return Do(MarketDecider.Decide(Ledger, Clearing.Marks, new ReportPrices(NextHeader(), Now, P(index), marks), Now));
    }

    internal MarketBuilder Accrue(ContractId contract, string rate) =>
        Do(MarketDecider.Decide(Ledger, new AccrueFunding(NextHeader(), contract, R(rate)), Now));

    internal MarketBuilder Expire(ContractId contract, string index)
    {
        Now = Terms.Expiry > Now ? Terms.Expiry : Now;
        return Do(MarketDecider.Decide(Ledger, new ExpireContract(NextHeader(), contract, P(index)), Now));
    }

    /// <summary>A trade of the perpetual that the market would admit; its sequence counts up.</summary>
    internal ClearTrade Trade(string quantity = "1", string price = "100", AccountId? buyer = null, AccountId? seller = null, ContractId? contract = null) =>
        new(Venue, TradeId.Create($"t{++_commands}"), _commands, contract ?? Perp, buyer ?? Alice, seller ?? Bob, P(price), Q(quantity));

    internal TradeAdmission Admit(ClearTrade trade, bool venueIsMember = true, bool knownToBeNew = false) =>
        TradeDecider.Admit(Ledger, Clearing.InFlight, trade, venueIsMember ? Standing : VenueStanding.Unknown, Affiliates, knownToBeNew, Now);

    /// <summary>Admits a trade that must be admitted, and leaves it in flight.</summary>
    internal InFlightTrade Begin(ClearTrade trade)
    {
        var admission = Admit(trade);
        Assert.True(admission.InFlight is not null, $"{trade} was not admitted: {admission.Outcome?.Refusal}");
        Clearing.InFlight.Add(admission.InFlight);
        return admission.InFlight;
    }

    /// <summary>Novates a trade in flight.</summary>
    internal MarketBuilder Finish(InFlightTrade trade)
    {
        Do(TradeDecider.Novate(Ledger, trade, Now));
        Clearing.InFlight.Remove(trade.Trade.Key);
        return this;
    }

    /// <summary>Admits and novates, as if both accounts had set margin aside.</summary>
    internal MarketBuilder Clear(ClearTrade trade) => Finish(Begin(trade));

    internal MarketBuilder Do(Decision<MarketEvent> decision)
    {
        Assert.True(decision.Status == CommandStatus.Created, $"{decision.Status}: {decision.Refusal}");
        foreach (var e in decision.Events) Append(e);
        return this;
    }

    internal void Append(MarketEvent e)
    {
        Clearing.Apply(Ledger.Sequence + 1, e);
        Journal.Add(e);
    }

    /// <summary>The legs that the last event owes.</summary>
    internal AccountLeg LastLegOf(AccountId account) =>
        Ledger.LegsOf(Ledger.LastLegSequenceOf(account), Journal[(int)Ledger.LastLegSequenceOf(account) - 1]).First(owed => owed.Account == account).Leg;

    private CommandHeader NextHeader()
    {
        _commands++;
        return Header($"c{_commands}", _commands);
    }
}
