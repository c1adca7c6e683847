using Clearinghouse.Simulation.Audit;

namespace Clearinghouse.Simulation;

/// <summary>What a simulation that passed every audit did.</summary>
/// <param name="Options">What was simulated.</param>
/// <param name="TraceHash">Equal for equal options.</param>
/// <param name="Ticks">How long it took, in virtual seconds.</param>
/// <param name="Trades">Trades on disk.</param>
/// <param name="Defaults">Defaults whose loss was allocated.</param>
/// <param name="Acknowledged">Answers that said done.</param>
/// <param name="Refused">Answers that refused.</param>
/// <param name="Deaths">Activations that died.</param>
/// <param name="Auctions">What happened in auctions.</param>
/// <param name="Trace">Everything that happened, a line each.</param>
public sealed record SimulationReport(SimulationOptions Options, string TraceHash, long Ticks, int Trades, int Defaults, int Acknowledged, int Refused, int Deaths, AuctionTally Auctions, string Trace);
