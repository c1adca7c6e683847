using Clearinghouse.Core.Commands;

namespace Clearinghouse.Cli.Replay;

/// <summary>Counts what venues and traders asked for, and what became of it.</summary>
internal sealed class ReplayTally
{
    private readonly SortedDictionary<string, long> _tradesRefused = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _withdrawalsRefused = new(StringComparer.Ordinal);

    public long TradesSubmitted { get; private set; }

    public long TradesCleared { get; private set; }

    public long DepositsTaken { get; private set; }

    public long WithdrawalsPaid { get; private set; }

    /// <summary>By reason.</summary>
    public IReadOnlyDictionary<string, long> TradesRefused => _tradesRefused;

    /// <summary>By reason.</summary>
    public IReadOnlyDictionary<string, long> WithdrawalsRefused => _withdrawalsRefused;

    public void CountTrade(ClearOutcome outcome)
    {
        TradesSubmitted++;
        if (outcome.IsCleared) TradesCleared++;
        else CountReason(_tradesRefused, outcome.Refusal?.Code.ToString() ?? outcome.Status.ToString());
    }

    public void CountDeposit() => DepositsTaken++;

    public void CountWithdrawal(CommandOutcome outcome)
    {
        if (outcome.Refusal is { } refusal) CountReason(_withdrawalsRefused, refusal.Code.ToString());
        else WithdrawalsPaid++;
    }

    private static void CountReason(SortedDictionary<string, long> reasons, string reason) => reasons[reason] = reasons.GetValueOrDefault(reason) + 1;
}
