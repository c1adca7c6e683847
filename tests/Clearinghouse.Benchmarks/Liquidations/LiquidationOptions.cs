using Clearinghouse.Storage;

namespace Clearinghouse.Benchmarks.Liquidations;

/// <summary>What to measure.</summary>
/// <param name="Databases">On which.</param>
/// <param name="Accounts">Accounts that fall short at once.</param>
/// <param name="InFlight">Calls in flight in the other market.</param>
/// <param name="Repetitions">Of everything.</param>
/// <param name="Window">How long clearing is measured before the price, and again after the last account.</param>
/// <param name="Folder">Where SQLite files go.</param>
internal sealed record LiquidationOptions(IReadOnlyList<DatabaseKind> Databases, int Accounts, int InFlight, int Repetitions, TimeSpan Window, DirectoryInfo Folder);
