using Clearinghouse.Core.Commands;
using Clearinghouse.Core.DefaultFunds;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>Books contributions, and what reviews of the default fund ask for.</summary>
internal static class FundBooking
{
    internal static void Book(PoolLedger ledger, FundContributed e)
    {
        ledger.ThrowUnless(e.Command.Amount.IsPositive, "contribution of nothing");
        ledger.Contributions += e.Command.Amount;
        if (e.Command is { Fund: PoolFund.Receivables, Venue: { } payer })
            ledger.ThrowUnless(AssessmentBooking.Pay(ledger, payer, e.Command.Amount, e.Payments ?? ledger.Assessments.PaymentsOf(payer, e.Command.Amount)) == e.Command.Amount, "more is paid of assessments than is owed");
        else ledger.Move(e.Command.Fund, e.Command.Amount);
        if (e.Command.Venue is { } venue) ledger.Defaults = ledger.Defaults.With(ContributedBy(ledger.Defaults.MemberOf(venue), e.Command));
        if (e.Command.Fund == PoolFund.House && ledger.Sizing.House is { } house) ledger.Sizing = ledger.Sizing with { House = house.After(ledger.BalanceOf(PoolFund.House)) };
        ledger.Commands.Remember(e.Command, ledger.Sequence);
    }

    internal static void Book(PoolLedger ledger, FundNoticeGiven e)
    {
        ledger.Defaults = ledger.Defaults.With(ledger.Defaults.MemberOf(e.Command.Venue) with { Notice = e.Notice });
        ledger.Commands.Remember(e.Command, ledger.Sequence);
    }

    /// <summary>What is paid out leaves the clearinghouse. What others' defaults may cost the venue, and what it can be assessed, goes by what it has paid in, and so shrinks with it.</summary>
    internal static void Book(PoolLedger ledger, FundRedeemed e)
    {
        var member = ledger.Defaults.MemberOf(e.Command.Venue);
        ledger.ThrowUnless(e.Amount.IsPositive && e.Amount <= member.Balance && e.Amount <= member.Notice?.Amount, "more of a contribution is paid out than was asked for, or than is there");
        ledger.Contributions -= e.Amount;
        ledger.Move(PoolFund.DefaultFund, -e.Amount);
        ledger.Defaults = ledger.Defaults.With(member with { Balance = member.Balance - e.Amount, Contributed = Amount.Max(Amount.Zero, member.Contributed - e.Amount), Notice = null });
        ledger.Commands.Remember(e.Command, ledger.Sequence);
    }

    internal static void Book(PoolLedger ledger, FundConfigured e)
    {
        ledger.Sizing = ledger.Sizing with { Terms = new FundTerms(ledger.Sequence, e.Command.Policy) };
        ledger.Commands.Remember(e.Command, ledger.Sequence);
    }

    internal static void Book(PoolLedger ledger, AffiliatesSet e)
    {
        ledger.Sizing = ledger.Sizing.With(e.Command.Group, e.Command.Accounts, ledger.Sequence);
        ledger.Commands.Remember(e.Command, ledger.Sequence);
    }

    /// <summary>What is required stands with every member, also with those of which nothing is any more; what is called has a deadline.</summary>
    internal static void Book(PoolLedger ledger, FundReviewed e)
    {
        ledger.ThrowUnless(e.Review.Number == (ledger.Sizing.Review?.Number ?? 0) + 1, "a review does not follow the last one");
        var venues = ledger.Defaults.Members.Values.Where(member => member.TopUp is not null).Select(member => member.Venue).Union(e.Review.Contributions.Select(contribution => contribution.Venue).OfType<VenueId>());
        foreach (var venue in venues.ToList()) ledger.Defaults = ledger.Defaults.With(ledger.Defaults.MemberOf(venue) with { TopUp = TopUpOf(e.Review, venue) });
        ledger.Sizing = ledger.Sizing with { Review = e.Review, House = TopUpOf(e.Review, null) };
        if (e.Command is { } command) ledger.Commands.Remember(command, ledger.Sequence);
    }

    private static FundTopUp TopUpOf(FundReview review, VenueId? venue) => new(
        review.Contributions.FirstOrDefault(contribution => contribution.Venue == venue)?.Required ?? Amount.Zero,
        review.Calls.FirstOrDefault(call => call.Venue == venue)?.DueBy);

    private static MemberFund ContributedBy(MemberFund member, ContributeFund command) => command.Fund == PoolFund.Receivables
        ? member with { Owed = member.Owed - command.Amount }
        : member with { Contributed = member.Contributed + command.Amount, Balance = member.Balance + command.Amount, TopUp = member.TopUp?.After(member.Balance + command.Amount) };
}
