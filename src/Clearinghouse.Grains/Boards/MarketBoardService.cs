using Clearinghouse.Core.Markets;
using Microsoft.Extensions.Logging;

namespace Clearinghouse.Grains.Boards;

/// <summary>Receives snapshots for the board of its silo.</summary>
/// <param name="id">Given by Orleans.</param>
/// <param name="silo">Given by Orleans.</param>
/// <param name="loggerFactory">Given by Orleans.</param>
/// <param name="board">The silo's board.</param>
public sealed class MarketBoardService(GrainId id, Silo silo, ILoggerFactory loggerFactory, MarketBoard board)
    : GrainService(id, silo, loggerFactory), IMarketBoardService
{
    /// <inheritdoc/>
    public Task Post(MarketSnapshot snapshot)
    {
        board.Post(snapshot);
        return Task.CompletedTask;
    }
}
