using Clearinghouse.Abstractions.Accounts;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Cli.Replay;

/// <summary>Keeps the books of the days: margin, and what every account realised since the last.</summary>
internal sealed class ReplayDays
{
    private readonly List<ReplayDay> _days = [];
    private readonly Dictionary<AccountId, Amount> _realised = [];

    /// <summary>The days so far, in order.</summary>
    public IReadOnlyList<ReplayDay> All => _days;

    /// <summary>Closes a day.</summary>
    /// <param name="date">The day.</param>
    /// <param name="accounts">Every account, with what it realised since the replay began.</param>
    public void Close(DateOnly date, IReadOnlyList<(AccountStatement Statement, Amount Realised)> accounts)
    {
        var losses = Amount.Zero;
        foreach (var (statement, realised) in accounts)
        {
            var change = realised - _realised.GetValueOrDefault(statement.Account);
            if (change.IsNegative) losses -= change;
            _realised[statement.Account] = realised;
        }

        var margins = accounts.Select(account => account.Statement.Margin).OfType<MarginStatement>().ToList();
        _days.Add(new ReplayDay(
            date,
            margins.Aggregate(Amount.Zero, (sum, margin) => sum + margin.Equity),
            margins.Aggregate(Amount.Zero, (sum, margin) => sum + margin.InitialMargin),
            losses,
            margins.Aggregate(Amount.Zero, (sum, margin) => sum + Amount.Max(-margin.Equity, Amount.Zero)),
            margins.Count(margin => !margin.IsMaintenanceCovered),
            accounts.Count(account => IsCalled(account.Statement))));
    }

    /// <summary>Whether an account is called, or further on the path to default.</summary>
    public static bool IsCalled(AccountStatement statement) => statement.Call is not null || statement.Path is { IsUnderWay: true };
}
