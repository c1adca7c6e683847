using System.Collections.Immutable;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Liquidation.LiquidationBooks;

namespace Clearinghouse.Core.Tests.Liquidation;

/// <summary>An account with one position is planned without a search; the search, which knows nothing of that, is the reference.</summary>
public sealed class SinglePositionTests
{
    [Fact]
    public void OnePosition_IsPlannedAsTheSearchWould() => Gen.Select(Gen.Int[0, 3], Gen.Int[1, 400], Gen.Bool, Requests).Sample((contract, size, isLong, like) =>
    {
        var lots = new int[4];
        lots[contract] = isLong ? size : -size;
        var request = Resized(like, lots);
        var start = LiquidationBook.Of(request);
        var candidates = ClosureCandidates.Of(start);
        if (candidates.IsEmpty || !start.Short.IsPositive) return;
        ImmutableArray<ClosurePath> alone = [.. candidates.Select(candidate => ClosurePaths.Alone(start, candidate))];
        var reference = ClosurePaths.Search(start, candidates, alone);
        var plan = LiquidationPlanner.Plan(request);
        Assert.Equal((reference.End.Equity, reference.End.Required), (plan.EquityAfter, plan.RequiredAfter));
        Assert.Equal(reference.Moves.Select(move => move.Closures.Single().Closed), plan.Steps.Select(step => step.Legs.Single().Quantity.Abs()));
    });

    /// <summary>The same terms and depths for another book, with as large a part of what it needs.</summary>
    private static LiquidationRequest Resized(LiquidationRequest like, int[] lots)
    {
        var input = InputOf(like.Input.Terms.Mode, lots);
        var percent = like.Input.Exposures.IsEmpty ? 50 : (int)(100 * like.Input.Cash.ToDouble() / Math.Max(1e-6, RequiredOf(MarginPolicies.Default.Evaluate(like.Input with { Cash = Amount.Zero }), like.Terms).ToDouble()));
        var required = RequiredOf(MarginPolicies.Default.Evaluate(input), like.Terms);
        return like with { Input = input with { Cash = Amount.FromRaw(required.Raw * Math.Clamp(percent, -50, 112) / 100) } };
    }
}
