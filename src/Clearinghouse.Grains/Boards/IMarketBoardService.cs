using Clearinghouse.Core.Markets;
using Orleans.Concurrency;
using Orleans.Services;

namespace Clearinghouse.Grains.Boards;

/// <summary>The door to a silo's board.</summary>
[Alias("Clearinghouse.IMarketBoardService")]
public interface IMarketBoardService : IGrainService
{
    /// <summary>Hangs a durable snapshot up. One way: a lost one is followed by the next, and accounts ask the market when they find none.</summary>
    [OneWay, Alias("Post")]
    Task Post(MarketSnapshot snapshot);
}
