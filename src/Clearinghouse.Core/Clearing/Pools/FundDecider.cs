using System.Collections.Immutable;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.DefaultFunds;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Clearinghouse.Core.Waterfall;

namespace Clearinghouse.Core.Clearing.Pools;

/// <summary>Decides how large a pool's default fund has to be and who is called for what is missing. Pure: the ledger is read, never changed.</summary>
public static class FundDecider
{
    /// <summary>How many accounts are in groups of affiliates at most, in all.</summary>
    public const int MostAffiliates = 10_000;

    /// <summary>How many accounts one command names at most.</summary>
    public const int MostAccounts = 1_000;

    private const int KeptScenarios = 5;

    /// <summary>Sets how the fund is sized.</summary>
    public static Decision<PoolEvent> Decide(PoolLedger ledger, ConfigureFund command, DateTimeOffset now)
    {
        if (ledger.Commands.Recall(command) is { } known) return Decision<PoolEvent>.From(known);
        return command.Policy.Check() is { } invalid ? Decision<PoolEvent>.Refuse(invalid) : Decision<PoolEvent>.Accept(new FundConfigured(command) { At = now });
    }

    /// <summary>Sets a group of affiliates.</summary>
    public static Decision<PoolEvent> Decide(PoolLedger ledger, SetAffiliates command, DateTimeOffset now)
    {
        if (FindFault(command) is { } fault) return Decision<PoolEvent>.Refuse(new Refusal(RefusalCode.RequestInvalid) { Subject = "affiliates", Detail = fault });
        if (ledger.Commands.Recall(command) is { } known) return Decision<PoolEvent>.From(known);
        var after = ledger.Sizing.With(command.Group, command.Accounts, ledger.Sequence).Groups.Count;
        return after > MostAffiliates
            ? Decision<PoolEvent>.Refuse(new Refusal(RefusalCode.AffiliatesTooMany) { Subject = command.Group, Required = $"{after}", Limit = $"{MostAffiliates}" })
            : Decision<PoolEvent>.Accept(new AffiliatesSet(command) { At = now });
    }

    /// <summary>A look at the live book becomes a review.</summary>
    /// <param name="ledger">The pool.</param>
    /// <param name="command">Who asked for it; null for the schedule.</param>
    /// <param name="findings">What was found.</param>
    /// <param name="now">The time.</param>
    public static Decision<PoolEvent> Review(PoolLedger ledger, ReviewFund? command, FundFindings findings, DateTimeOffset now)
    {
        if (command is not null && ledger.Commands.Recall(command) is { } known) return Decision<PoolEvent>.From(known);
        if (ledger.Sizing.Terms is not { } terms) return Decision<PoolEvent>.Refuse(new Refusal(RefusalCode.FundNotConfigured) { Subject = ledger.Pool.Value });
        var contributions = FundContribution.Of(findings.Requirement, terms.Policy.WorstScenarios);
        var review = new FundReview
        {
            At = now,
            Number = (ledger.Sizing.Review?.Number ?? 0) + 1,
            PolicyVersion = terms.Version,
            ScenariosVersion = findings.ScenariosVersion,
            SnapshotVersions = findings.SnapshotVersions,
            Accounts = findings.Accounts,
            Unpriced = findings.Unpriced,
            CoverCount = terms.Policy.CoverCount,
            Required = findings.Requirement.RequiredFund,
            Prefunded = ledger.BalanceOf(PoolFund.DefaultFund),
            Worst = WorstOf(findings.Requirement, Math.Max(KeptScenarios, terms.Policy.WorstScenarios)),
            Contributions = contributions,
            Calls = [.. FundCall.Of(contributions, venue => ledger.PrefundedOf(venue), now.AddSeconds(terms.Policy.TopUpDueSeconds)).Select(call => WithEarlierDeadline(ledger, call))],
            Gauges = findings.Gauges,
        };
        return Decision<PoolEvent>.Accept(new FundReviewed(review, command) { At = now });
    }

    /// <summary>Where a venue stands with the fund now.</summary>
    public static FundStanding StandingOf(PoolLedger ledger, VenueId venue, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        return FundStanding.Of(ledger.Defaults.MemberOf(venue), ledger.Assessments, ledger.Sizing.Terms?.Policy, now);
    }

    /// <summary>The layers that a loss falls through when defaulters of all venues have paid what they can themselves, with what each holds.</summary>
    public static ImmutableArray<(string Layer, Amount Available)> LayersOf(PoolLedger ledger, DateTimeOffset now)
    {
        var policy = ledger.Defaults.Terms?.Policy ?? new DefaultPolicy();
        var nobody = new DefaultClaim { Default = default, Account = default, Debt = Amount.Zero, CollateralValue = Amount.Zero, Collateral = ImmutableSortedDictionary<AssetId, Quantity>.Empty };
        var layers = DefaultWaterfall.FundLayers(DefaultDecider.ResourcesOf(ledger, nobody, policy), policy.Waterfall, now);
        return
        [
            .. layers
                .Where(layer => layer.Kind is not (WaterfallLayerKind.DefaulterCollateral or WaterfallLayerKind.ProtocolContribution or WaterfallLayerKind.JuniorFund))
                .Select(layer => (layer.Name, layer.Available)),
        ];
    }

    /// <summary>A call that was not met keeps its deadline.</summary>
    private static FundCall WithEarlierDeadline(PoolLedger ledger, FundCall call)
    {
        var before = call.Venue is { } venue ? ledger.Defaults.MemberOf(venue).TopUp : ledger.Sizing.House;
        return before?.DueBy is { } due && due < call.DueBy ? call with { DueBy = due } : call;
    }

    private static ImmutableArray<ReviewedScenario> WorstOf(FundRequirement requirement, int count) =>
    [
        .. requirement.Scenarios
            .Where(scenario => scenario.CoveredLoss.IsPositive)
            .OrderByDescending(scenario => scenario.CoveredLoss)
            .Take(count)
            .Select(scenario => new ReviewedScenario(scenario.Scenario, scenario.CoveredLoss, [.. scenario.Largest.Select(ReviewedGroup.Of)])),
    ];

    private static string? FindFault(SetAffiliates command)
    {
        if (!AccountId.TryCreate(command.Group, out _)) return "the group's name must follow the rule of account names";
        if (command.Accounts.IsDefault || command.Accounts.Length > MostAccounts) return $"at most {MostAccounts} accounts";
        if (command.Accounts.Any(account => string.IsNullOrEmpty(account.Value))) return "every account has a name";
        return command.Accounts.Distinct().Count() == command.Accounts.Length ? null : "every account once";
    }
}
