using System.Numerics;
using Clearinghouse.Core.Auctions;
using Clearinghouse.Core.Audit;
using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Simulation.Clients;
using Clearinghouse.Simulation.Nodes;

namespace Clearinghouse.Simulation.Audit;

/// <summary>
/// Knows what was asked and answered, and what is on disk: nothing else. What was acknowledged must be there, once, in the words in which it was asked; nothing may be there that nobody asked
/// for; every balance must be as predicted; and nothing may have been created or lost. Of what stands in no journal, the margin that
/// bidders pledge, it knows what they were heard to say.
/// </summary>
internal sealed class Auditor(Disk disk, Record record, PledgeWitness witness, bool isCalm)
{
    /// <summary>Audits whatever is on disk now. May be called at any time.</summary>
    /// <exception cref="SimulationFailureException">The first thing wrong.</exception>
    /// <param name="isQuiet">Whether nothing is under way any more.</param>
    public void Audit(bool isQuiet = false)
    {
        try
        {
            CheckCommands();
            var folded = new FoldedPool(disk);
            CheckConservation(folded);
            CheckBalances(folded);
            new DefaultAudit(disk).Check(isQuiet);
            new AuctionAudit(disk, witness).Check();
        }
        catch (Exception error) when (error is JournalCorruptException or OverflowException)
        {
            throw new SimulationFailureException($"what is on disk can't be folded: {error.Message}", error);
        }
    }

    private void CheckCommands()
    {
        var written = new Dictionary<(JournalId Journal, long Sequence), ICommand>();
        foreach (var journal in disk.Journals)
        {
            var once = new HashSet<(PrincipalId, CommandId)>();
            foreach (var (sequence, command) in CommandsOf(journal))
            {
                SimulationFailureException.ThrowUnless(once.Add((command.Header.Sender, command.Header.Id)), $"{journal} at {sequence}: {command.Header.Id} was done twice");
                SimulationFailureException.ThrowUnless((command is ClearTrade { Venue: var venue } && venue == OwnNames.Venue) || record.WasAsked(journal, command), $"{journal} at {sequence}: nobody asked for {command}");
                written[(journal, sequence)] = command;
            }
        }

        foreach (var (journal, command, sequence) in record.Acknowledged)
        {
            if (command is ReportPrices or ListContract) SimulationFailureException.ThrowUnless(sequence <= disk.HeadOf(journal), $"{journal} {command.Header.Id} was acknowledged and is lost");
            else SimulationFailureException.ThrowUnless(IsSame(written.GetValueOrDefault((journal, sequence)), command), $"{journal} at {sequence}: {command.Header.Id} was acknowledged and is lost");
        }
    }

    private bool IsSame(ICommand? written, ICommand acknowledged) =>
        written is not null && string.Equals(record.FingerprintOf(written), record.FingerprintOf(acknowledged), StringComparison.Ordinal);

    private IEnumerable<(long Sequence, ICommand Command)> CommandsOf(JournalId journal)
    {
        IEnumerable<(long Sequence, object Event)> events = journal.Kind switch
        {
            "market" => disk.Read<MarketEvent>(journal).Select(read => (read.Sequence, (object)read.Event)),
            "account" => disk.Read<AccountEvent>(journal).Select(read => (read.Sequence, (object)read.Event)),
            _ => disk.Read<PoolEvent>(journal).Select(read => (read.Sequence, (object)read.Event)),
        };
        foreach (var (sequence, e) in events)
            if (CommandOf(e) is { } command) yield return (sequence, command);
    }

    private static ICommand? CommandOf(object e) => e switch
    {
        TradeCleared cleared => cleared.Trade,
        MarketConfigured configured => configured.Command,
        ContractListed listed => listed.Command,
        FundingAccrued accrued => accrued.Command,
        ContractSettled settled => settled.Command,
        Deposited deposited => deposited.Command,
        Withdrawn withdrawn => withdrawn.Command,
        FundContributed contributed => contributed.Command,
        DefaultsConfigured configured => configured.Command,
        LiquidatorRegistered registered => registered.Command,
        AuctionChanged { Change: BidTaken bid } => bid.Command,
        DefaultRecovered recovered => recovered.Command,
        _ => null,
    };

    private static void CheckConservation(FoldedPool folded)
    {
        var audit = PoolAuditor.Audit(folded.Pool, [.. folded.Markets.Values], [.. folded.Accounts.Values]);
        SimulationFailureException.ThrowUnless(
            audit.Holds, $"residual {audit.Residual}, {string.Join("; ", audit.Contracts.Where(contract => !contract.Holds))}");
    }

    private void CheckBalances(FoldedPool folded)
    {
        var prediction = new Prediction(disk);
        foreach (var account in folded.Accounts.Values)
        {
            foreach (var market in folded.Markets.Values)
                foreach (var contract in market.Contracts.Select(listed => listed.Contract.Id)) CheckPosition(account, market, contract, prediction);
            var owed = account.Markets.Values.SelectMany(joined => joined.Positions.Select(pair => pair.Value.FundingOwedAt(folded.Markets[joined.Market].FindContract(pair.Key)!.FundingIndex)));
            var cash = owed.Aggregate((BigInteger)account.Cash.Raw, (sum, funding) => sum - funding.Raw);
            CheckEqual(prediction.CashOf(account.Account), cash, $"{account.Account}: cash");
            if (isCalm)
                SimulationFailureException.ThrowUnless(prediction.FreeCollateralOf(account.Account).Sign >= 0, $"{account.Account}: prices stood still, and it lacks {-prediction.FreeCollateralOf(account.Account)} of margin");
        }
    }

    private static void CheckPosition(AccountLedger account, MarketLedger market, ContractId contract, Prediction prediction)
    {
        var position = account.FindPosition(market.Market, contract);
        CheckEqual(prediction.QuantityOf(account.Account, contract), position?.Quantity.Raw ?? 0, $"{account.Account}: contracts of {contract}");
        CheckEqual(prediction.CostOf(account.Account, contract), position?.EntryValue.Raw ?? 0, $"{account.Account}: entry value in {contract}");
        CheckEqual(prediction.QuantityOf(account.Account, contract), market.QuantityOf(account.Account, contract).Raw, $"{account.Account}: contracts of {contract} in the market's books");
    }

    private static void CheckEqual(BigInteger predicted, BigInteger found, string what) =>
        SimulationFailureException.ThrowUnless(predicted == found, $"{what}: predicted {predicted}, found {found}");
}
