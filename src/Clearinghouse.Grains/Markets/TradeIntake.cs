using System.Collections.Immutable;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Commands;

namespace Clearinghouse.Grains.Markets;

/// <summary>
/// Takes trades in, each once: what is being decided already, in another call or further up in the same one, is asked for again when that is done. Used from one market's turns only.
/// </summary>
/// <param name="clearing">Decides them.</param>
/// <param name="history">Knows those that memory has forgotten.</param>
/// <param name="throwIfFailed">Throws when the activation can't decide any more.</param>
internal sealed class TradeIntake(TradeClearing clearing, MarketHistory history, Action throwIfFailed)
{
    /// <summary>Clears trades; one outcome for each, at its index. Outcomes are not durable yet.</summary>
    public async Task<ImmutableArray<ClearOutcome>> Clear(IReadOnlyList<TradeRequest> requests)
    {
        var outcomes = new ClearOutcome?[requests.Count];
        List<int> open = [.. Enumerable.Range(0, requests.Count)];
        while (open.Count > 0)
        {
            var elsewhere = await ClearOnce(requests, open, outcomes);
            await Task.WhenAll(elsewhere.Select(trade => trade.Decided));
            open = [.. elsewhere.Select(trade => trade.Index)];
        }

        return ImmutableArray.Create(outcomes)!;
    }

    /// <summary>Clears what can be decided now; returns the trades that are being decided already, with the task to wait for.</summary>
    private async Task<List<(int Index, Task Decided)>> ClearOnce(IReadOnlyList<TradeRequest> requests, List<int> open, ClearOutcome?[] outcomes)
    {
        throwIfFailed();
        var decided = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (admitted, elsewhere) = (new List<(int Index, InFlightTrade Trade)>(), new List<(int, Task)>());
        try
        {
            await AdmitAll();
            if (admitted.Count == 0) return elsewhere;
            var results = await clearing.Decide([.. admitted.Select(pair => pair.Trade)]);
            for (var i = 0; i < admitted.Count; i++) outcomes[admitted[i].Index] = results[i];
            return elsewhere;
        }
        finally
        {
            decided.SetResult();
        }

        async Task AdmitAll()
        {
            try
            {
                foreach (var i in open)
                {
                    var admission = await Admit(requests[i]);
                    if (clearing.Deciding(requests[i].Trade.Key) is { } deciding)
                    {
                        elsewhere.Add((i, deciding));
                        continue;
                    }

                    outcomes[i] = admission.Outcome;
                    if (admission.InFlight is not { } inFlight) continue;
                    clearing.Begin(inFlight, decided.Task);
                    admitted.Add((i, inFlight));
                }
            }
            catch
            {
                // Reading the journal can fail half way: what this call admitted before must not stay in flight for ever.
                foreach (var (_, trade) in admitted) clearing.End(trade.Trade.Key);
                throw;
            }
        }
    }

    private async ValueTask<TradeAdmission> Admit(TradeRequest request)
    {
        var admission = request.Admit(false);
        if (!admission.NeedsJournal) return admission;
        return await history.Find(request.Trade) is { } found ? TradeAdmission.Answer(found) : request.Admit(true);
    }
}
