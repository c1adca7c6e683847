using Clearinghouse.Storage;

namespace Clearinghouse.Benchmarks.Liquidations;

/// <summary>How long it took until all accounts were done on one database: medians, and the fastest and slowest repetition.</summary>
/// <param name="Database">The database.</param>
/// <param name="Recovered">Accounts that were let go.</param>
/// <param name="Closed">Accounts whose default is over.</param>
/// <param name="CloseOuts">Close-outs that were cleared.</param>
/// <param name="Seconds">From the price until the last account was done, grace and the time between steps included, in seconds.</param>
/// <param name="LeastSeconds">The fastest repetition.</param>
/// <param name="MostSeconds">The slowest one.</param>
/// <param name="CloseOutsPerSecond">Close-outs by those seconds.</param>
internal sealed record LiquidationRow(DatabaseKind Database, double Recovered, double Closed, double CloseOuts, double Seconds, double LeastSeconds, double MostSeconds, double CloseOutsPerSecond);
