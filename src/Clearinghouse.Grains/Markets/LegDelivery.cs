using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Grains.Accounts;
using Microsoft.Extensions.Logging;

namespace Clearinghouse.Grains.Markets;

/// <summary>
/// Empties a market's outbox: one delivery at a time per account, each with everything that is owed and durable. What fails stays owed and is tried again.
/// Used from one market's turns only.
/// </summary>
internal sealed class LegDelivery(MarketClearing clearing, Func<long> durableSequence, IGrainFactory grains, ILogger logger)
{
    /// <summary>Legs of one message at most.</summary>
    private const int MostLegs = 256;

    private readonly HashSet<AccountId> _delivering = [];

    /// <summary>Delivers to one account, unless that is under way.</summary>
    public void Deliver(AccountId account)
    {
        if (_delivering.Add(account)) _ = DeliverAsync(account);
    }

    /// <summary>Delivers to everybody who is owed something.</summary>
    public void DeliverAll()
    {
        foreach (var account in clearing.Outbox.Accounts.ToList()) Deliver(account);
    }

    private async Task DeliverAsync(AccountId account)
    {
        try
        {
            var grain = grains.GetGrain<IAccountClearing>(account.Value);
            while (clearing.Outbox.Peek(account, MostLegs, durableSequence()) is { IsEmpty: false } legs)
            {
                var confirmed = await grain.Apply(clearing.Ledger.Market, legs);
                clearing.Confirm(account, confirmed);
                if (confirmed < legs[0].Sequence) throw new InvalidOperationException($"{account} confirmed {confirmed}, before what it was sent");
            }
        }
        catch (Exception error)
        {
            logger.LogWarning(error, "market/{Market}: legs for {Account} were not confirmed and will be sent again", clearing.Ledger.Market, account);
        }
        finally
        {
            _delivering.Remove(account);
        }
    }
}
