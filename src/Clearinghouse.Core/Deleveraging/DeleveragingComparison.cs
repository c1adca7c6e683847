using System.Collections.Immutable;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Deleveraging;

/// <summary>The plan and the usual queue on the same event: the same accounts, as much closed, as much given up.</summary>
/// <param name="Minimax">What the plan does.</param>
/// <param name="Queue">What the queue by profit times leverage would have done, at one price for all.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.DeleveragingComparison")]
public sealed record DeleveragingComparison([property: Id(0)] DeleveragingOutcome Minimax, [property: Id(1)] DeleveragingOutcome Queue)
{
    /// <summary>Compares a plan with the queue.</summary>
    /// <param name="request">What the plan was made for.</param>
    /// <param name="plan">The plan.</param>
    public static DeleveragingComparison Of(DeleveragingRequest request, DeleveragingPlan plan)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(plan);
        var lines = plan.Certificate.Lines.ToDictionary(line => line.Account);
        var queue = QueueDeleveraging.Close(request.Accounts, plan.Certificate.TotalReduction).Order.ToDictionary(closure => closure.Entry.Name, closure => closure.Closed);
        var closed = queue.Values.Aggregate(Rational.Zero, (sum, one) => sum + one);
        var price = closed.Sign == 0 ? Rational.Zero : Rational.From(plan.Certificate.TotalHaircut) / closed;
        return new DeleveragingComparison(
            OutcomeOf(request.Accounts, account => (Rational.From(lines[account.Account].Reduction), Rational.From(lines[account.Account].Haircut))),
            OutcomeOf(request.Accounts, account => queue.TryGetValue(account.Account.Value, out var part) ? (part, part * price) : (Rational.Zero, Rational.Zero)));
    }

    private static DeleveragingOutcome OutcomeOf(ImmutableArray<DeleveragingAccount> accounts, Func<DeleveragingAccount, (Rational Closed, Rational Given)> shareOf)
    {
        var (highest, largest, closed, given) = (Rational.Zero, Rational.Zero, Rational.Zero, Rational.Zero);
        var (touched, worse) = (0, 0);
        foreach (var account in accounts)
        {
            var share = shareOf(account);
            var (notional, equity) = (Rational.From(account.Notional), Rational.From(account.Equity));
            highest = Rational.Max(highest, (notional - share.Closed) / equity);
            largest = Rational.Max(largest, share.Given / equity);
            if (share.Closed.Sign > 0) touched++;
            if (share.Given > equity || (notional - share.Closed) * equity > notional * (equity - share.Given)) worse++;
            closed += share.Closed;
            given += share.Given;
        }

        return new DeleveragingOutcome(highest.ToDouble(), touched, worse, largest.ToDouble(), closed.ToDouble(), given.ToDouble());
    }
}
