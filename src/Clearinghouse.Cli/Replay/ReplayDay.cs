using Clearinghouse.Cli.Defaults;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Cli.Replay;

/// <summary>All accounts at the end of a day, after every decision on margin that was due.</summary>
/// <param name="Date">The day, UTC.</param>
/// <param name="MarginHeld">Equity of all accounts; what some owe beyond their collateral is taken off.</param>
/// <param name="MarginRequired">Initial margin of all accounts.</param>
/// <param name="RealisedLosses">Losses that accounts realised on the day; profits of others are not taken off. Positive.</param>
/// <param name="UncoveredLosses">What accounts owe beyond all they have. Positive.</param>
/// <param name="AccountsBelowMaintenance">Accounts below maintenance margin.</param>
/// <param name="AccountsInMarginCall">Accounts that are called or further on the path; where defaults are not dealt with, those below maintenance margin, or a shard missed one.</param>
/// <param name="Path">What happened on the day between margin call and the last layer; null where defaults are not dealt with.</param>
public sealed record ReplayDay(
    DateOnly Date,
    Amount MarginHeld,
    Amount MarginRequired,
    Amount RealisedLosses,
    Amount UncoveredLosses,
    int AccountsBelowMaintenance,
    int AccountsInMarginCall,
    PathDay? Path = null);
