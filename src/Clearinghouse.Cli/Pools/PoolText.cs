using System.Globalization;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.DefaultFunds;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Insurance;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Cli.Pools;

/// <summary>A pool as tables: funds, insurance tranches, members of the default fund, the last review, distances.</summary>
internal static class PoolText
{
    /// <summary>The tables, in order; what a pool does not have is left out.</summary>
    public static IEnumerable<(string Title, List<(string Label, string Value)> Rows)> TablesOf(PoolLedger pool)
    {
        yield return ($"pool {pool.Pool} at {pool.Sequence}", [.. pool.Funds.Select(fund => ($"{fund.Key}", $"{fund.Value}")), ("paid in from outside", $"{pool.Contributions}"), ("defaults", Number(pool.Defaults.Cases.Count)), ("defaults that run", Number(pool.Insurance.Running.Count))]);
        if (!pool.Insurance.Tranches.IsEmpty) yield return ("insurance, junior first", [("the pool's own fund", $"{pool.OwnInsurance}"), .. pool.Insurance.Tranches.SelectMany(RowsOf)]);
        if (pool.Defaults.Members.Count > 0) yield return ("members of the default fund", [.. pool.Defaults.Members.Values.SelectMany(member => RowsOf(member, pool))]);
        if (pool.Sizing.Review is not { } review) yield break;
        yield return ($"review {review.Number} of the default fund, {Time(review.At)}", [.. RowsOf(review)]);
        yield return ("smallest move that uses a layer up, in daily standard deviations", [.. review.Gauges.Select(gauge => (gauge.Layer, TextOf(gauge)))]);
    }

    private static IEnumerable<(string Label, string Value)> RowsOf(InsuranceTranche tranche)
    {
        yield return (tranche.Name, $"{tranche.Assets} in {tranche.Shares} shares of {Number(tranche.Holders.Count)} underwriters");
        foreach (var (account, shares) in tranche.Holders) yield return ($"  {account}", $"{shares} shares, {tranche.ValueOf(shares)}");
        foreach (var request in tranche.Leaving.Values)
            yield return ($"  request {request.Request} of {request.Account}", $"{request.Shares} shares {(tranche.Running.IsEmpty ? $"from {Time(request.ReadyAt)}" : "when the default is over, and the cooldown")}");
    }

    private static IEnumerable<(string Label, string Value)> RowsOf(MemberFund member, PoolLedger pool)
    {
        yield return ($"{member.Venue}", $"{member.Balance} of {member.Contributed} paid in");
        if (member.TopUp is { } topUp) yield return ("  required", $"{topUp.Required}{(topUp.DueBy is { } due ? $", {topUp.MissingOf(member.Balance)} called by {Time(due)}" : "")}");
        if (member.Owed.IsPositive) yield return ("  assessments owed", $"{member.Owed}, overdue {pool.Assessments.OverdueOf(member.Venue)}");
        if (member.LostToOthers.IsPositive) yield return ("  lost to defaults that others brought", $"{member.LostToOthers}");
    }

    private static IEnumerable<(string Label, string Value)> RowsOf(FundReview review)
    {
        yield return ($"required (cover-{Number(review.CoverCount)})", $"{review.Required}");
        yield return ("prefunded", $"{review.Prefunded}");
        yield return ("accounts, left out without a price", $"{Number(review.Accounts)}, {Number(review.Unpriced)}");
        yield return ("scenarios", review.ScenariosVersion);
        foreach (var scenario in review.Worst)
            yield return (scenario.Scenario, $"{scenario.CoveredLoss}: {string.Join(", ", scenario.Largest.Where(group => group.Loss.IsPositive).Select(group => $"{group.Group} {group.Loss}"))}");
        foreach (var contribution in review.Contributions) yield return ($"contribution of {NameOf(contribution.Venue)}", $"{contribution.Required}");
        foreach (var call in review.Calls) yield return ($"called from {NameOf(call.Venue)}", $"{call.Amount} by {Time(call.DueBy)}");
    }

    private static string TextOf(LayerGauge gauge) => gauge.DistanceSigmas is { } sigmas
        ? $"{sigmas}: {gauge.Direction} ({string.Join(", ", gauge.Factors.Select(factor => $"{factor.Key} × {factor.Value}"))}); holds {gauge.Available}"
        : $"out of reach; holds {gauge.Available}";

    private static string NameOf(VenueId? venue) => venue?.Value ?? "the house";

    private static string Time(DateTimeOffset at) => at.ToString("u", CultureInfo.InvariantCulture);

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
}
