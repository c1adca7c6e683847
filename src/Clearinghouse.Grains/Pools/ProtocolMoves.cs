using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Protocols;
using Clearinghouse.Grains.Accounts;
using Microsoft.Extensions.Logging;

namespace Clearinghouse.Grains.Pools;

/// <summary>
/// Tells the accounts of venues that leave a pool what becomes of them, until none is left: to another venue, or into closing. What fails is tried again; accounts decide by their own journals, so that telling twice does no harm. Used from one
/// pool's turns only.
/// </summary>
/// <param name="census">Knows the accounts.</param>
/// <param name="grains">Where accounts are.</param>
/// <param name="logger">Hears of accounts that do not answer.</param>
internal sealed class ProtocolMoves(PoolCensus census, IGrainFactory grains, ILogger logger)
{
    private const int CallsAtATime = 64;
    private bool _isRunning;

    /// <summary>Tells every account that has somewhere to go. One run at a time; another does nothing.</summary>
    /// <param name="protocols">The venues.</param>
    /// <param name="durableSequence">How far the pool's journal is durable.</param>
    /// <param name="now">The time.</param>
    public async Task Run(PoolProtocols protocols, long durableSequence, DateTimeOffset now)
    {
        var leaving = protocols.Venues.Values.Where(venue => venue.Sequence <= durableSequence && venue.MovesAccountsAt(now)).ToList();
        if (_isRunning || leaving.Count == 0) return;
        _isRunning = true;
        try
        {
            foreach (var venue in leaving)
                foreach (var chunk in (await census.AccountsOf(venue.Venue, withPositions: venue.PortedTo is null)).Chunk(CallsAtATime))
                    await Task.WhenAll(chunk.Select(account => Tell(account, venue)));
        }
        catch (Exception error)
        {
            logger.LogWarning(error, "a risk shard did not say whose accounts {Venues} are; they are told later", string.Join(", ", leaving.Select(venue => venue.Venue)));
        }
        finally
        {
            _isRunning = false;
        }
    }

    private async Task Tell(AccountId account, ProtocolState venue)
    {
        try
        {
            await grains.GetGrain<IAccountProtocols>(account.Value).Follow(venue);
        }
        catch (Exception error)
        {
            logger.LogWarning(error, "{Account} did not follow {Venue}; it is told again", account, venue.Venue);
        }
    }
}
