using Clearinghouse.Core.Audit;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Cli.Replay;

/// <summary>What came of a replay; as JSON, schema <c>clearinghouse.replay/1</c>. The same seed and bars give the same report, timing aside.</summary>
public sealed record ReplayReport
{
    /// <summary>Name and version of the document's shape.</summary>
    public string Schema { get; init; } = "clearinghouse.replay/1";

    /// <summary>Markets.</summary>
    public required IReadOnlyList<string> Markets { get; init; }

    /// <summary>Open time of the first bar.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Open time of the last bar.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Moments replayed.</summary>
    public required int Bars { get; init; }

    /// <summary>Traders.</summary>
    public required int Accounts { get; init; }

    /// <summary>Venues.</summary>
    public required int Venues { get; init; }

    /// <summary>The seed.</summary>
    public required int Seed { get; init; }

    /// <summary>Trades submitted.</summary>
    public required long TradesSubmitted { get; init; }

    /// <summary>Trades cleared.</summary>
    public required long TradesCleared { get; init; }

    /// <summary>Trades refused, by reason.</summary>
    public required IReadOnlyDictionary<string, long> TradesRefused { get; init; }

    /// <summary>Deposits taken.</summary>
    public required long DepositsTaken { get; init; }

    /// <summary>Withdrawals paid.</summary>
    public required long WithdrawalsPaid { get; init; }

    /// <summary>Withdrawals refused, by reason.</summary>
    public required IReadOnlyDictionary<string, long> WithdrawalsRefused { get; init; }

    /// <summary>Deposits of all accounts.</summary>
    public required Amount Deposits { get; init; }

    /// <summary>Withdrawals of all accounts.</summary>
    public required Amount Withdrawals { get; init; }

    /// <summary>Fees of all trades.</summary>
    public required Amount Fees { get; init; }

    /// <summary>Funding that accounts paid when they settled, and what they still owe; what the others receive for it is not taken off.</summary>
    public required Amount FundingPaid { get; init; }

    /// <summary>Equity of all accounts; what some owe beyond their collateral is taken off.</summary>
    public required Amount MarginHeld { get; init; }

    /// <summary>Initial margin of all accounts.</summary>
    public required Amount MarginRequired { get; init; }

    /// <summary>Accounts below initial margin.</summary>
    public required int AccountsBelowInitial { get; init; }

    /// <summary>Accounts below maintenance margin.</summary>
    public required int AccountsBelowMaintenance { get; init; }

    /// <summary>Accounts that are called or further on the path at the last prices; where defaults are not dealt with, those below maintenance margin, or a shard missed one.</summary>
    public required int AccountsInMarginCall { get; init; }

    /// <summary>Accounts that owe more than they have.</summary>
    public required int AccountsUnderWater { get; init; }

    /// <summary>Margin and losses, day by day.</summary>
    public required IReadOnlyList<ReplayDay> Days { get; init; }

    /// <summary>How margin and breakers did in every market; empty unless the replay was asked for them.</summary>
    public IReadOnlyList<ReplayMarketMargin> Margins { get; init; } = [];

    /// <summary>Times that an account was called: below initial margin, or, where defaults are not dealt with, below maintenance margin.</summary>
    public long MarginCalls { get; init; }

    /// <summary>What became of accounts that could not pay; null where defaults are not dealt with.</summary>
    public ReplayDefaults? Defaults { get; init; }

    /// <summary>The scenario set of portfolio margin; null for others.</summary>
    public string? ScenarioVersion { get; init; }

    /// <summary>Past days of that set: those before the replay, out of the same files; 0 where there were too few.</summary>
    public int PastDays { get; init; }

    /// <summary>What was created or lost: must be zero. Absent when verification found a fault before it could be computed.</summary>
    public required Amount? ConservationResidual { get; init; }

    /// <summary>The same per contract, over all accounts: quantities, entry values and funding, each of which must sum to zero.</summary>
    public required IReadOnlyList<ContractAudit> Contracts { get; init; }

    /// <summary>Whether the database verified; the first fault otherwise.</summary>
    public required string Verification { get; init; }

    /// <summary>How long it took.</summary>
    public required ReplayTiming Timing { get; init; }
}
