using Clearinghouse.Core.Markets;
using Orleans.Runtime.Services;

namespace Clearinghouse.Grains.Boards;

/// <summary>Sends a snapshot to the board of every silo that is up: one message per silo, however many accounts there are.</summary>
/// <param name="services">Given by Orleans.</param>
/// <param name="silos">Which silos are up.</param>
/// <param name="local">Which silo this is.</param>
/// <param name="board">The board of this silo, reached without a message.</param>
public sealed class MarketBoardPublisher(IServiceProvider services, ISiloStatusOracle silos, ILocalSiloDetails local, MarketBoard board)
    : GrainServiceClient<IMarketBoardService>(services)
{
    /// <summary>Publishes a durable snapshot.</summary>
    public void Publish(MarketSnapshot snapshot)
    {
        board.Post(snapshot);
        foreach (var silo in silos.GetApproximateSiloStatuses(onlyActive: true).Keys)
            if (!silo.Equals(local.SiloAddress)) GetGrainService(silo).Post(snapshot).Ignore();
    }
}
