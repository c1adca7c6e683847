using System.Collections.Immutable;
using Clearinghouse.Core.Deleveraging;
using Clearinghouse.Core.Units;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Numbers;
using static Clearinghouse.Core.Tests.Deleveraging.Baskets;

namespace Clearinghouse.Core.Tests.Deleveraging;

/// <summary>The event that docs/default-management.md tells of: 2,000 shorts of one contract, leverage 0.2 to 30, profits without relation to it, 2 % of all equity to be given up.</summary>
public sealed class QueueComparisonTests
{
    [Fact]
    public void TheQueue_LeavesAccountsWorseMargined_AndThePlanNone()
    {
        var comparison = DeleveragingComparison.Of(Event, MinimaxDeleveraging.Plan(Event, Requirement));

        Assert.Equal((18.7, 0, 0.38, 781), Rounded(comparison.Minimax));
        Assert.Equal((30.2, 80, 1.18, 309), Rounded(comparison.Queue));

        static (double Highest, int Worse, double Largest, int Touched) Rounded(DeleveragingOutcome outcome) =>
            (Math.Round(outcome.HighestLeverage, 1), outcome.WorseMargined, Math.Round(outcome.LargestHaircutFraction, 2), outcome.Touched);
    }

    private static DeleveragingRequest Event
    {
        get
        {
            var random = new Random(1);
            ImmutableArray<DeleveragingAccount> accounts =
            [
                .. Enumerable.Range(0, 2000).Select(i =>
                {
                    var lots = random.Next(1, 2000);
                    var equity = Amount.FromDouble(lots * 10 / (0.2 + (random.NextDouble() * 30)), Rounding.HalfEven);
                    return Account($"a{i}", -lots, 0, equity, Amount.FromInteger(random.Next(-1000, 1000)));
                }),
            ];
            return new DeleveragingRequest(Cause, Amount.Zero, Sum(accounts.Select(account => account.Equity)).Times(R("0.02"), Rounding.Floor), accounts);
        }
    }
}
