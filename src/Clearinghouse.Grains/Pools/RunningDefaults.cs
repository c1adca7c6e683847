using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Insurance;
using Clearinghouse.Grains.Accounts;
using Microsoft.Extensions.Logging;

namespace Clearinghouse.Grains.Pools;

/// <summary>
/// Looks after the defaults that a pool has been told of. Those with a loss end with their claim; an account that recovered may have died before it said so, and is asked. Used from one pool's turns only.
/// </summary>
/// <param name="grains">Where accounts are.</param>
/// <param name="logger">Hears of accounts that do not answer.</param>
internal sealed class RunningDefaults(IGrainFactory grains, ILogger logger)
{
    /// <summary>The most accounts that are asked at one time.</summary>
    private const int AskedAtOnce = 64;

    /// <summary>Defaults that are over for their accounts.</summary>
    public async Task<ImmutableArray<DefaultId>> FindOver(ImmutableSortedDictionary<DefaultId, RunningDefault> running)
    {
        var over = ImmutableArray.CreateBuilder<DefaultId>();
        foreach (var some in running.Chunk(AskedAtOnce))
        {
            var answers = await Task.WhenAll(some.Select(one => IsOver(one.Key, one.Value.Account)));
            over.AddRange(some.Where((_, i) => answers[i]).Select(one => one.Key));
        }

        return over.ToImmutable();
    }

    private async Task<bool> IsOver(DefaultId cause, AccountId account)
    {
        try
        {
            return (await grains.GetGrain<IAccountDefaults>(account.Value).GetStanding()).Default != cause;
        }
        catch (Exception error)
        {
            logger.LogWarning(error, "{Account} did not say whether default {Default} is over; it is asked again", account, cause);
            return false;
        }
    }
}
