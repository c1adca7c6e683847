namespace Clearinghouse.Benchmarks.Liquidations;

/// <summary>What became of the accounts that fell short.</summary>
/// <param name="Recovered">Accounts that were let go, with what is their own.</param>
/// <param name="Closed">Accounts whose default is over.</param>
/// <param name="CloseOuts">Close-outs that markets cleared for them.</param>
/// <param name="LastDoneAt">When the last of them was done.</param>
internal sealed record LiquidationTally(int Recovered, int Closed, int CloseOuts, DateTimeOffset LastDoneAt);
